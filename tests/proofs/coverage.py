"""How often every interval holds the truth."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from zlib import crc32

import numpy as np

from tests.proofs import coverage_answers as answers
from tests.proofs import coverage_normal as normal
from tests.proofs import coverage_organisations as organisations
from tests.proofs import coverage_theory as theory

LEVEL = 0.95
ERRORS = 3  # Monte Carlo errors that a coverage may lie from what theory gives
CLOSE = 0.01  # that what theory gives may lie from 95 %, where an interval is approximate by nature
MANY, FEWER, FEW = 50_000, 5000, 500
REPORTED = "reported"
ANSWERS = "answers 1-5, teams of 5 to 15"

Once = Callable[[np.random.Generator], bool]
AtOnce = Callable[[np.random.Generator, int], answers.Hits]


@dataclass(frozen=True, slots=True)
class Case:
    """One interval on one kind of data.

    Attributes
    ----------
    held
        Draws so many data sets and says of each whether the interval holds the truth.
    expected
        The coverage that theory gives; None when it is published as it is.
    """

    interval: str
    data: str
    held: AtOnce
    replications: int
    expected: float | None

    def found(self, replications: int | None = None) -> dict[str, object]:
        """Draw so many data sets, always the same ones, and count."""
        count = replications or self.replications
        rng = np.random.default_rng(crc32(f"{self.interval}, {self.data}".encode()))
        share = float(self.held(rng, count).mean())
        likely = LEVEL if self.expected is None else self.expected
        error = math.sqrt(likely * (1 - likely) / count)
        return {
            "interval": self.interval,
            "data": self.data,
            "replications": count,
            "coverage": share,
            "error": error,
            "expected": REPORTED if self.expected is None else self.expected,
            "holds": self.expected is None or (abs(share - likely) <= ERRORS * error and abs(likely - LEVEL) <= CLOSE),
        }


def times(once: Once) -> AtOnce:
    """Repeat one draw."""
    return lambda rng, count: np.array([once(rng) for _ in range(count)])


def _normal() -> Iterator[Case]:
    """Data that fit what the interval assumes."""
    for n in (5, 15):
        yield Case("mean, t", f"normal, n = {n}", times(partial(normal.mean, n=n)), MANY, LEVEL)
    yield Case("paired change, t", "normal, 7 pairs", times(partial(normal.paired, n=7)), MANY, LEVEL)
    for shape in ((8, 8, 1, 1), (6, 9, 0.5, 1), (5, 15, 1, 0.6)):
        sizes, sds = shape[:2], shape[2:]
        once = partial(normal.welch, n_before=sizes[0], n_after=sizes[1], sd_before=sds[0], sd_after=sds[1])
        yield Case(
            "difference, Welch", f"normal, n = {sizes}, sd = {sds}", times(once), MANY, theory.welch(*sizes, *sds)
        )
    for n, items in ((25, 4), (100, 7)):
        once = partial(normal.alpha, n=n, items=items)
        yield Case("alpha, Feldt", f"normal, {n} persons, {items} equal items", times(once), MANY, LEVEL)
    for name, icc in (("ICC(1)", normal.first_icc), ("ICC(2)", normal.second_icc)):
        yield Case(name, "normal, 12 groups of 8", times(partial(icc, sizes=(8,) * 12)), MANY, LEVEL)
    once = partial(normal.first_icc, sizes=normal.UNEQUAL)
    yield Case("ICC(1)", "normal, 10 groups of 4 to 20", times(once), MANY, None)
    for n, rho in ((40, 0.6), (60, 0.3)):
        once = partial(normal.correlated, n=n, rho=rho)
        yield Case(
            "correlation, Fisher z", f"normal, {n} teams, rho = {rho}", times(once), MANY, theory.correlation(n, rho)
        )
    for teams in (4, 14):
        once = partial(normal.wave, sizes=(10,) * teams, spread=0)
        expected = theory.balanced_wave(teams, 10)
        yield Case("change of the organisation, Wald", f"normal, {teams} teams of 10", times(once), FEWER, expected)


def _answers() -> Iterator[Case]:
    """Answers 1 to 5 in teams of 5 to 15, of which 4 % are missing."""
    for name, held in (
        ("mean of the overall score, t", answers.score),
        ("mean of one statement, t", answers.statement),
        ("percent favourable, Wilson", answers.favourable),
        ("change of percent favourable, Newcombe", answers.favourable_change),
        ("change of the overall score, Welch", answers.change),
        ("change of the overall score, paired t", answers.paired),
    ):
        yield Case(name, ANSWERS, held, MANY, None)
    yield Case("change of the overall score, Welch", f"{ANSWERS}, the same members", answers.same_members, MANY, None)
    for name, once in (
        ("alpha of a block, Feldt", organisations.alpha),
        ("ICC(1) of the overall score", organisations.first_icc),
        ("ICC(2) of the overall score", organisations.second_icc),
    ):
        yield Case(name, f"{ANSWERS}, 20 teams", times(partial(once, teams=20)), FEWER, None)
    yield Case(
        "correlation, Fisher z", f"{ANSWERS}, 60 teams", times(partial(organisations.correlated, teams=60)), FEWER, None
    )
    for count, spread in ((4, 0.0), (14, 0.0), (14, 0.2)):
        once = partial(organisations.wave, teams=count, spread=spread)
        kind = f"{ANSWERS}, {count} teams" + (f" whose changes differ, sd {spread}" if spread else "")
        yield Case("change of the organisation, Wald", kind, times(once), FEWER, None)


def _weights() -> Iterator[Case]:
    """Draws that take long, and whose truth is itself a very large sample."""
    for teams, block in ((40, 0), (60, 0), (60, 2), (150, 0)):
        kind = f"normal, {teams} teams, block with a weight of {normal.true_weights()[block]:.2f}"
        once = partial(normal.weight, teams=teams, block=block)
        yield Case("relative weight, bootstrap", kind, times(once), FEW, None)
    once = partial(organisations.weights, teams=60)
    yield Case("relative weight, bootstrap", f"{ANSWERS}, 60 teams", times(once), FEW, None)


def quick_cases() -> list[Case]:
    """Give the cases that a test draws a few times."""
    return [*_normal(), *_answers()]


def cases() -> list[Case]:
    """Give all cases in which chance is drawn."""
    return [*quick_cases(), *_weights()]


def run() -> Iterator[dict[str, object]]:
    """Calculate what can be calculated, and simulate the rest."""
    for n in (5, 10, 15, 30):
        yield _over_all("proportion, Wilson", f"n = {n}", theory.proportion(n))
    for sizes in ((5, 5), (10, 10), (10, 15)):
        yield _over_all("difference of proportions, Newcombe", f"n = {sizes}", theory.proportion_difference(*sizes))
    for n in (5, 10, 15, 30):
        yield _over_all("recommendation score, adjusted Wald", f"n = {n}", theory.recommendation(n))
    for case in cases():
        yield case.found()


def _over_all(interval: str, data: str, covered: theory.Coverage) -> dict[str, object]:
    """Sum up the coverage over all true shares: close to 95 % on average, and never below 85 %."""
    return {
        "interval": interval,
        "data": data,
        "calculated": True,
        "mean": float(covered.mean()),
        "lowest": float(covered.min()),
        "highest": float(covered.max()),
        "holds": bool(abs(covered.mean() - LEVEL) <= CLOSE and covered.min() >= 0.85),
    }
