"""Organisations in which no team changed: how many get a verdict all the same?"""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from itertools import product
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from analytics.change import SIGNIFICANCE, Verdict
from analytics.intervals import proportion_interval
from analytics.moments import Moments
from app.comparisons.change import Change, UnitChange, change, judged
from app.comparisons.matching import Place
from tests.proofs.synthetic import CHANCE, LIKED, Opinions, in_rows, measured

ORGANISATIONS, BATCH, SEED, PROCESSES = 20_000, 100, 1, 2
SMALLEST, LARGEST = 5, 18  # people in a team; a team with fewer than 5 answers is not shown
ICC = (0.05, 0.20)  # share of the variance of overall scores that lies between teams
SPREADS = (0.45, 0.75)  # standard deviation between the people of a team
USUAL, HIGH = (3.0, 4.0), (4.2, 4.8)  # means of organisations, before answers are whole and cut off at 5
STEADY = 0.6  # of the variance between people, where they take part twice
RELEVANT = 0.3
MOST_WRONG = 0.055
TEAM = Place(UUID(int=1), "team", (), 1, 1, team=True)


@dataclass(frozen=True, slots=True)
class Design:
    """An organisation that is measured twice.

    Attributes
    ----------
    teams
        How many it has.
    members
        "new" or "the same" in the second measurement.
    response
        Share of the people who answer, in each measurement.
    resized
        Whether teams get another size, drawn anew from 5 to 18: far more than teams change in practice.
    means
        Lowest and highest mean of an organisation, on 1 to 5.
    bound
        The largest share of organisations that may have a wrong verdict.
    """

    teams: int
    members: str
    response: float
    resized: bool = False
    means: tuple[float, float] = USUAL
    bound: float = MOST_WRONG


DESIGNS = [
    *(Design(teams, members, 0.85) for members, teams in product(("new", "the same"), (14, 60))),
    *(Design(teams, "new", 1) for teams in (14, 60)),
    *(Design(teams, "new", 0.85, means=HIGH) for teams in (14, 60)),
    *(Design(teams, "new", 1, resized=True, bound=0.07) for teams in (14, 60)),
]


@dataclass(frozen=True, slots=True)
class Found:
    """Among so many organisations: how many have a verdict, or a significant change of whatever size."""

    organisations: int = 0
    wrong: int = 0
    significant: int = 0

    def __add__(self, other: "Found") -> "Found":
        return Found(
            self.organisations + other.organisations,
            self.wrong + other.wrong,
            self.significant + other.significant,
        )


def run() -> Iterator[dict[str, object]]:
    """Judge organisations of every design."""
    return map(prove, DESIGNS)


def prove(design: Design) -> dict[str, object]:
    """Judge so many organisations in batches, each with its own stream of chance."""
    batches = ORGANISATIONS // BATCH
    seeds = np.random.SeedSequence([SEED, DESIGNS.index(design)]).spawn(batches)
    with ProcessPoolExecutor(PROCESSES) as pool:
        found = sum(pool.map(judge, seeds, [BATCH] * batches, [design] * batches), start=Found())
    share = proportion_interval(found.wrong, found.organisations)
    return {
        **asdict(design),
        "organisations": found.organisations,
        "with_a_wrong_verdict": found.wrong,
        "share": share.estimate,
        "share_low": share.low,
        "share_high": share.high,
        "share_significant_whatever_the_size": found.significant / found.organisations,
        "holds": share.estimate <= design.bound,
    }


def judge(seed: np.random.SeedSequence, organisations: int, design: Design) -> Found:
    """Measure every team twice without a change in between, and count organisations with a verdict."""
    before, after = two_waves(np.random.default_rng(seed), organisations, design)
    rows = zip(in_rows(before, design.teams), in_rows(after, design.teams), strict=True)
    families = [judged([(TEAM, shown(*pair)) for pair in zip(*row, strict=True)], relevant=RELEVANT) for row in rows]
    return Found(organisations, sum(map(_wrong, families)), sum(map(_significant, families)))


def two_waves(rng: np.random.Generator, organisations: int, design: Design) -> tuple[list[Moments], list[Moments]]:
    """Measure teams twice, all teams of one organisation after the other; what they think on average stays."""
    count = organisations * design.teams
    spreads = rng.uniform(*SPREADS, count)
    within = np.mean(SPREADS) ** 2 + CHANCE**2 / LIKED.size
    icc = np.repeat(rng.uniform(*ICC, organisations), design.teams)
    means = np.repeat(rng.uniform(*design.means, organisations), design.teams)
    means += np.sqrt(icc / (1 - icc) * within) * rng.normal(size=count)
    before, after = opinions(rng, means, spreads, design)
    return measured(rng, before, response=design.response), measured(rng, after, response=design.response)


def opinions(
    rng: np.random.Generator, means: NDArray[np.float64], spreads: NDArray[np.float64], design: Design
) -> tuple[Opinions, Opinions]:
    """Draw what the members of each team think, twice."""
    sizes = rng.integers(SMALLEST, LARGEST + 1, len(means))
    if design.members == "the same":
        lasting = Opinions.around(rng, means, np.sqrt(STEADY) * spreads, sizes)
        moved = np.sqrt(1 - STEADY) * spreads
        return lasting.moved(rng, moved), lasting.moved(rng, moved)
    sizes_after = rng.integers(SMALLEST, LARGEST + 1, len(means)) if design.resized else sizes
    return Opinions.around(rng, means, spreads, sizes), Opinions.around(rng, means, spreads, sizes_after)


def shown(before: Moments, after: Moments) -> Change | None:
    """Lay two scores beside one another; None when one is of fewer people than may be shown."""
    return change(*(moments if moments.n >= SMALLEST else None for moments in (before, after)))


def _wrong(family: tuple[UnitChange, ...]) -> bool:
    return any(team.verdict in {Verdict.IMPROVED, Verdict.DECLINED} for team in family)


def _significant(family: tuple[UnitChange, ...]) -> bool:
    return any(team.adjusted_p is not None and team.adjusted_p <= SIGNIFICANCE for team in family)
