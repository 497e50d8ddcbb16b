"""Whose answers move which figures, and whether that gives a few people away."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from analytics.audit import isolated_groups


def isolated_people(moves: NDArray[np.bool_], k: int) -> list[tuple[int, ...]]:
    """Find the smallest groups of people that a combination of sums isolates.

    Parameters
    ----------
    moves
        Shape (figures, people): whether a figure moves when somebody answers otherwise. Each figure counts as if the
        exact sum over all who move it were known; a figure that nobody moves says nothing.
    k
        Smallest group that may be known.

    Returns
    -------
    Groups of 1 to k - 1 people, each by their numbers; who move exactly the same figures are one atom, and a group
    always holds whole atoms. The search is that of `analytics.audit.isolated_groups`: exact, of all groups.
    """
    touched = moves[moves.any(axis=1)]
    if not touched.size:
        return []
    patterns, atom_of, people = np.unique(touched, axis=1, return_inverse=True, return_counts=True)
    unmoved = ~patterns.any(axis=0)  # their sum is in no figure
    cells = [np.flatnonzero(figure).tolist() for figure in patterns]
    groups = isolated_groups(np.where(unmoved, 0, people).tolist(), cells, k)
    return [_people(atom_of.ravel(), group) for group in groups]


def too_few(moves: NDArray[np.bool_], k: int) -> NDArray[np.int64]:
    """Find the figures, by number, that move with somebody's answers but with those of fewer than k people."""
    movers = moves.sum(axis=1)
    return np.flatnonzero((movers > 0) & (movers < k))


def _people(atom_of: NDArray[np.int64], group: Iterable[int]) -> tuple[int, ...]:
    return tuple(np.flatnonzero(np.isin(atom_of, list(group))).tolist())
