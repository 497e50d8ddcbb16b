"""A long list, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True)
class Paging:
    """Which page of a list is shown.

    Attributes
    ----------
    number
        Of the page, counted from 1.
    size
        How many rows a page has at most.
    all
        How many rows there are in all.
    """

    number: int
    size: int
    all: int

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, ceil(self.all / self.size))

    @property
    def first(self) -> int:
        """Number of the first row of the page, counted from 1."""
        return (self.number - 1) * self.size + 1

    @property
    def last(self) -> int:
        """Number of its last row."""
        return min(self.number * self.size, self.all)

    def cut(self, rows: Sequence[Row]) -> Sequence[Row]:
        """Give the rows of the page."""
        return rows[self.first - 1 : self.last]


def paging(wanted: int, size: int, all: int) -> Paging:  # noqa: A002
    """Choose a page; one that is not there gives the nearest."""
    return Paging(min(max(wanted, 1), Paging(1, size, all).pages), size, all)
