"""The figures of breakdowns: by hand, and against counting person by person in fractions."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from analytics.breakdown_cells import COLUMNS, breakdown_cells
from analytics.disclosure import UnitTree
from surveys.answers import SKIPPED
from surveys.model import Questionnaire
from tests.analytics.questionnaires import ASKED, SMALL, random_answers

TREE = UnitTree((-1, 0, 0))
MEASURES = ["overall", "insight", "direction", "mission", "values", "context"]
Given = tuple[NDArray[np.int8], NDArray[np.int64], NDArray[np.int64]]


def given(*groups: tuple[int, int, tuple[int, int], int]) -> Given:
    """Put so many people in a unit, who chose these options and give one answer to everything."""
    rows = [row for count, *row in groups for _ in range(count)]
    answers = np.array([[answer] * len(SMALL.scored) for _, _, answer in rows], dtype=np.int8)
    return answers, np.array([unit for unit, _, _ in rows]), np.array([options for _, options, _ in rows])


def by_chance(seed: int) -> Given:
    rng = np.random.default_rng(seed)
    answers = random_answers(rng, 120, SMALL, missing=0.3)
    options = np.column_stack([rng.integers(-1, 2, 120), rng.integers(-1, 3, 120)])
    return answers, rng.integers(0, 3, 120), options


def cells(data: Given, questionnaire: Questionnaire = ASKED, *, k: int = 5) -> pd.DataFrame:
    return breakdown_cells(*data, TREE, questionnaire, k=k)


def overall(frame: pd.DataFrame) -> dict[tuple[int, str, str], tuple[int, float, float]]:
    rows = frame[frame["measure"] == "overall"]
    return {(r.unit, r.background, r.option): (r.n, r.total, r.squares) for r in rows.itertuples()}  # type: ignore[misc]


def test_a_unit_is_divided_by_what_its_people_said_of_themselves() -> None:
    data = given((20, 1, (1, -1), 2), (12, 1, (0, -1), 4), (6, 2, (1, -1), 3))

    assert overall(cells(data)) == {
        (0, "leads", "no"): (26, 58.0, 134.0),
        (0, "leads", "yes"): (12, 48.0, 192.0),
        (1, "leads", "no"): (20, 40.0, 80.0),
        (1, "leads", "yes"): (12, 48.0, 192.0),
    }


def test_every_score_is_broken_down_and_no_statement() -> None:
    found = cells(given((20, 1, (1, -1), 2), (12, 1, (0, -1), 4)))

    assert list(found) == COLUMNS
    assert list(dict.fromkeys(found["measure"])) == MEASURES


def test_nothing_is_broken_down_where_nothing_was_asked_or_nobody_said() -> None:
    data = given((40, 1, (-1, -1), 2))

    assert cells(data).empty
    assert list(cells(data)) == COLUMNS
    assert breakdown_cells(data[0], data[1], np.zeros((40, 0), dtype=np.int64), TREE, SMALL, k=5).empty


def test_one_of_two_options_alone_is_not_shown_below_the_organisation() -> None:
    data = given((24, 1, (1, -1), 2), (10, 1, (-1, -1), 2), (12, 2, (0, -1), 4), (20, 2, (1, -1), 4))

    assert {unit for unit, *_ in overall(cells(data))} == {0, 2}


def test_a_score_that_too_few_have_is_missing_for_every_option() -> None:
    answers, unit_of, options = given((20, 1, (1, -1), 2), (10, 1, (0, -1), 4))
    insight = [column for column, each in enumerate(SMALL.statements) if each.block == "insight"]
    answers[-1, insight] = SKIPPED

    found = cells((answers, unit_of, options))

    assert set(found["measure"]) == set(MEASURES) - {"insight", "overall"}
    assert set(found.loc[found["measure"] == "direction", "n"]) == {10, 20}


def test_a_larger_k_asks_for_larger_cells() -> None:
    data = given((30, 1, (1, -1), 2), (11, 1, (0, -1), 4))

    assert len(cells(data, k=11)) == 2 * 2 * len(MEASURES)  # of the organisation and of its unit
    assert cells(data, k=12).empty


@pytest.mark.parametrize("seed", range(5))
def test_sums_are_those_of_the_people(seed: int) -> None:
    answers, unit_of, options = data = by_chance(seed)
    found = cells(data)
    assert len(found) > len(MEASURES)
    for row in found.itertuples():
        column = [each.code for each in ASKED.backgrounds].index(str(row.background))
        option = ASKED.backgrounds[column].options.index(str(row.option))
        inside = (options[:, column] == option) & ((unit_of == row.unit) | (row.unit == 0))
        scores = [
            score for people in answers[inside] if (score := _score(people.tolist(), str(row.measure))) is not None
        ]
        assert row.n == len(scores) >= 10
        assert row.total == pytest.approx(float(sum(scores)), rel=1e-12)
        assert row.squares == pytest.approx(float(sum(score**2 for score in scores)), rel=1e-12)


def test_the_order_of_people_says_nothing() -> None:
    answers, unit_of, options = data = by_chance(7)
    order = np.random.default_rng(1).permutation(len(unit_of))

    pd.testing.assert_frame_equal(cells(data), cells((answers[order], unit_of[order], options[order])))


def test_who_is_where_decides_and_not_what_they_answer() -> None:
    answers, unit_of, options = data = by_chance(8)
    where = ["unit", "background", "option"]

    other = cells((np.where(answers > 0, 6 - answers, answers).clip(-2, 5).astype(np.int8), unit_of, options))

    assert cells(data)[where].drop_duplicates().equals(other[where].drop_duplicates())


def _score(answers: list[int], measure: str) -> Fraction | None:
    """Take the mean of what somebody answered of a measure, by the half rule."""
    if measure == "overall":
        blocks = [_score(answers, "insight"), _score(answers, "direction")]
        known = [score for score in blocks if score is not None]
        return Fraction(sum(known), len(known)) if len(known) == len(blocks) else None
    items = [i for i, each in enumerate(SMALL.statements) if measure in {each.block, each.level}]
    valid = [answers[i] for i in items if answers[i] >= 0]
    return Fraction(sum(valid), len(valid)) if valid and 2 * len(valid) >= len(items) else None
