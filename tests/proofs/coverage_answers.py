"""Whether intervals hold the truth on what the product gets: answers 1 to 5 of teams of 5 to 15, seen one by one."""

from collections.abc import Iterable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from analytics.change import difference, difference_of_proportions
from analytics.intervals import Interval, mean_interval, proportion_interval
from analytics.moments import Moments
from analytics.paired import paired_difference
from tests.proofs.synthetic import CUTS, Opinions, above, answers, expected_score, measured, overall

SMALLEST, LARGEST = 5, 15
MEANS, SPREADS = (3.0, 4.0), (0.45, 0.75)
CHANGE, STEADY = 0.3, 0.6  # in opinion; and the part of the variance between people that lasts
STATEMENT, FAVOURABLE = 20, 3.5

Hits = NDArray[np.bool_]
Numbers = NDArray[np.float64]


class Bounds(Protocol):
    """Anything with bounds."""

    @property
    def low(self) -> float: ...
    @property
    def high(self) -> float: ...


def score(rng: np.random.Generator, count: int) -> Hits:
    """Look at the mean overall score of so many teams."""
    middle, spread, sizes = teams(rng, count)
    found = map(mean_interval, measured(rng, Opinions.around(rng, middle, spread, sizes)))
    return held(found, expected_score(middle, spread))


def statement(rng: np.random.Generator, count: int) -> Hits:
    """Look at the mean of one statement."""
    middle, spread, sizes = teams(rng, count)
    truth = 1 + np.sum([above(cut, middle, spread)[:, STATEMENT] for cut in CUTS], axis=0)
    return held(map(mean_interval, map(Moments.of, _given(rng, middle, spread, sizes))), truth)


def favourable(rng: np.random.Generator, count: int) -> Hits:
    """Look at the share of answers 4 and 5 to one statement."""
    middle, spread, sizes = teams(rng, count)
    return held(_shares(rng, middle, spread, sizes), above(FAVOURABLE, middle, spread)[:, STATEMENT])


def favourable_change(rng: np.random.Generator, count: int) -> Hits:
    """Look at the change of that share; the members are new."""
    middle, spread, sizes = teams(rng, count)
    before, after = (above(FAVOURABLE, mean, spread)[:, STATEMENT] for mean in (middle, middle + CHANGE))
    waves = (_shares(rng, mean, spread, sizes) for mean in (middle, middle + CHANGE))
    return held(map(difference_of_proportions, *waves), after - before)


def change(rng: np.random.Generator, count: int) -> Hits:
    """Look at the change of the overall score; the members are new."""
    middle, spread, sizes = teams(rng, count)
    waves = (measured(rng, Opinions.around(rng, mean, spread, sizes)) for mean in (middle, middle + CHANGE))
    return held(map(difference, *waves), _true_change(middle, spread))


def same_members(rng: np.random.Generator, count: int) -> Hits:
    """Look at the change of the overall score as if the members were new, where they are the same."""
    middle, spread, sizes = teams(rng, count)
    waves = (measured(rng, opinions) for opinions in _twice(rng, middle, spread, sizes))
    return held(map(difference, *waves), _true_change(middle, spread))


def paired(rng: np.random.Generator, count: int) -> Hits:
    """Look at the change of the overall score person by person."""
    middle, spread, sizes = teams(rng, count)
    scores = [overall(answers(rng, opinions.of)) for opinions in _twice(rng, middle, spread, sizes)]
    waves = (np.where(wave.valid, wave.numerators / wave.denominator, np.nan) for wave in scores)
    starts = np.cumsum(sizes)[:-1]
    return held(map(paired_difference, *(np.split(wave, starts) for wave in waves)), _true_change(middle, spread))


def teams(rng: np.random.Generator, count: int) -> tuple[Numbers, Numbers, NDArray[np.int64]]:
    """Draw means, spreads and sizes."""
    return rng.uniform(*MEANS, count), rng.uniform(*SPREADS, count), rng.integers(SMALLEST, LARGEST + 1, count)


def held(found: Iterable[Bounds], truth: Iterable[float]) -> Hits:
    """Say of each interval whether the truth lies in it."""
    return np.array([one.low <= true <= one.high for one, true in zip(found, truth, strict=True)])


def _given(rng: np.random.Generator, middle: Numbers, spread: Numbers, sizes: NDArray[np.int64]) -> list[Numbers]:
    """Give the answers of each team to one statement."""
    codes = answers(rng, Opinions.around(rng, middle, spread, sizes).of)[:, STATEMENT].astype(np.float64)
    return [team[team > 0] for team in np.split(codes, np.cumsum(sizes)[:-1])]


def _shares(rng: np.random.Generator, middle: Numbers, spread: Numbers, sizes: NDArray[np.int64]) -> list[Interval]:
    given = _given(rng, middle, spread, sizes)
    return [proportion_interval(int((team > FAVOURABLE).sum()), len(team)) for team in given]


def _twice(
    rng: np.random.Generator, middle: Numbers, spread: Numbers, sizes: NDArray[np.int64]
) -> tuple[Opinions, Opinions]:
    lasting = Opinions.around(rng, middle, np.sqrt(STEADY) * spread, sizes)
    before, after = (lasting.moved(rng, np.sqrt(1 - STEADY) * spread) for _ in range(2))
    return before, Opinions(after.of + CHANGE, sizes)


def _true_change(middle: Numbers, spread: Numbers) -> Numbers:
    return expected_score(middle + CHANGE, spread) - expected_score(middle, spread)
