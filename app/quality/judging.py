"""Where a figure stands beside the value from which it is called good enough. The values are conventions, no laws."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True)
class Lines:
    """The values.

    Attributes
    ----------
    enough
        Alpha and ICC(2) from which means of groups are usually compared (Nunnally & Bernstein 1994; LeBreton & Senter
        2008).
    fits
        Correlation with the other statements from which a statement is usually kept (Nunnally & Bernstein 1994).
    unanswered
        Share without an answer from which a statement is named: one person in ten could not or would not say.
    """

    enough: float = 0.70
    fits: float = 0.30
    unanswered: float = 0.10


LINES = Lines()


class Bounded(Protocol):
    """A figure with an interval."""

    @property
    def low(self) -> float: ...  # noqa: D102  as its name says

    @property
    def high(self) -> float: ...  # noqa: D102  as its name says


class Standing(StrEnum):
    """Where the interval of a figure lies beside a value."""

    ABOVE = "above"
    UNSURE = "unsure"
    BELOW = "below"


def standing(figure: Bounded, value: float) -> Standing:
    """Say whether the whole interval lies above a value, or below it, or neither."""
    if figure.low >= value:
        return Standing.ABOVE
    return Standing.BELOW if figure.high < value else Standing.UNSURE
