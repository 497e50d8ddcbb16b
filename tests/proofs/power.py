"""How often a team that really improved gets the verdict: by its size and by how much it improved."""

import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

from analytics.change import Difference, Verdict, difference, holm, verdict
from analytics.moments import Moments
from tests.proofs.synthetic import CHANCE, LIKED, Opinions, expected_score, measured

PEOPLE = (5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50)
CHANGES = tuple(round(0.1 * tenths, 1) for tenths in range(1, 11))
SD = 0.6  # of overall scores between the people of a team, in both measurements
FAMILY, SIZES = 14, (5, 18)  # teams in the organisation; of the others, which do not change
RELEVANT = 0.3
REPLICATIONS, SEED = 10_000, 1
ON_ANSWERS = ((8, 0.8), (15, 0.6), (30, 0.4))  # people and change where real answers are made as well
ALIKE = 0.02


@dataclass(frozen=True, slots=True)
class Power:
    """How often the verdict is "improved", as a share of the replications.

    Attributes
    ----------
    people, change
        How many answer in each measurement, and how much their mean really improved, in scale points.
    alone
        When it is the only team that is compared.
    in_family
        When it is the only one of 14 teams that improved.
    """

    people: int
    change: float
    alone: float
    in_family: float


def run() -> Iterator[dict[str, object]]:
    """Give the table row by row, and hold some of its figures against those of whole answers on 1 to 5."""
    for row in table():
        yield {**asdict(row), "holds": True}
    for people, change in ON_ANSWERS:
        on_answers, on_scores = found_on_answers(people, change)
        yield {
            "people": people,
            "change": change,
            "alone_on_answers": on_answers,
            "alone_on_normal_scores": on_scores,
            "holds": abs(on_answers - on_scores) <= ALIKE,
        }


def table(replications: int = REPLICATIONS) -> list[Power]:
    """Find the power for every size and every change."""
    return [found(people, change, replications=replications) for people in PEOPLE for change in CHANGES]


def found(people: int, change: float, *, sd: float = SD, replications: int = REPLICATIONS) -> Power:
    """Let one team improve, and count its verdicts."""
    rng = np.random.default_rng([SEED, people])
    before, after = (normal_teams(rng, people, sd, mean, replications) for mean in (3, 3 + change))
    differences = list(map(difference, before, after))
    alone = [_improved(one, one.p) for one in differences]
    families = zip(differences, others(sd, replications), strict=True)
    together = [_improved(one, float(holm([one.p, *unchanged])[0])) for one, unchanged in families]
    return Power(people, change, float(np.mean(alone)), float(np.mean(together)))


def found_on_answers(people: int, change: float, *, replications: int = REPLICATIONS) -> tuple[float, float]:
    """Let one team improve, alone: the power on answers to 42 statements, and on normal scores that differ as much."""
    rng = np.random.default_rng([SEED, people, LIKED.size])
    sd = math.sqrt(SD**2 - CHANCE**2 / LIKED.size)
    answered = [_answering(rng, _opinion(score, sd), sd, people, replications) for score in (3, 3 + change)]
    sds = (math.sqrt(np.mean([team.variance for team in wave])) for wave in answered)
    normal = [normal_teams(rng, people, *wave, replications) for wave in zip(sds, (3, 3 + change), strict=True)]
    on_answers, on_scores = (
        np.mean([_improved(one, one.p) for one in map(difference, *waves)]) for waves in (answered, normal)
    )
    return float(on_answers), float(on_scores)


def normal_teams(rng: np.random.Generator, people: int, sd: float, mean: float, count: int) -> list[Moments]:
    """Draw so many teams of this size with normal scores."""
    scores = rng.normal(mean, sd, (count, people))
    sums = zip(scores.sum(axis=1).tolist(), (scores**2).sum(axis=1).tolist(), strict=True)
    return [Moments(people, total, squares) for total, squares in sums]


@cache
def others(sd: float, replications: int) -> NDArray[np.float64]:
    """Give the p values of 13 teams that did not change, shape (replications, 13)."""
    rng = np.random.default_rng([SEED, FAMILY])
    sizes = rng.integers(SIZES[0], SIZES[1] + 1, replications * (FAMILY - 1)).tolist()
    scores = (rng.normal(3, sd, (2, size)) for size in sizes)
    p_values = [difference(*(Moments.of(wave) for wave in waves)).p for waves in scores]
    return np.array(p_values).reshape(replications, FAMILY - 1)


def _opinion(score: float, sd: float) -> float:
    """Find the mean opinion that leads to this mean score."""
    return float(optimize.brentq(lambda mean: float(expected_score(mean, sd)) - score, 0, 6))


def _answering(rng: np.random.Generator, mean: float, between: float, people: int, count: int) -> list[Moments]:
    sizes = np.full(count, people)
    return measured(rng, Opinions.around(rng, np.full(count, mean), np.full(count, between), sizes))


def _improved(one: Difference, adjusted_p: float) -> bool:
    return verdict(one, adjusted_p, relevant=RELEVANT) is Verdict.IMPROVED
