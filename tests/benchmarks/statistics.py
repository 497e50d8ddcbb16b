"""The figures of a large survey file: every cell, block and level in every team, beside one counting per item."""

import tempfile
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from analytics.agreement import average_deviations, mean_deviation
from analytics.grouped import GroupMoments, Groups, answer_counts, score_moments
from app.files.answers import read_answers
from app.files.reading import SurveyFile
from app.files.scales import Scale
from app.web.i18n import DEFAULT, language
from tests.benchmarks.lines import Line, line, rounded

ROWS, FEW_ROWS = 1_000_000, 10_000
ITEMS, TEAMS, OPTIONS = 84, 2_000, 5
BLOCKS, LEVELS = 12, 7
MOST_RATIO, MOST_MIB = 3, 400
TIMES = 5


def run(rows: int = ROWS, few: int = FEW_ROWS) -> Line:
    """Measure on answers in memory; reading them from a CSV file is timed apart."""
    answers, teams = survey(rows)
    seconds, floor = fastest(lambda: everything(answers, teams)), fastest(lambda: counted(answers, teams))
    sums = fastest(lambda: [np.bincount(teams, column, TEAMS) for column in answers.T])
    small, small_teams = survey(few)
    growth = seconds / fastest(lambda: everything(small, small_teams)) / (rows / few)
    grown = grown_mib(lambda: everything(answers, teams))
    return line(
        seconds,
        "s",
        floor=floor,
        rows=rows,
        items=ITEMS,
        teams=TEAMS,
        grown_mib=rounded(grown),
        within=seconds <= MOST_RATIO * floor and grown <= MOST_MIB,
        limits={"ratio": MOST_RATIO, "mib": MOST_MIB},
        ratio_to_sums=rounded(seconds / sums),
        growth=rounded(growth),
        reading_seconds=rounded(reading(answers, teams)),
    )


def survey(rows: int) -> tuple[NDArray[np.int8], NDArray[np.int64]]:
    """Make answers, codes from 0, of which some are missing, and a team for everybody."""
    rng = np.random.default_rng(1)
    answers = np.asfortranarray(rng.integers(0, OPTIONS, size=(rows, ITEMS), dtype=np.int8))
    answers[rng.random((rows, ITEMS), dtype=np.float32) < 0.02] = -1
    return answers, rng.integers(0, TEAMS, size=rows)


def everything(answers: NDArray[np.int8], teams: NDArray[np.int64]) -> list[NDArray[np.float64]]:
    """Compute mean, deviation and agreement of every item, block and level in every team."""
    groups = Groups.of(teams, TEAMS)
    counts = answer_counts(answers, groups, options=OPTIONS)
    deviations = average_deviations(counts, values=range(OPTIONS))
    scales = [slice(block * LEVELS, (block + 1) * LEVELS) for block in range(BLOCKS)]
    scales += [slice(level, None, LEVELS) for level in range(LEVELS)]
    figures = [deviations, *(mean_deviation(deviations[scale].T) for scale in scales)]
    moments = [GroupMoments.of_counts(own, low=1) for own in counts]
    moments += [score_moments(answers[:, scale], groups, low=1) for scale in scales]
    return figures + [figure for own in moments for figure in (own.means, own.sds)]


def counted(answers: NDArray[np.int8], teams: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """Count every answer in every team and no more: one `numpy.bincount` per item."""
    base = teams * (OPTIONS + 1) + 1
    return [np.bincount(base + column, minlength=TEAMS * (OPTIONS + 1)) for column in answers.T]


def fastest(work: Callable[[], object]) -> float:
    """Time something several times, in seconds; the fastest was disturbed the least."""
    return min(_seconds(work) for _ in range(TIMES))


def grown_mib(work: Callable[[], object]) -> float:
    """Measure the most memory that something takes beyond what is there already."""
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 2**20


def reading(answers: NDArray[np.int8], teams: NDArray[np.int64]) -> float:
    """Time the reading of the same answers from a CSV file."""
    items = tuple(f"q{item}" for item in range(ITEMS))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "survey.csv"
        with file.open("w", encoding="utf-8") as target:
            target.write(",".join(["team", *items]) + "\n")
            signs = np.array(["", *map(str, range(1, OPTIONS + 1))])[answers + 1]
            target.writelines(f"T{team},{','.join(row)}\n" for team, row in zip(teams.tolist(), signs, strict=True))
        source = SurveyFile(file, language(DEFAULT))
        return _seconds(lambda: read_answers(source, [Scale("all", items, 1, OPTIONS)], group="team"))


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start
