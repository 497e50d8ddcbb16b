"""Whether intervals about a whole organisation hold the truth, on answers 1 to 5 of teams of 5 to 15.

The truth about all teams like these comes from a very large organisation, through the same functions.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from analytics.drivers import correlation, relative_weights
from analytics.grouping import icc1, icc2
from analytics.moments import Moments
from analytics.multilevel import wave_model
from analytics.reliability import cronbach_alpha
from analytics.scoring import person_scores
from tests.proofs.synthetic import BLOCKS, LEVELS, Opinions, answers, expected_score, overall, team_moments

SMALLEST, LARGEST = 5, 15
MEAN, BETWEEN, WITHIN = 3.5, 0.22, 0.6  # ICC(1) of about .12
CHANGE = 0.3
MANY = 50_000  # teams that stand for all teams


@dataclass(frozen=True, slots=True)
class Organisation:
    """Answers of everybody, shape (people, 42), and one more that is the outcome; and the size of each team."""

    codes: NDArray[np.int8]
    outcome: NDArray[np.int8]
    sizes: NDArray[np.int64]

    @property
    def overall(self) -> list[Moments]:
        """The overall score of every team."""
        return team_moments(overall(self.codes), self.sizes)

    @property
    def means(self) -> NDArray[np.float64]:
        """Shape (teams, 7): the mean of every team on the blocks and on the outcome."""
        blocks = [person_scores(self.codes[:, LEVELS * block : LEVELS * (block + 1)]) for block in range(BLOCKS)]
        outcome = np.where(self.outcome < 0, np.nan, self.outcome)
        starts = np.concatenate([[0], np.cumsum(self.sizes)[:-1]])
        columns = np.column_stack([*blocks, outcome])
        known = ~np.isnan(columns)
        return np.asarray(np.add.reduceat(np.where(known, columns, 0), starts) / np.add.reduceat(known, starts))


def organisation(rng: np.random.Generator, teams: int) -> Organisation:
    """Draw teams and let everybody answer."""
    sizes = rng.integers(SMALLEST, LARGEST + 1, teams)
    means = MEAN + BETWEEN * rng.normal(size=teams)
    opinions = Opinions.around(rng, means, np.full(teams, WITHIN), sizes).of
    return Organisation(answers(rng, opinions), answers(rng, opinions)[:, 0], sizes)


@cache
def everybody() -> Organisation:
    """Give the large organisation."""
    return organisation(np.random.default_rng(0), MANY)


@cache
def truths() -> dict[str, float]:
    """Give what holds for all teams like these; ICC(2) for teams of ten, the middle size."""
    whole = everybody()
    share = icc1(whole.overall).estimate
    middle = (SMALLEST + LARGEST) / 2
    return {
        "alpha": cronbach_alpha(whole.codes[:, :LEVELS]).estimate,
        "icc1": share,
        "icc2": middle * share / (1 + (middle - 1) * share),
        "correlation": correlation(whole.means[:, 0], whole.means[:, -1]).estimate,
    }


@cache
def true_weights() -> NDArray[np.float64]:
    """Give the relative weights of the blocks in the large organisation."""
    means = everybody().means
    return np.array([one.estimate for one in relative_weights(means[:, :-1], means[:, -1], draws=2).weights])


def alpha(rng: np.random.Generator, teams: int) -> bool:
    """Look at the alpha of one block over everybody."""
    found = cronbach_alpha(organisation(rng, teams).codes[:, :LEVELS])
    return found.low <= truths()["alpha"] <= found.high


def first_icc(rng: np.random.Generator, teams: int) -> bool:
    """Look at the ICC(1) of the overall score."""
    found = icc1(organisation(rng, teams).overall)
    return found.low <= truths()["icc1"] <= found.high


def second_icc(rng: np.random.Generator, teams: int) -> bool:
    """Look at the ICC(2) of the overall score."""
    found = icc2(organisation(rng, teams).overall)
    return found.low <= truths()["icc2"] <= found.high


def correlated(rng: np.random.Generator, teams: int) -> bool:
    """Look at the correlation of one block with the outcome across teams."""
    means = organisation(rng, teams).means
    found = correlation(means[:, 0], means[:, -1])
    return found.low <= truths()["correlation"] <= found.high


def weights(rng: np.random.Generator, teams: int) -> bool:
    """Look at the relative weight of the first block."""
    means = organisation(rng, teams).means
    found = relative_weights(means[:, :-1], means[:, -1]).weights[0]
    return bool(found.low <= true_weights()[0] <= found.high)


def wave(rng: np.random.Generator, teams: int, spread: float) -> bool:
    """Look at the change of the organisation; the changes of its teams differ with this standard deviation."""
    sizes = rng.integers(SMALLEST, LARGEST + 1, teams)
    before = MEAN + BETWEEN * rng.normal(size=teams)
    after = before + CHANGE + spread * rng.normal(size=teams)
    waves = [
        dict(enumerate(team_moments(overall(answers(rng, opinions.of)), sizes)))
        for opinions in (Opinions.around(rng, means, np.full(teams, WITHIN), sizes) for means in (before, after))
    ]
    found = wave_model(waves[0], waves[1])
    return found.low <= _true_change(spread) <= found.high


@cache
def _true_change(spread: float) -> float:
    """Average the true change over all teams like these."""
    rng = np.random.default_rng(0)
    before = MEAN + BETWEEN * rng.normal(size=MANY)
    after = before + CHANGE + spread * rng.normal(size=MANY)
    return float(np.mean(expected_score(after, WITHIN) - expected_score(before, WITHIN)))
