"""Confidence intervals of a mean, of a proportion and of a correlation."""

import math
from dataclasses import dataclass

from scipy import special

from analytics.errors import TooFewAnswers
from analytics.moments import Moments


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with its confidence interval.

    Attributes
    ----------
    estimate, low, high
        In the unit of the estimate: scale points, a proportion between 0 and 1, or a correlation between -1 and 1.
    level
        Confidence level, between 0 and 1.
    n
        How many answers it rests on.
    """

    estimate: float
    low: float
    high: float
    level: float
    n: int


def normal_quantile(level: float) -> float:
    """Return the z that holds the middle `level` of a normal distribution: 1.959964 for 0.95."""
    return float(special.ndtri((1 + level) / 2))


def t_quantile(level: float, df: float) -> float:
    """Return the t that holds the middle `level` of Student's distribution with `df` degrees of freedom."""
    return float(special.stdtrit(df, (1 + level) / 2))


def mean_interval(moments: Moments, *, level: float = 0.95) -> Interval:
    """Say within what bounds the mean lies, by Student's t with n - 1 degrees of freedom.

    The bounds are in scale points and may lie outside the scale.

    Parameters
    ----------
    moments
        Of the valid answers or scores.
    level
        Confidence level, between 0 and 1.

    Raises
    ------
    TooFewAnswers
        Below two answers.

    Notes
    -----
    mean +- t(n - 1) sd / sqrt(n) [1]_.

    References
    ----------
    .. [1] Student (1908). The probable error of a mean. Biometrika 6, 1-25.
    """
    half = t_quantile(level, moments.n - 1) * moments.sd / math.sqrt(moments.n)
    return Interval(moments.mean, moments.mean - half, moments.mean + half, level, moments.n)


def proportion_interval(successes: int, n: int, *, level: float = 0.95) -> Interval:
    """Say within what bounds a proportion lies, by Wilson's score interval.

    Parameters
    ----------
    successes, n
        How many of the n valid answers count, 0 <= successes <= n.
    level
        Confidence level, between 0 and 1.

    Raises
    ------
    TooFewAnswers
        Without an answer.
    ValueError
        When more, or fewer than none, count than there are.

    Notes
    -----
    (p + z2/2n +- z sqrt(p(1-p)/n + z2/4n2)) / (1 + z2/n), without continuity correction [1]_.

    References
    ----------
    .. [1] Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. Journal of the
       American Statistical Association 22, 209-212.
    """
    if n < 1:
        raise TooFewAnswers("a proportion needs 1 answer, got 0")
    if not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n} is no proportion")
    share, z = successes / n, normal_quantile(level)
    centre = share + z * z / (2 * n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    # At 0 and n one bound is the estimate itself; rounding may not put it beyond.
    low = 0.0 if successes == 0 else (centre - half) / scale
    high = 1.0 if successes == n else (centre + half) / scale
    return Interval(share, low, high, level, n)


def correlation_interval(r: float, n: int, *, level: float = 0.95) -> Interval:
    """Say within what bounds a correlation lies.

    Parameters
    ----------
    r
        Pearson's correlation of n pairs, between -1 and 1.
    n
        How many pairs it rests on.
    level
        Confidence level, between 0 and 1.

    Raises
    ------
    TooFewAnswers
        Below four pairs.

    Notes
    -----
    tanh(atanh(r) +- z / sqrt(n - 3)) [1]_.

    References
    ----------
    .. [1] Fisher, R. A. (1921). On the "probable error" of a coefficient of correlation deduced from a small sample.
       Metron 1, 3-32.
    """
    if n < 4:
        raise TooFewAnswers(f"an interval of a correlation needs 4 pairs, got {n}")
    if abs(r) == 1:
        return Interval(r, r, r, level, n)
    half = normal_quantile(level) / math.sqrt(n - 3)
    return Interval(r, math.tanh(math.atanh(r) - half), math.tanh(math.atanh(r) + half), level, n)
