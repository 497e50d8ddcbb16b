"""Before and after, where it is known who took part in both."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from analytics.change import hedges_correction
from analytics.errors import NoVariation, TooFewAnswers, TooManyAnswers
from analytics.intervals import t_quantile

# 2^15 sums, under a millisecond; each further pair doubles them.
MOST_FLIPPED = 16
# Below this share of the scores, or of the sum of all differences, what remains is rounding.
ROUNDING = 1e-12
TIE = 1e-9


@dataclass(frozen=True, slots=True)
class PairedDifference:
    """The mean change of the persons in both measurements, after minus before.

    Attributes
    ----------
    pairs
        How many persons it rests on: those with a score in both.
    estimate, low, high
        In scale points, with the bounds of the interval.
    t, df, p
        The paired test, two-sided; df = pairs - 1.
    d_z
        The mean change in standard deviations of the changes.
    d_av, g_av
        The mean change in standard deviations of the scores (the mean of the two): as it is, and with Hedges' exact
        correction for bias. None with two pairs, where no correction makes d_av unbiased.
    """

    pairs: int
    estimate: float
    low: float
    high: float
    t: float
    df: int
    p: float
    d_z: float
    d_av: float
    g_av: float | None


def paired_difference(before: ArrayLike, after: ArrayLike, *, level: float = 0.95) -> PairedDifference:
    """Compare two measurements by the persons who took part in both.

    Parameters
    ----------
    before, after
        Shape (persons,), in scale points, the same person at the same place; NaN is no score, and who has none on a
        side is left out.
    level
        Confidence level of the interval, between 0 and 1.

    Raises
    ------
    TooFewAnswers
        Below two pairs.
    NoVariation
        When all persons changed equally much: then there is no standard error, and neither interval nor test exists.
    ValueError
        When the two are not of one length.

    Notes
    -----
    With m and s the mean and standard deviation (divisor pairs - 1) of the changes, t = m sqrt(pairs) / s [1]_,
    d_z = m / s and d_av = m / ((s_before + s_after) / 2) [2]_, g_av = d_av J(pairs - 1) with J as `hedges_correction`
    gives it [3]_.

    References
    ----------
    .. [1] Student (1908). The probable error of a mean. Biometrika 6, 1-25.
    .. [2] Cumming, G. (2012). Understanding the new statistics, chapter 11. Routledge. The names are those of Lakens,
       D. (2013). Calculating and reporting effect sizes to facilitate cumulative science. Frontiers in Psychology 4.
    .. [3] Hedges, L. V. (1981). Distribution theory for Glass's estimator of effect size and related estimators.
       Journal of Educational Statistics 6, 107-128.
    """
    first, second = _pairs(before, after)
    changes = second - first
    if np.ptp(changes) <= ROUNDING * np.abs([first, second]).max():
        raise NoVariation("all persons changed equally much")
    pairs, estimate, sd = len(changes), _mean(changes), _sd(changes)
    df, error = pairs - 1, sd / math.sqrt(pairs)
    half, t = t_quantile(level, df) * error, estimate / error
    d_av = estimate / ((_sd(first) + _sd(second)) / 2)
    return PairedDifference(
        pairs=pairs,
        estimate=estimate,
        low=estimate - half,
        high=estimate + half,
        t=t,
        df=df,
        p=float(2 * special.stdtr(df, -abs(t))),
        d_z=estimate / sd,
        d_av=d_av,
        g_av=d_av * hedges_correction(df) if df >= 2 else None,
    )


def sign_flip(differences: ArrayLike) -> float:
    """Return the two-sided p value of a mean difference, without assuming a normal distribution.

    Parameters
    ----------
    differences
        Shape (pairs,), after minus before in scale points; NaN is left out.

    Returns
    -------
    The share of all ways to give the differences their signs in which the sum lies at least as far from 0 as it does;
    sums that differ by rounding alone count as equal.

    Raises
    ------
    TooFewAnswers
        Without a difference.
    TooManyAnswers
        Above 16 differences.

    Notes
    -----
    Exact: all 2^n flips count, of which half are computed, because the other half mirrors them [1]_.

    References
    ----------
    .. [1] Fisher, R. A. (1935). The design of experiments, section 21. Oliver & Boyd.
    """
    given = np.asarray(differences, dtype=np.float64)
    kept = given[~np.isnan(given)]
    if not kept.size:
        raise TooFewAnswers("a sign-flip test needs 1 difference, got 0")
    if kept.size > MOST_FLIPPED:
        raise TooManyAnswers(f"the exact sign-flip test stops at {MOST_FLIPPED} pairs, got {kept.size}")
    sums = kept[:1]
    for change in kept[1:]:
        sums = np.concatenate([sums + change, sums - change])
    tie = TIE * np.abs(kept).sum()
    return float(np.mean(np.abs(sums) >= abs(kept.sum()) - tie))


def _pairs(before: ArrayLike, after: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the scores of the persons who have one on both sides, at least two."""
    first, second = np.asarray(before, dtype=np.float64), np.asarray(after, dtype=np.float64)
    if first.ndim != 1 or first.shape != second.shape:
        raise ValueError(f"scores of shape {first.shape} and {second.shape} are no pairs")
    both = ~(np.isnan(first) | np.isnan(second))
    if both.sum() < 2:
        raise TooFewAnswers(f"a paired comparison needs 2 pairs, got {both.sum()}")
    return first[both], second[both]


def _mean(values: NDArray[np.float64]) -> float:
    """Return the mean, rounded once, so that the order of persons does not matter."""
    return math.fsum(values) / len(values)


def _sd(values: NDArray[np.float64]) -> float:
    """Return the standard deviation, with divisor n - 1."""
    return math.sqrt(math.fsum((values - _mean(values)) ** 2) / (len(values) - 1))
