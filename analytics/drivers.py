"""What goes together with an outcome, across teams; never what causes it."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analytics.errors import NotReportable, NoVariation
from analytics.intervals import Interval, correlation_interval

FEWEST_TEAMS = 40
# What others leave of a driver, as a share of its variance, is below this only by rounding.
ROUNDING = 1e-10


class TooFewTeams(NotReportable):
    """Across so few teams it cannot be told what goes together with what."""


@dataclass(frozen=True, slots=True)
class RelativeWeights:
    """How the explained share of the variance between teams is divided over the drivers.

    Attributes
    ----------
    weights
        Per driver, in the given order: a share of the variance of the outcome, with its bootstrap interval. None is
        negative, so no interval can say that a driver has no part.
    r2
        Their sum: the share of the variance that all drivers explain together, between 0 and 1.
    teams
        How many teams it rests on: those with a mean on every driver and on the outcome.
    """

    weights: tuple[Interval, ...]
    r2: float
    teams: int


def correlation(driver: ArrayLike, outcome: ArrayLike, *, level: float = 0.95) -> Interval:
    """Say how far the means of teams on a driver and on an outcome go together.

    Parameters
    ----------
    driver, outcome
        Shape (teams,), in scale points, the same team at the same place; NaN is no mean, and a team without one on a
        side is left out.
    level
        Confidence level of the interval, between 0 and 1.

    Returns
    -------
    Pearson's correlation, between -1 and 1; n counts teams.

    Raises
    ------
    TooFewTeams
        Below 40 teams.
    NoVariation
        When all teams are equal on the driver or on the outcome.
    ValueError
        When the two are not of one length.

    Notes
    -----
    tanh(atanh(r) +- z / sqrt(n - 3)) [1]_.

    References
    ----------
    .. [1] Fisher, R. A. (1921). On the "probable error" of a coefficient of correlation deduced from a small sample.
       Metron 1, 3-32.
    """
    teams = _standardised(np.asarray(driver, dtype=np.float64)[:, None], outcome)
    n = len(teams)
    r = float(np.clip(teams[:, 0] @ teams[:, 1] / n, -1, 1))
    return correlation_interval(r, n, level=level)


def relative_weights(
    drivers: ArrayLike, outcome: ArrayLike, *, level: float = 0.95, draws: int = 5000, seed: int = 1
) -> RelativeWeights:
    """Divide what the drivers explain of an outcome over the drivers, whatever the order in which they are entered.

    Time and memory double with each driver; meant for the six blocks.

    Parameters
    ----------
    drivers
        Shape (teams, drivers): means of teams in scale points; NaN is no mean, and a team without one somewhere is left
        out.
    outcome
        Shape (teams,), likewise.
    level
        Confidence level of the intervals, between 0 and 1.
    draws, seed
        Of the bootstrap. The same teams give the same intervals, in whatever order.

    Raises
    ------
    TooFewTeams
        Below 40 teams.
    NoVariation
        When all teams are equal on a driver or on the outcome.
    ValueError
        When drivers and outcome do not have one length.

    Notes
    -----
    LMG: the increase in R2 when a driver is added, averaged over all orders of entering the drivers [1]_, [2]_. A
    driver that follows from others adds nothing after them. Percentile interval over teams drawn with replacement;
    draws in which the outcome does not vary are left out.

    References
    ----------
    .. [1] Lindeman, R. H., Merenda, P. F. & Gold, R. Z. (1980). Introduction to bivariate and multivariate analysis.
       Scott, Foresman.
    .. [2] Groemping, U. (2006). Relative importance for linear regression in R: the package relaimpo. Journal of
       Statistical Software 17(1).
    """
    teams = _standardised(np.asarray(drivers, dtype=np.float64), outcome)
    n = len(teams)
    weights = _shares(teams.T @ teams / n)
    tails = (1 - level) / 2, (1 + level) / 2
    low, high = np.quantile(_shares(_resampled(teams, draws=draws, seed=seed)), tails, axis=0)
    return RelativeWeights(
        weights=tuple(
            Interval(float(w), float(a), float(b), level, n) for w, a, b in zip(weights, low, high, strict=True)
        ),
        r2=float(weights.sum()),
        teams=n,
    )


def _standardised(drivers: NDArray[np.float64], outcome: ArrayLike) -> NDArray[np.float64]:
    """Return the complete teams, ordered by their means, as deviations in standard deviations; the outcome last."""
    last = np.asarray(outcome, dtype=np.float64)
    if drivers.ndim != 2 or last.shape != drivers.shape[:1]:
        raise ValueError(f"drivers of shape {drivers.shape} do not fit an outcome of shape {last.shape}")
    teams = np.column_stack([drivers, last])
    teams = teams[~np.isnan(teams).any(axis=1)]
    if len(teams) < FEWEST_TEAMS:
        raise TooFewTeams(f"what goes together needs {FEWEST_TEAMS} teams, got {len(teams)}")
    if np.any(np.ptp(teams, axis=0) <= ROUNDING * np.abs(teams).max(axis=0)):
        raise NoVariation("all teams are equal on a driver or on the outcome")
    teams = teams[np.lexsort(teams.T)]
    centred = teams - teams.mean(axis=0)
    return np.asarray(centred / np.sqrt((centred**2).mean(axis=0)), dtype=np.float64)


def _resampled(teams: NDArray[np.float64], *, draws: int, seed: int) -> NDArray[np.float64]:
    """Return the covariances, shape (draws, columns, columns), of teams drawn with replacement."""
    n, columns = teams.shape
    rng = np.random.default_rng(seed)
    shares = rng.multinomial(n, np.full(n, 1 / n), size=draws) / n
    means = shares @ teams
    products = (teams[:, :, None] * teams[:, None, :]).reshape(n, -1)
    covariances = (shares @ products).reshape(draws, columns, columns) - means[:, :, None] * means[:, None, :]
    return np.asarray(covariances[covariances[:, -1, -1] > ROUNDING], dtype=np.float64)


def _shares(covariances: NDArray[np.float64]) -> NDArray[np.float64]:
    """Divide R2 over the drivers: covariances of shape (..., drivers + 1, drivers + 1), shares of shape (..., drivers).

    Of m drivers, one enters next after a given set of s others in s! (m - 1 - s)! / m! of all orders.
    """
    drivers = covariances.shape[-1] - 1
    sets = np.arange(2**drivers)
    sizes = np.bitwise_count(sets)
    chances = np.array([1 / (drivers * math.comb(drivers - 1, size)) for size in range(drivers)])
    increases = np.zeros((2**drivers, drivers))
    for driver in range(drivers):
        without = sets[(sets >> driver) & 1 == 0]
        increases[without, driver] = -chances[sizes[without]]
        increases[without | 1 << driver, driver] = chances[sizes[without]]
    return np.maximum(_explained(covariances) @ increases, 0)  # rounding may put a share below 0


def _explained(covariances: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return R2 of every set of drivers, shape (..., sets); driver j is in the sets whose number has bit j.

    Drivers are taken one by one: left out, or partialled out of all that is left. So each set shares its work with
    those that begin alike, and what remains in the end is the unexplained variance of the outcome.
    """
    variances = np.diagonal(covariances, axis1=-2, axis2=-1)
    left = covariances[..., None, :, :]
    for driver in range(covariances.shape[-1] - 1):
        pivot, row, rest = left[..., :1, :1], left[..., :1, 1:], left[..., 1:, 1:]
        known = pivot > ROUNDING * np.maximum(variances[..., driver], ROUNDING)[..., None, None, None]
        slopes = np.divide(row, pivot, out=np.zeros_like(row), where=known)
        left = np.concatenate([rest, rest - np.swapaxes(row, -1, -2) * slopes], axis=-3)
    return np.asarray(1 - left[..., 0, 0] / variances[..., -1:], dtype=np.float64)
