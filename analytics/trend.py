"""Whether three measurements or more go one way, or only up and down."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from scipy import special

from analytics.change import SIGNIFICANCE, holm
from analytics.errors import NoVariation, TooFewAnswers
from analytics.intervals import t_quantile
from analytics.moments import Moments

FEWEST = 3
"""Two measurements are a difference."""


class Direction(StrEnum):
    """Where a score goes over all measurements."""

    UP = "up"
    DOWN = "down"
    SMALL = "small"
    """Hardly by chance, but too little to count."""
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Trend:
    """The straight line through the means of several measurements.

    Attributes
    ----------
    estimate, low, high
        Change over the whole period, from the first measurement to the last, in scale points.
    df, p
        Degrees of freedom, and the two-sided p value; not adjusted.
    """

    estimate: float
    low: float
    high: float
    df: float
    p: float


def trend(waves: Sequence[Moments], times: Sequence[float], *, level: float = 0.95) -> Trend:
    """Lay a straight line through the means, each as uncertain as it is.

    Parameters
    ----------
    waves
        The scores of each measurement; nobody is known again.
    times
        When each was, in any unit, at least two different.
    level
        Confidence level of the interval.

    Raises
    ------
    TooFewAnswers
        Below three measurements, below two scores in one of them, or where all were at one time.
    NoVariation
        Where the scores of each measurement are equal to one another: then there is no standard error.

    Notes
    -----
    The contrast sum c m of the means, c = (t - mean t) / sum (t - mean t)^2, is the slope of the unweighted line; its
    variance sum c^2 s^2 / n has Satterthwaite's degrees of freedom [1]_. Of two measurements it would be Welch's test.

    References
    ----------
    .. [1] Satterthwaite, F. E. (1946). An approximate distribution of estimates of variance components. Biometrics
       Bulletin 2, 110-114.
    """
    if len(waves) < FEWEST:
        raise TooFewAnswers(f"a trend needs {FEWEST} measurements, got {len(waves)}")
    weights = _weights(times)
    parts = [weight**2 * wave.variance / wave.n for weight, wave in zip(weights, waves, strict=True)]
    if sum(parts) <= 0:
        raise NoVariation("the scores of each measurement are equal to one another")
    estimate = sum(weight * wave.mean for weight, wave in zip(weights, waves, strict=True))
    error = math.sqrt(sum(parts))
    df = sum(parts) ** 2 / sum(part**2 / (wave.n - 1) for part, wave in zip(parts, waves, strict=True))
    half = t_quantile(level, df) * error
    p = float(2 * special.stdtr(df, -abs(estimate / error)))
    return Trend(estimate, estimate - half, estimate + half, df, p)


def directions(trends: Sequence[Trend], *, relevant: float) -> list[Direction]:
    """Say of each trend of one family where it goes: clear only after Holm's correction, and when it is large enough.

    Parameters
    ----------
    trends
        Of all scores that are looked at together.
    relevant
        The smallest change over the whole period that counts, in scale points.
    """
    adjusted = holm([each.p for each in trends]).tolist()
    return [_direction(each, p, relevant) for each, p in zip(trends, adjusted, strict=True)]


def _direction(found: Trend, p: float, relevant: float) -> Direction:
    if p > SIGNIFICANCE:
        return Direction.UNCLEAR
    if abs(found.estimate) < relevant:
        return Direction.SMALL
    return Direction.UP if found.estimate > 0 else Direction.DOWN


def _weights(times: Sequence[float]) -> list[float]:
    """Weigh each measurement so that the sum of the means is the change over the whole period."""
    middle, period = sum(times) / len(times), max(times) - min(times)
    spread = sum((time - middle) ** 2 for time in times)
    if spread <= 0:
        raise TooFewAnswers("a trend needs measurements at different times")
    return [period * (time - middle) / spread for time in times]
