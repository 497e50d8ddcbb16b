"""Before and after: how far scores changed, how sure that is, and what may be said of it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import numpy as np
from numpy.polynomial import chebyshev
from numpy.typing import NDArray
from scipy import optimize, special

from analytics.errors import NoVariation
from analytics.intervals import Interval, t_quantile
from analytics.moments import Moments

SIGNIFICANCE = 0.05
POWER = 0.8
NOISE = 1e-9
DEGREE = 32


class Verdict(StrEnum):
    """What may be said of the change of one team."""

    IMPROVED = "improved"
    DECLINED = "declined"
    NO_CLEAR_CHANGE = "no_clear_change"
    NOT_SHOWN = "not_shown"
    NEW_TEAM = "new_team"
    TOO_SMALL = "too_small"


@dataclass(frozen=True, slots=True)
class Difference:
    """The unpaired difference of two means, after minus before.

    Attributes
    ----------
    estimate, low, high
        In scale points, with the bounds of the interval.
    t, df, p
        Welch's test, two-sided; df need not be whole.
    d, g
        Difference in pooled standard deviations: as it is, and with Hedges' exact correction for bias.
    least_significant
        Smallest difference, in scale points, that would have been significant here (two-sided .05, unadjusted).
    detectable
        True change, in scale points, that would be found significant here in 80 of 100 cases.
    n_before, n_after
        How many scores it rests on.
    """

    estimate: float
    low: float
    high: float
    t: float
    df: float
    p: float
    d: float
    g: float
    least_significant: float
    detectable: float
    n_before: int
    n_after: int


@dataclass(frozen=True, slots=True)
class ProportionDifference:
    """The difference of two proportions, after minus before.

    Attributes
    ----------
    estimate, low, high
        Between -1 and 1, with the bounds of the interval.
    level
        Confidence level, between 0 and 1.
    n_before, n_after
        How many answers it rests on.
    """

    estimate: float
    low: float
    high: float
    level: float
    n_before: int
    n_after: int


def difference(before: Moments, after: Moments, *, level: float = 0.95) -> Difference:
    """Compare two measurements of one team, without knowing who took part in both.

    Parameters
    ----------
    before, after
        The scores of each measurement.
    level
        Confidence level of the interval, between 0 and 1.

    Raises
    ------
    TooFewAnswers
        Below two scores on a side.
    NoVariation
        When the scores are equal to one another on both sides: then there is no standard error, and neither interval
        nor test nor effect size exists. The difference itself is `after.mean - before.mean`.

    Notes
    -----
    Welch's t with Satterthwaite's degrees of freedom [1]_; d with the pooled standard deviation, g = d J(n1 + n2 - 2)
    with J(m) = Gamma(m / 2) / (sqrt(m / 2) Gamma((m - 1) / 2)) [2]_; `least_significant` is t(.975) times the
    standard error, `detectable` follows from the noncentral t with Welch's degrees of freedom, both tails counted.

    References
    ----------
    .. [1] Welch, B. L. (1947). The generalization of Student's problem when several different population variances
       are involved. Biometrika 34, 28-35.
    .. [2] Hedges, L. V. (1981). Distribution theory for Glass's estimator of effect size and related estimators.
       Journal of Educational Statistics 6, 107-128.
    """
    error, df = _welch(before, after)
    estimate = after.mean - before.mean
    half, t = t_quantile(level, df) * error, estimate / error
    pooled = before.n + after.n - 2
    d = estimate / math.sqrt((before.spread + after.spread) / pooled)
    return Difference(
        estimate=estimate,
        low=estimate - half,
        high=estimate + half,
        t=t,
        df=df,
        p=float(2 * special.stdtr(df, -abs(t))),
        d=d,
        g=d * hedges_correction(pooled),
        least_significant=t_quantile(1 - SIGNIFICANCE, df) * error,
        detectable=_detectable_ratio(df) * error,
        n_before=before.n,
        n_after=after.n,
    )


def difference_of_proportions(before: Interval, after: Interval) -> ProportionDifference:
    """Compare a proportion in two measurements, without knowing who took part in both.

    Parameters
    ----------
    before, after
        As `proportion_interval` gives them, at one level, which becomes that of the difference.

    Raises
    ------
    ValueError
        When the levels differ.

    Notes
    -----
    Newcombe's method 10, from the two Wilson intervals [1]_.

    References
    ----------
    .. [1] Newcombe, R. G. (1998). Interval estimation for the difference between independent proportions: comparison
       of eleven methods. Statistics in Medicine 17, 873-890.
    """
    if before.level != after.level:
        raise ValueError(f"two levels: {before.level} and {after.level}")
    estimate = after.estimate - before.estimate
    down = math.hypot(after.estimate - after.low, before.high - before.estimate)
    up = math.hypot(after.high - after.estimate, before.estimate - before.low)
    return ProportionDifference(estimate, estimate - down, estimate + up, before.level, before.n, after.n)


def hedges_correction(df: int) -> float:
    """Return the exact factor, below 1, that frees a standardised difference from bias; df of at least 2."""
    return math.exp(math.lgamma(df / 2) - math.lgamma((df - 1) / 2)) / math.sqrt(df / 2)


def holm(p_values: Sequence[float]) -> NDArray[np.float64]:
    """Adjust p values so that the chance of any false finding in the family stays below the level.

    Parameters
    ----------
    p_values
        One per comparison of a family that was fixed beforehand, each between 0 and 1.

    Returns
    -------
    The adjusted p values, in the given order.

    Raises
    ------
    ValueError
        When a p value is not between 0 and 1.

    Notes
    -----
    Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal of Statistics 6.
    """
    p, order = _sorted(p_values)
    adjusted = np.maximum.accumulate(p * np.arange(len(p), 0, -1))
    return _in_order(adjusted, order)


def benjamini_hochberg(p_values: Sequence[float]) -> NDArray[np.float64]:
    """Adjust p values so that the expected share of false findings among the findings stays below the level.

    Parameters, returned value and errors are those of `holm`.

    Notes
    -----
    Benjamini, Y. & Hochberg, Y. (1995). Controlling the false discovery rate: a practical and powerful approach to
    multiple testing. Journal of the Royal Statistical Society B 57, 289-300.
    """
    p, order = _sorted(p_values)
    adjusted = np.minimum.accumulate((p * len(p) / np.arange(1, len(p) + 1))[::-1])[::-1]
    return _in_order(adjusted, order)


def verdict(difference: Difference, adjusted_p: float, *, relevant: float = 0.3) -> Verdict:
    """Say whether a team improved or declined, or whether neither is clear.

    Parameters
    ----------
    difference
        Of the team's scores.
    adjusted_p
        Its p value, adjusted for the number of teams; significant up to and including .05.
    relevant
        Smallest change that matters, in scale points, fixed when the measurement was set up.

    Returns
    -------
    One of improved, declined and no_clear_change; the other verdicts are for teams without a difference.
    """
    if adjusted_p > SIGNIFICANCE or abs(difference.estimate) < relevant - NOISE:
        return Verdict.NO_CLEAR_CHANGE
    return Verdict.IMPROVED if difference.estimate > 0 else Verdict.DECLINED


def _welch(before: Moments, after: Moments) -> tuple[float, float]:
    """Return the standard error of the difference and its degrees of freedom."""
    first, second = before.variance / before.n, after.variance / after.n
    if first + second <= 0:
        raise NoVariation("the scores are equal to one another, before and after")
    df = (first + second) ** 2 / (first**2 / (before.n - 1) + second**2 / (after.n - 1))
    return math.sqrt(first + second), df


def _detectable_ratio(df: float) -> float:
    """Return the true change, in standard errors, that Welch's test finds with 80 % power; df of at least 1.

    Its logarithm is so smooth in 1 / df that a polynomial of degree 32 gives it to 12 digits, a hundred times as
    fast as solving for it.
    """
    place = 4 / df - 2  # twice the place between -1, at infinity, and 1, at one degree of freedom
    first, second = 0.0, 0.0
    for coefficient in _ratio_polynomial():  # Clenshaw's recurrence, from the highest degree down
        first, second = coefficient + place * first - second, first
    return math.exp(first - place / 2 * second)


@cache
def _ratio_polynomial() -> tuple[float, ...]:
    """Return the Chebyshev coefficients of the logarithm of the ratio, from the highest degree down."""
    places = chebyshev.chebpts1(DEGREE + 1)
    series = chebyshev.chebfit(places, np.log([_solved_ratio(2 / (1 + place)) for place in places]), DEGREE)
    return tuple(float(coefficient) for coefficient in series[::-1])


def _solved_ratio(df: float) -> float:
    """Solve the power of Welch's test, by the noncentral t, for the true change in standard errors."""
    critical = t_quantile(1 - SIGNIFICANCE, df)

    def lack(ratio: float) -> float:
        # In the wrong direction the chance is NaN in scipy 1.17 where it is below 1e-17.
        wrong = np.nan_to_num(special.nctdtr(df, ratio, -critical))
        return float(special.nctdtr(df, ratio, critical) - wrong) - (1 - POWER)

    return float(optimize.brentq(lack, 0, 2 * critical + 2, xtol=1e-12))


def _sorted(p_values: Sequence[float]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the p values from small to large, and where each stood."""
    p = np.asarray(p_values, dtype=np.float64)
    if not np.all((p >= 0) & (p <= 1)):
        raise ValueError("a p value lies between 0 and 1")
    order = np.argsort(p, kind="stable")
    return p[order], order


def _in_order(adjusted: NDArray[np.float64], order: NDArray[np.int64]) -> NDArray[np.float64]:
    """Put adjusted p values back where they stood, none above 1."""
    result = np.empty_like(adjusted)
    result[order] = np.minimum(adjusted, 1)
    return result
