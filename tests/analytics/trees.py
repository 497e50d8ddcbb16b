"""Trees of units for tests, and what is safe on them, found the long way round."""

from collections.abc import Collection, Iterable, Iterator
from itertools import chain, combinations

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from analytics.disclosure import UnitTree


@st.composite
def organisations(draw: st.DrawFn, *, largest: int = 9, people: int = 7) -> tuple[UnitTree, list[int]]:
    """Draw a tree whose units are numbered in any order, and the people directly in each unit."""
    size = draw(st.integers(1, largest))
    above = [-1, *(draw(st.integers(0, unit - 1)) for unit in range(1, size))]
    number = draw(st.permutations(range(size)))
    parents = dict(zip(number, (-1 if unit < 0 else number[unit] for unit in above), strict=True))
    direct = draw(st.lists(st.integers(0, people), min_size=size, max_size=size))
    return UnitTree(tuple(parents[unit] for unit in range(size))), direct


def random_tree(rng: np.random.Generator, size: int) -> UnitTree:
    return UnitTree((-1, *(int(rng.integers(0, unit)) for unit in range(1, size))))


def inside(tree: UnitTree, unit: int) -> set[int]:
    """Find a unit and everything inside it, by walking up from everywhere."""
    return {other for other in range(len(tree.parents)) if unit in set(upwards(tree, other))}


def upwards(tree: UnitTree, unit: int) -> Iterator[int]:
    while unit != -1:
        yield unit
        unit = tree.parents[unit]


def subsets(units: Iterable[int]) -> Iterator[frozenset[int]]:
    units = list(units)
    return map(frozenset, chain.from_iterable(combinations(units, size) for size in range(len(units) + 1)))


def leaks(tree: UnitTree, direct: list[int], shown: Iterable[int], k: int) -> bool:
    """Say whether a combination of shown sums touches between 1 and k - 1 people: linear algebra, no residues."""
    atoms = [unit for unit, people in enumerate(direct) if people]
    table = np.array([[float(atom in inside(tree, unit)) for atom in atoms] for unit in shown])
    small = [group for group in subsets(range(len(atoms))) if 1 <= sum(direct[atoms[i]] for i in group) < k]
    return table.size > 0 and any(_reaches(table, group) for group in small)


def _reaches(table: NDArray[np.float64], group: frozenset[int]) -> bool:
    """Say whether some combination of the rows is zero outside the group and not zero inside it."""
    outside = np.delete(table, list(group), axis=1)
    rank = np.linalg.matrix_rank(outside) if outside.size else 0
    return bool(rank < np.linalg.matrix_rank(table))


def best_choice(
    tree: UnitTree, direct: list[int], k: int, eligible: Collection[int], present: list[int] | None = None
) -> frozenset[int]:
    """Try every set of units and take the best safe one."""
    parts = [inside(tree, unit) for unit in range(len(direct))]
    totals = [sum(direct[other] for other in part) for part in parts]

    def is_safe(shown: frozenset[int]) -> bool:
        for unit in shown:
            rest = parts[unit].difference(*(parts[other] for other in shown if other != unit and other in parts[unit]))
            people, invited = (sum(counts[other] for other in rest) for counts in (direct, present or direct))
            if totals[unit] < k or 0 < people < k or (people == 0 and invited > 0):
                return False
        return True

    def value(shown: frozenset[int]) -> tuple[bool, int, int, list[int]]:
        order = [-unit for unit in sorted(shown)]
        return tree.root in shown, sum(totals[unit] for unit in shown), len(shown), order

    return max(filter(is_safe, subsets(eligible)), key=value)
