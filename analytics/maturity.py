"""Five stages of maturity, from a mean on the scale 1 to 5.

By chance, aware, arranged, embedded, inspired: the cut points are this product's convention and are not validated.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

CUTS = (1.8, 2.6, 3.4, 4.2)
LOWEST, HIGHEST = 1.0, 5.0
# 3.4 reached as a sum of fractions may miss 3.4 by some units in its last place, and is stage 4 all the same.
NOISE = 1e-9


def stage(mean: float) -> int:
    """Name the stage, 1 to 5, of a mean on the scale 1 to 5; a mean on a cut point has the higher stage.

    Raises ValueError for a mean outside the scale, NaN included.
    """
    return int(stages([mean])[0])


def stages(means: ArrayLike) -> NDArray[np.int64]:
    """Name the stage of each of many means; see `stage`."""
    means = np.asarray(means, dtype=np.float64)
    if not np.all((means >= LOWEST - NOISE) & (means <= HIGHEST + NOISE)):
        raise ValueError("a mean lies outside the scale 1 to 5")
    return np.searchsorted(np.array(CUTS) - NOISE, means, side="right") + 1


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
