"""A survey file and a publication of the same answers give the same digits."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from analytics.change import difference
from analytics.disclosure import UnitTree
from analytics.moments import Moments
from analytics.publication import publish
from analytics.scoring import overall_scores, person_scores
from surveys.model import Block, Level
from tests.analytics.questionnaires import FULL, random_answers
from tests.app.files.command import COMPARE, figures, table, written

TEAMS = 6
TREE = UnitTree((-1, *(0,) * TEAMS))
STATEMENTS = len(FULL.statements)
CODES = [statement.code for statement in FULL.statements]


def measured(seed: int) -> tuple[NDArray[np.int8], NDArray[np.int64]]:
    """Make answers with gaps in six teams of 12 to 20 people, all of them large enough for numbers."""
    rng = np.random.default_rng(seed)
    unit_of = np.repeat(np.arange(1, TEAMS + 1), rng.integers(12, 21, TEAMS))
    return random_answers(rng, len(unit_of), FULL, missing=0.02), unit_of


def cells(seed: int) -> dict[Any, Any]:
    answers, unit_of = measured(seed)
    published = publish(answers, unit_of, TREE, FULL).cells
    return {(row.unit, row.measure): row for row in published.itertuples()}


def moments(cell: Any) -> Moments:
    return Moments(cell.n, cell.total, cell.squares)


def columns(answers: NDArray[np.int8], measure: str) -> NDArray[np.int8]:
    places = [i for i, item in enumerate(FULL.statements) if measure in {item.block, item.level}]
    return answers[:, places]


def test_means_deviations_and_counts_of_a_file_are_those_of_the_publication(tmp_path: Path) -> None:
    answers, unit_of = measured(1)
    rows = [
        (f"T{unit}", *("" if code < 0 else code for code in row[:STATEMENTS]))
        for unit, row in zip(unit_of, answers, strict=True)
    ]
    scales = [
        f"{measure}={','.join(item.code for item in FULL.statements if measure in {item.block, item.level})}"
        for measure in (*Block, *Level)
    ]
    file = written(tmp_path, table(",".join(["team", *CODES]), rows))
    told = figures("analyse", file, "--group", "team", *(part for scale in scales for part in ("--scale", scale)))
    published = cells(1)

    for unit in range(1, TEAMS + 1):
        for measure in (*Block, *Level):
            found, cell = told["scales"][measure]["groups"][unit - 1], published[unit, measure]
            assert found["respondents"] == cell.n
            expected = [moments(cell).mean, moments(cell).sd, cell.ad]
            assert [found[key] for key in ("mean", "sd", "ad")] == pytest.approx(expected, rel=1e-12)
        for code in CODES:
            found, cell = told["items"][code]["groups"][unit - 1], published[unit, code]
            assert tuple(found["counts"].values()) == cell.counts
            assert [found["mean"], found["ad"]] == pytest.approx([moments(cell).mean, cell.ad], rel=1e-12)


def test_a_comparison_of_rows_is_that_of_two_publications(tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = []
    for wave, seed in (("t0", 1), ("t1", 2)):
        answers, unit_of = measured(seed)
        overall = overall_scores(np.column_stack([person_scores(columns(answers, block)) for block in Block]))
        rows += [
            (wave, f"T{unit}", "" if np.isnan(score) else repr(float(score)))
            for unit, score in zip(unit_of, overall, strict=True)
        ]
    told = figures("compare", written(tmp_path, table("wave,team,score", rows)), *COMPARE)
    before, after = cells(1), cells(2)

    for unit in range(1, TEAMS + 1):
        expected = difference(moments(before[unit, "overall"]), moments(after[unit, "overall"]))
        found = told["groups"][unit - 1]["unpaired"]
        names = ("estimate", "low", "high", "t", "df", "p", "d", "g", "least_significant", "detectable")
        keys = (
            "difference",
            "low",
            "high",
            "t",
            "df",
            "p",
            "d",
            "g",
            "least_significant_difference",
            "detectable_difference",
        )
        assert [found[key] for key in keys] == pytest.approx([getattr(expected, name) for name in names], rel=1e-9)


def test_the_publications_are_large_enough_to_show_everything() -> None:
    assert {unit for unit, _ in cells(1)} == set(range(TEAMS + 1))
    assert not pd.isna(cells(1)[1, CODES[0]].total)
