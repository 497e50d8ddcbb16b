"""Made-up answers to the 42 statements by many people at once, in teams whose true means are known.

An answer is what the person thinks, plus how well the statement is liked, plus chance; rounded, and cut off at the ends
of the scale. It is the way of `docs/simulation.md`, with more difference between people, and fast enough for millions.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from analytics.moments import Moments
from analytics.scoring import ExactScores, exact_overall, exact_scores

BLOCKS, LEVELS = 6, 7
LIKED = np.add.outer(np.linspace(-0.3, 0.3, BLOCKS), np.linspace(-0.3, 0.3, LEVELS)).ravel()  # block after block
CHANCE = 0.8  # standard deviation of one answer around what the person thinks
CUTS = (1.5, 2.5, 3.5, 4.5)  # between neighbouring answers
NO_ANSWER, OF_256 = -1, 10  # so many of 256 answers are missing: 4 %


@dataclass(frozen=True, slots=True)
class Opinions:
    """What people think on 1 to 5, shape (people,), team after team; and the size of each team."""

    of: NDArray[np.float64]
    sizes: NDArray[np.int64]

    @classmethod
    def around(
        cls,
        rng: np.random.Generator,
        means: NDArray[np.float64],
        sds: NDArray[np.float64],
        sizes: NDArray[np.int64],
    ) -> "Opinions":
        """Draw new members for teams with these means, spreads and sizes, shape (teams,) each."""
        return cls(np.repeat(means, sizes), sizes).moved(rng, sds)

    def moved(self, rng: np.random.Generator, sds: NDArray[np.float64]) -> "Opinions":
        """Move every opinion by chance, with this standard deviation in each team."""
        return Opinions(self.of + np.repeat(sds, self.sizes) * rng.normal(size=len(self.of)), self.sizes)


def answers(rng: np.random.Generator, opinions: NDArray[np.float64]) -> NDArray[np.int8]:
    """Let everybody answer all statements, shape (people, 42); some answers are missing."""
    thought = rng.standard_normal((len(opinions), LIKED.size), dtype=np.float32)
    thought *= np.float32(CHANCE)
    thought += opinions.astype(np.float32)[:, None] + LIKED.astype(np.float32)
    codes = np.clip(np.rint(thought, out=thought), 1, 5, out=thought).astype(np.int8)
    codes[rng.integers(0, 256, codes.shape, dtype=np.uint8) < OF_256] = NO_ANSWER
    return codes


def overall(codes: NDArray[np.int8]) -> ExactScores:
    """Score everybody as closing does."""
    return exact_overall([exact_scores(codes[:, block : block + LEVELS]) for block in range(0, LIKED.size, LEVELS)])


def above(cut: float, mean: ArrayLike, sd: ArrayLike) -> NDArray[np.float64]:
    """Give the chance of an answer above 3.5 or so, to each statement, in teams with these means and spreads."""
    spread = np.hypot(sd, CHANCE)[..., None]
    return np.asarray(special.ndtr((np.asarray(mean)[..., None] + LIKED - cut) / spread), dtype=np.float64)


def expected_score(mean: ArrayLike, sd: ArrayLike) -> NDArray[np.float64]:
    """Give the mean overall score of teams, were they endless: the chance of every answer is known."""
    return np.asarray(1 + np.sum([above(cut, mean, sd).mean(axis=-1) for cut in CUTS], axis=0), dtype=np.float64)


def team_moments(scores: ExactScores, sizes: NDArray[np.int64]) -> list[Moments]:
    """Keep of every team the sums that are published."""
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    counts, totals, squares = (
        np.add.reduceat(values, starts).tolist()
        for values in (scores.valid.astype(np.int64), scores.numerators, scores.numerators**2)
    )
    unit = scores.denominator
    return [
        Moments(n, total / unit, square / unit**2) for n, total, square in zip(counts, totals, squares, strict=True)
    ]


def measured(rng: np.random.Generator, opinions: Opinions, *, response: float = 1) -> list[Moments]:
    """Let this share of the people answer, and keep the overall score of every team."""
    codes = answers(rng, opinions.of)
    codes[rng.random(len(codes)) >= response] = NO_ANSWER
    return team_moments(overall(codes), opinions.sizes)


def in_rows(moments: list[Moments], teams: int) -> Iterator[list[Moments]]:
    """Give the teams of one organisation after the other."""
    return (moments[start : start + teams] for start in range(0, len(moments), teams))
