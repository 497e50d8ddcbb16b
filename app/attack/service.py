"""The whole attack: every check in turn, on a site of its own that is gone afterwards."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time

from app.attack import absence, alike, asking, behind, comments, guessing, holding
from app.attack.copies import MakeApp, prepare
from app.attack.findings import Finding
from app.attack.organisation import NEIGHBOURS, PLACES, everybody_answers, generator
from app.attack.report import Report
from app.attack.watching import REQUESTS, Watch
from surveys.catalogue import customer_focus

FIRST = 1  # what chance is used for
SEED = 20261125
RANDOM_SETS = 20  # data sets of the interval attack
REPORTS = "/report."  # they take the longest to make
SOME = 4  # pages of each route, where one leak is enough
MOST = 20
"""Findings of one check that are kept: more tell nothing new."""

Check = Callable[[Watch], Iterator[Finding]]
CHECKS: dict[str, Check] = {
    "precision": asking.precision,
    "everybody": alike.everybody,
    "movers": alike.movers,
    "passing_on": alike.passing_on,
    "wiped": behind.wiped,
    "live": behind.live,
    "exchanged": absence.exchanged,
    "lengths": absence.lengths,
    "taken_back": absence.taken_back,
    "comments": comments.comments,
    "roles": asking.roles,
    "holders": holding.holders,
    "singles": alike.singles,
    "asked": asking.asked,
}

EARLY = tuple(name for name in CHECKS if name != "asked")
"""Checks that need not have seen every page."""


def attack(make_app: MakeApp, *, seed: int = SEED, requests: int = REQUESTS, random_sets: int = RANDOM_SETS) -> Report:
    """Attack the product in every way, and say what was found."""
    begin, work = perf_counter(), process_time()
    with watching(make_app, seed, requests=requests) as watch:
        found = [finding for check in CHECKS.values() for finding in islice(check(watch), MOST)]
        guessed = guessing.guessed(watch, random_sets)
    return Report(
        version=version("bouwsteen"),
        made_on=datetime.now(UTC).date(),
        seed=seed,
        people=len(watch.answers),
        pages=len(watch.base.pages),
        copies=watch.count["copies"],
        requests=watch.count["requests"],
        tokens=watch.count["tokens"],
        moved=watch.count["moved"],
        figures=len(watch.base.rows),
        seconds=round(perf_counter() - begin),
        processor_seconds=round(process_time() - work),
        findings=tuple(found),
        guessed=tuple(guessed),
    )


def first_leak(make_app: MakeApp, *, seed: int = SEED) -> tuple[str, Finding] | None:
    """Attack until something is found, with some pages of each route and no reports; give the check that found it."""
    with watching(make_app, seed, most=SOME, avoid=REPORTS) as watch:
        found = ((name, finding) for name in EARLY for finding in CHECKS[name](watch))
        return next(found, None)


@contextmanager
def watching(
    make_app: MakeApp, seed: int, *, most: int | None = None, requests: int = REQUESTS, avoid: str = ""
) -> Iterator[Watch]:
    """Make the site that is attacked."""
    questionnaire, chance = customer_focus().questionnaire, generator(seed, FIRST)
    with tempfile.TemporaryDirectory() as folder:
        first, others = (everybody_answers(chance, questionnaire, places) for places in (PLACES, NEIGHBOURS))
        yield Watch(prepare(Path(folder), make_app, first, others), seed, most, requests, avoid)
