"""Five stages of maturity, from a mean on the scale 1 to 5.

By chance, aware, arranged, embedded, inspired: the cut points are this product's convention and are not validated.
"""

from bisect import bisect_right

import numpy as np
from numpy.typing import ArrayLike, NDArray

CUTS = (1.8, 2.6, 3.4, 4.2)
LOWEST, HIGHEST = 1.0, 5.0
# 3.4 reached as a sum of fractions may miss 3.4 by some units in its last place, and is stage 4 all the same.
NOISE = 1e-9
_REACHED = tuple(cut - NOISE for cut in CUTS)


def stage(mean: float) -> int:
    """Name the stage, 1 to 5, of a mean on the scale 1 to 5; a mean on a cut point has the higher stage.

    Raises ValueError for a mean outside the scale, NaN included.
    """
    _check(inside=LOWEST - NOISE <= mean <= HIGHEST + NOISE)
    return bisect_right(_REACHED, mean) + 1  # one number through an array costs thirty times as much


def stages(means: ArrayLike) -> NDArray[np.int64]:
    """Name the stage of each of many means; see `stage`."""
    means = np.asarray(means, dtype=np.float64)
    _check(inside=bool(np.all((means >= LOWEST - NOISE) & (means <= HIGHEST + NOISE))))
    return np.searchsorted(_REACHED, means, side="right") + 1


def stages_touched(low: float, high: float) -> tuple[int, ...]:
    """Name all stages that the interval from low to high touches, from lowest to highest.

    Parameters
    ----------
    low, high
        Bounds in scale points; parts outside the scale 1 to 5 are cut off.

    Raises
    ------
    ValueError
        When low lies above high, or either is NaN.
    """
    if not low <= high:
        raise ValueError(f"no interval: {low} to {high}")
    first, last = (min(max(bound, LOWEST), HIGHEST) for bound in (low, high))
    return tuple(range(stage(first), stage(last) + 1))


def _check(*, inside: bool) -> None:
    if not inside:
        raise ValueError("a mean lies outside the scale 1 to 5")
