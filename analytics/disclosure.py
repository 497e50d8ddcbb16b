"""Which units may be shown, so that no smaller group of people follows from all figures together."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from analytics.errors import MalformedTree

NOBODY = -1  # the parent of the root; the unit of someone who is in no shown unit
SILENT = -1  # a residue of invited people of whom nobody took part

Counts = Sequence[int] | NDArray[np.int64]
Best = dict[int, tuple[int, int, int]]


@dataclass(frozen=True)
class UnitTree:
    """The units of an organisation, numbered from 0, each with the unit that it is part of.

    Attributes
    ----------
    parents
        For each unit the number of its parent; -1 for the root, of which there is exactly one.

    Raises
    ------
    MalformedTree
        Without a root or with several, with a parent that does not exist, or with a cycle.
    """

    parents: tuple[int, ...]

    def __post_init__(self) -> None:
        roots = self.parents.count(NOBODY)
        if roots != 1:
            raise MalformedTree(f"a tree has one root, this one has {roots}")
        if orphans := [unit for unit, parent in enumerate(self.parents) if not NOBODY <= parent < len(self.parents)]:
            raise MalformedTree(f"unit {orphans[0]} has a parent that does not exist")
        if lost := set(range(len(self.parents))) - set(self.post_order):
            raise MalformedTree(f"unit {min(lost)} is in a cycle")

    @property
    def root(self) -> int:
        """The unit that holds all others."""
        return self.parents.index(NOBODY)

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each unit its children, by number."""
        children: list[list[int]] = [[] for _ in self.parents]
        for unit, parent in enumerate(self.parents):
            if parent != NOBODY:
                children[parent].append(unit)
        return tuple(map(tuple, children))

    @cached_property
    def post_order(self) -> tuple[int, ...]:
        """All units, each after everything inside it; the reverse has each before everything inside it."""
        found, waiting = [], [self.root]
        while waiting:
            unit = waiting.pop()
            found.append(unit)
            waiting.extend(self.children[unit])
        return tuple(reversed(found))

    def counts(self, direct: Counts) -> NDArray[np.int64]:
        """Check that there is one count of people per unit; MalformedTree when there is not, or when it is no count."""
        counts = np.asarray(direct)
        if counts.shape != (len(self.parents),):
            raise MalformedTree(f"{len(self.parents)} counts expected, got {counts.shape}")
        if counts.dtype.kind not in "iu" or (counts < 0).any():
            raise MalformedTree("a count is a whole number of 0 or more")
        return counts.astype(np.int64)

    def totals(self, direct: Counts) -> NDArray[np.int64]:
        """Count the people in each unit and everything inside it, from those directly in each unit."""
        totals = self.counts(direct)
        for unit in self.post_order[:-1]:
            totals[self.parents[unit]] += totals[unit]
        return totals


def shown_units(
    tree: UnitTree,
    direct: Counts,
    k: int,
    *,
    eligible: Collection[int] | None = None,
    present: Counts | None = None,
) -> frozenset[int]:
    """Choose the units to show: the heaviest set from which no group of fewer than k people can be worked out.

    A set is safe when each shown unit has a residue (its people who are in no shown unit inside it) of 0 or at least
    k. Of all safe sets that one is taken that holds the root, if any does; of those the one with the largest sum of
    people over shown units; then the one with the most units; then the one with the lowest-numbered units, compared
    from unit 0 on. The choice depends on counts only, never on answers.

    Parameters
    ----------
    tree
        The units.
    direct
        Respondents directly in each unit.
    k
        Smallest group that may be known, at least 1.
    eligible
        Units that may be shown at all; all when left out.
    present
        Invited people directly in each unit, where participation is what is shown. Then a residue of 0 respondents
        is safe only if also nobody in it was invited: otherwise it tells that all those people did not respond.

    Raises
    ------
    MalformedTree
        When counts are negative or not one per unit.
    ValueError
        When k is below 1.

    Notes
    -----
    Dynamic programming over the tree, by the number of people left to the nearest shown unit above, capped at k:
    O(units k^2). Safe is equivalent to: no linear combination of shown sums touches between 1 and k - 1 people,
    because the residues are disjoint and each shown sum is a sum of residues.
    """
    if k < 1:
        raise ValueError(f"the smallest group is 1, not {k}")
    totals = tree.totals(direct)
    allowed = (totals >= k) & _mask(tree, eligible)
    best = [{left: (0, 0, 0)} for left in _left_over(tree, direct, k, present)]
    for unit in tree.post_order:
        for child in tree.children[unit]:
            best[unit] = _join(best[unit], best[child], k)
            best[child] = {}
        if allowed[unit]:
            _offer(best[unit], (int(totals[unit]), 1, 1 << (len(totals) - 1 - unit)), k, final=unit == tree.root)
    return _units(max(best[tree.root].values())[2], len(totals))


def residues(tree: UnitTree, direct: Counts, shown: Collection[int]) -> dict[int, int]:
    """Count, for each shown unit, its people who are in no shown unit inside it."""
    left = np.bincount(nearest_shown(tree, shown) + 1, weights=tree.counts(direct), minlength=len(tree.parents) + 1)
    return {unit: int(left[unit + 1]) for unit in sorted(shown)}


def nearest_shown(tree: UnitTree, shown: Collection[int]) -> NDArray[np.int64]:
    """Find, for each unit, the lowest shown unit that it is or lies in; -1 where there is none."""
    units, nearest = set(shown), np.full(len(tree.parents), NOBODY)
    for unit in reversed(tree.post_order):
        parent = tree.parents[unit]
        nearest[unit] = unit if unit in units else NOBODY if parent == NOBODY else nearest[parent]
    return nearest


def _mask(tree: UnitTree, eligible: Collection[int] | None) -> NDArray[np.bool_]:
    """Mark the units that may be shown."""
    mask = np.full(len(tree.parents), eligible is None)
    mask[list(eligible or ())] = True
    return mask


def _left_over(tree: UnitTree, direct: Counts, k: int, present: Counts | None) -> list[int]:
    """Say what each unit by itself leaves to the unit above: a capped number of people, or silence."""
    left = np.minimum(tree.counts(direct), k)
    if present is not None:
        left[(left == 0) & (tree.counts(present) > 0)] = SILENT
    return [int(people) for people in left]


def _join(some: Best, more: Best, k: int) -> Best:
    """Combine the choices in two separate parts of the tree: for each left-over number the best pair."""
    joined: Best = {}
    for left, (weight, units, mask) in some.items():
        for right, (extra, others, rest) in more.items():
            both = min(left, right) if left <= 0 and right <= 0 else min(k, max(left, 0) + max(right, 0))
            value = (weight + extra, units + others, mask | rest)
            if both not in joined or value > joined[both]:
                joined[both] = value
    return joined


def _offer(best: Best, unit: tuple[int, int, int], k: int, *, final: bool) -> None:
    """Add the choice to show the unit itself, after which nobody is left over; at the root nothing else counts."""
    safe = [best[left] for left in (0, k) if left in best]
    if not safe:
        return
    weight, units, mask = max(safe)
    if final:
        best.clear()
    best[0] = (weight + unit[0], units + unit[1], mask | unit[2])


def _units(mask: int, size: int) -> frozenset[int]:
    """Read the units from a number in which unit 0 is the highest of `size` binary digits."""
    return frozenset(unit for unit, digit in enumerate(f"{mask:0{size}b}") if digit == "1")
