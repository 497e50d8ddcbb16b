"""Whether intervals hold the truth, time after time, on data that fit what they assume: normal scores."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from analytics.change import difference
from analytics.drivers import correlation, relative_weights
from analytics.grouping import icc1, icc2
from analytics.intervals import mean_interval
from analytics.moments import Moments
from analytics.multilevel import wave_model
from analytics.paired import paired_difference
from analytics.reliability import cronbach_alpha

BETWEEN, WITHIN = 0.4, 0.7  # standard deviations between teams and within
CHANGE = 0.3
UNEQUAL = (4, 5, 6, 6, 8, 8, 10, 12, 14, 20)
COMMON, OWN = 8, 10  # what items share and what each has of its own, in steps fine enough to be normal
BLOCKS = np.array([0.4, 0.3, 0.0, 0.2, 0.0, 0.1])
REST = 0.6
KINSHIP = 0.3  # correlation between blocks
MANY = 1_000_000  # teams that stand for all teams


def mean(rng: np.random.Generator, n: int) -> bool:
    """Draw one team: is its mean in the interval?"""
    found = mean_interval(Moments.of(rng.normal(3, WITHIN, n)))
    return found.low <= 3 <= found.high


def paired(rng: np.random.Generator, n: int) -> bool:
    """Draw persons twice."""
    person = rng.normal(3, WITHIN, n)
    found = paired_difference(person + rng.normal(0, 0.4, n), person + CHANGE + rng.normal(0, 0.5, n))
    return found.low <= CHANGE <= found.high


def welch(rng: np.random.Generator, n_before: int, n_after: int, sd_before: float, sd_after: float) -> bool:
    """Draw two teams with spreads of their own."""
    found = difference(
        Moments.of(rng.normal(3, sd_before, n_before)), Moments.of(rng.normal(3 + CHANGE, sd_after, n_after))
    )
    return found.low <= CHANGE <= found.high


def alpha(rng: np.random.Generator, n: int, items: int) -> bool:
    """Draw persons on items of equal weight; rounding to whole numbers adds 1/12 to what each has of its own."""
    own = OWN**2 + 1 / 12
    truth = items * COMMON**2 / (items * COMMON**2 + own)
    shared = 60 + COMMON * rng.normal(size=(n, 1))
    found = cronbach_alpha(np.clip(np.rint(shared + OWN * rng.normal(size=(n, items))), 0, 127).astype(np.int8))
    return found.low <= truth <= found.high


def first_icc(rng: np.random.Generator, sizes: tuple[int, ...]) -> bool:
    """Draw groups: is ICC(1) in its interval?"""
    found = icc1(_groups(rng, sizes))
    return found.low <= BETWEEN**2 / (BETWEEN**2 + WITHIN**2) <= found.high


def second_icc(rng: np.random.Generator, sizes: tuple[int, ...]) -> bool:
    """Draw groups of one size: is ICC(2) in its interval?"""
    found = icc2(_groups(rng, sizes))
    return found.low <= BETWEEN**2 / (BETWEEN**2 + WITHIN**2 * len(sizes) / sum(sizes)) <= found.high


def correlated(rng: np.random.Generator, n: int, rho: float) -> bool:
    """Draw team means that correlate so much."""
    driver = rng.normal(size=n)
    found = correlation(driver, rho * driver + np.sqrt(1 - rho**2) * rng.normal(size=n))
    return found.low <= rho <= found.high


def wave(rng: np.random.Generator, sizes: tuple[int, ...], spread: float) -> bool:
    """Draw teams twice; their changes differ with this standard deviation."""
    level = BETWEEN * rng.normal(size=len(sizes))
    change = CHANGE + spread * rng.normal(size=len(sizes))
    before, after = (
        {team: Moments.of(rng.normal(3 + middle[team], WITHIN, size)) for team, size in enumerate(sizes)}
        for middle in (level, level + change)
    )
    found = wave_model(before, after)
    return found.low <= CHANGE <= found.high


def weight(rng: np.random.Generator, teams: int, block: int) -> bool:
    """Draw team means on six blocks and an outcome: is the weight of this block in its interval?"""
    found = relative_weights(*blocks(rng, teams)).weights[block]
    return bool(found.low <= true_weights()[block] <= found.high)


@cache
def true_weights() -> NDArray[np.float64]:
    """Give the weights in a very large sample."""
    found = relative_weights(*blocks(np.random.default_rng(0), MANY), draws=2)
    return np.array([one.estimate for one in found.weights])


def blocks(rng: np.random.Generator, teams: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Draw means of teams on the blocks and on an outcome."""
    drivers = np.sqrt(KINSHIP) * rng.normal(size=(teams, 1)) + np.sqrt(1 - KINSHIP) * rng.normal(size=(teams, 6))
    return drivers, drivers @ BLOCKS + rng.normal(0, REST, teams)


def _groups(rng: np.random.Generator, sizes: tuple[int, ...]) -> list[Moments]:
    return [Moments.of(BETWEEN * rng.normal() + WITHIN * rng.normal(size=size)) for size in sizes]
