"""Respondents in shown units, those alike together, and how a unit divides by what they differ in."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.disclosure import NOBODY, UnitTree, nearest_shown, shown_units


@dataclass(frozen=True)
class Cell:
    """The people of a unit with one value of one attribute."""

    unit: int
    attribute: int
    value: int
    respondents: int
    atoms: list[int]


class Crowd:
    """The respondents in shown units, those alike together.

    Attributes
    ----------
    people
        Shape (atoms,): how many are in the same lowest shown unit with the same values.
    value_of
        Shape (atoms, attributes); -1 where the value is not known.
    inside
        For each shown unit the atoms in it and in everything inside it.
    depth
        For each unit how many are above it.
    """

    def __init__(
        self, tree: UnitTree, unit_of: NDArray[np.int64], values: NDArray[np.int64], shown: Collection[int]
    ) -> None:
        node = nearest_shown(tree, shown)[unit_of]
        rows = np.column_stack([node, np.maximum(values, NOBODY)])[node != NOBODY]
        atoms, self.people = np.unique(rows, axis=0, return_counts=True)
        self.value_of = atoms[:, 1:]
        self.inside: dict[int, list[int]] = {unit: [] for unit in shown}
        for atom, unit in enumerate(atoms[:, 0].tolist()):
            for above in _upwards(tree, unit):
                if above in self.inside:
                    self.inside[above].append(atom)
        self.depth = {unit: len(list(_upwards(tree, tree.parents[unit]))) for unit in self.inside}

    def respondents(self, unit: int) -> int:
        """Count the people in a unit and in everything inside it."""
        return int(self.people[self.inside[unit]].sum())


def _upwards(tree: UnitTree, unit: int) -> Iterator[int]:
    while unit != NOBODY:
        yield unit
        unit = tree.parents[unit]


def divided(crowd: Crowd, unit: int, attribute: int, options: int, k: int) -> tuple[list[Cell], list[Cell]]:
    """Divide a unit by an attribute: the cells that may be shown beside it, and the others with somebody in them.

    Of those shown each has at least k people, and so have all others together, unless they are nobody. The largest
    cells come first.
    """
    inside = np.array(crowd.inside[unit], dtype=np.int64)
    value_of, people = crowd.value_of[inside, attribute], crowd.people[inside]
    counts = np.bincount(value_of + 1, weights=people, minlength=options + 1).astype(np.int64)
    star = UnitTree((NOBODY, *[0] * options))  # those whose value is not known are directly in the unit
    chosen = shown_units(star, counts, k)
    cells = [
        Cell(unit, attribute, value, int(counts[value + 1]), inside[value_of == value].tolist())
        for value in sorted(range(options), key=lambda value: -counts[value + 1])
        if counts[value + 1]
    ]
    return [cell for cell in cells if cell.value + 1 in chosen], [
        cell for cell in cells if cell.value + 1 not in chosen
    ]
