"""Which answers somebody may have given, when whole answers must fit figures that are shown rounded."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp


@dataclass(frozen=True)
class ShownFigure:
    """What is known of one statement in one group.

    Attributes
    ----------
    remainders
        The parts that the group consists of, by number.
    counts
        How many gave each answer, lowest first; None where that is not shown.
    low, high
        Bounds of the sum of all answers in the group.
    """

    remainders: tuple[int, ...]
    counts: tuple[int, ...] | None
    low: float
    high: float


def options_left(truth: NDArray[np.int64], shown: Sequence[ShownFigure]) -> NDArray[np.bool_]:
    """Say which answers are possible for people in each remainder, in at least one way to fit all figures.

    Parameters
    ----------
    truth
        Shape (remainders, options): how many gave each answer, 1 up. It saves work and changes nothing: what is the
        case is possible. Everybody is taken to have answered.
    shown
        The figures.

    Returns
    -------
    Shape (remainders, options). People in one remainder look alike, so that what is possible for one is for all.

    Notes
    -----
    Each question "could anybody here have answered v?" is one integer programme, solved exactly with HiGHS: whole
    numbers of people by remainder and answer, the figures as bounds on sums of them, and at least one at v.
    """
    rows = _constraints(truth.shape, shown, truth.sum(axis=1))
    possible = truth > 0
    for place in np.argwhere(~possible):
        possible[tuple(place)] = _feasible(rows, truth, int(np.ravel_multi_index(tuple(place), truth.shape)))
    return possible


def _feasible(rows: LinearConstraint, truth: NDArray[np.int64], at: int) -> bool:
    lowest = np.zeros(truth.size)
    lowest[at] = 1
    highest = np.repeat(truth.sum(axis=1), truth.shape[1])
    if (lowest > highest).any():
        return False
    whole = np.ones(truth.size, dtype=np.int64)
    found = milp(np.zeros(truth.size), constraints=rows, bounds=Bounds(lowest, highest), integrality=whole)
    return bool(found.success)


def _constraints(shape: tuple[int, ...], shown: Sequence[ShownFigure], sizes: NDArray[np.int64]) -> LinearConstraint:
    """Write the figures down as sums over numbers of people, remainder by remainder and answer by answer."""
    options = shape[1]
    table, low, high = [], [], []

    def add(weights: NDArray[np.float64], least: float, most: float) -> None:
        table.append(weights.ravel())
        low.append(least)
        high.append(most)

    for part, size in enumerate(sizes.tolist()):
        add(_weights(shape, (part,), np.ones(options)), size, size)
    for figure in shown:
        add(_weights(shape, figure.remainders, np.arange(1.0, options + 1)), figure.low, figure.high)
        for option, count in enumerate(figure.counts or ()):
            add(_weights(shape, figure.remainders, np.eye(options)[option]), count, count)
    return LinearConstraint(np.array(table), low, high)


def _weights(
    shape: tuple[int, ...], remainders: tuple[int, ...], by_option: NDArray[np.float64]
) -> NDArray[np.float64]:
    weights = np.zeros(shape)
    weights[list(remainders)] = by_option
    return weights
