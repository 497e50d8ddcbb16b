import tracemalloc
from collections.abc import Iterable, Sequence
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from analytics.disclosure import UnitTree, shown_units
from analytics.maturity import stage
from analytics.publication import Publication, publish
from surveys.model import Questionnaire
from tests.analytics.questionnaires import FULL, SMALL, random_answers
from tests.analytics.trees import inside, random_tree, upwards

# an organisation (0) with a department (1) of two teams (2, 3), and a team (4) of its own
TREE = UnitTree((-1, 0, 1, 1, 0))
FIRST = "insight_mission"

Number = Fraction | None


def _cell(publication: Publication, unit: int, measure: str) -> dict[str, object] | None:
    """Read one cell, with None for what is not published; None where there is no cell."""
    cells = publication.cells
    rows = cells[(cells["unit"] == unit) & (cells["measure"] == measure)].astype(object)
    assert len(rows) <= 1
    return {name: _plain(rows[name].iloc[0]) for name in rows.columns} if len(rows) else None


def _plain(value: object) -> object:
    return None if value is pd.NA else value


def _everyone(sizes: Sequence[int], value: int = 3) -> tuple[NDArray[np.int8], NDArray[np.int64]]:
    """Make equal answers of so many people directly in each unit."""
    return np.full((sum(sizes), len(SMALL.scored)), value, dtype=np.int8), np.repeat(np.arange(len(sizes)), sizes)


class Naive:
    """The same publication, person by person, in fractions."""

    def __init__(
        self, answers: NDArray[np.int8], unit_of: NDArray[np.int64], tree: UnitTree, questionnaire: Questionnaire
    ) -> None:
        self.rows, self.unit_of, self.tree, self.questionnaire = answers.tolist(), unit_of.tolist(), tree, questionnaire
        direct = np.bincount(unit_of, minlength=len(tree.parents))
        self.scores = shown_units(tree, direct, 5)
        self.statements = shown_units(tree, direct, 10, eligible=self.scores)

    def people(self, units: Iterable[int]) -> list[list[int]]:
        held = set(units)
        return [row for row, unit in zip(self.rows, self.unit_of, strict=True) if unit in held]

    def items(self, measure: str) -> list[int]:
        statements = self.questionnaire.statements
        return [i for i, item in enumerate(statements) if measure in {"overall", item.block, item.level}]

    def score(self, row: list[int], measure: str) -> Number:
        if measure == "overall":
            blocks = [self.score(row, str(block)) for block in {s.block for s in self.questionnaire.statements}]
            return None if None in blocks else sum(filter(None, blocks), Fraction()) / len(blocks)
        items = self.items(measure)
        given = [row[i] for i in items if row[i] >= 0]
        return Fraction(sum(given), len(given)) if 2 * len(given) >= len(items) else None

    def deviation(self, rows: list[list[int]], items: list[int]) -> Number:
        found = []
        for i in items:
            given = [row[i] for row in rows if row[i] >= 0]
            if len(given) >= 2:
                mean = Fraction(sum(given), len(given))
                found.append(sum((abs(value - mean) for value in given), Fraction()) / len(given))
        return sum(found, Fraction()) / len(found) if found else None

    def valid(self, rows: list[list[int]], measure: str, items: list[int]) -> int:
        if len(items) == 1:
            return sum(row[items[0]] >= 0 for row in rows)
        return sum(self.score(row, measure) is not None for row in rows)

    def nested_deviation(self, unit: int, shown: frozenset[int], measure: str, items: list[int]) -> Number:
        below = {other for other in shown & inside(self.tree, unit) if other != unit}
        nearest = {other for other in below if not below & set(list(upwards(self.tree, other))[1:])}
        rest = inside(self.tree, unit).difference(*(inside(self.tree, other) for other in nearest))
        own = self.people(rest)
        if not nearest:
            return self.deviation(own, items)
        parts = [(self.valid(own, measure, items), self.deviation(own, items))]
        for other in nearest:
            weight = self.valid(self.people(inside(self.tree, other)), measure, items)
            parts.append((weight, self.nested_deviation(other, shown, measure, items)))
        known = [(weight, value) for weight, value in parts if value is not None and weight]
        return sum((w * v for w, v in known), Fraction()) / sum(w for w, _ in known) if known else None


def _assert_number(found: object, expected: Number) -> None:
    assert (found is None) == (expected is None)
    if expected is not None:
        assert found == pytest.approx(float(expected), rel=1e-14)


@pytest.fixture(params=[1, 2, 3, 4])
def organisation(request: pytest.FixtureRequest) -> tuple[NDArray[np.int8], NDArray[np.int64], UnitTree]:
    rng = np.random.default_rng(request.param)
    tree = random_tree(rng, 9)
    people = int(rng.integers(60, 110))
    missing = [0.05, 0.2, 0.35, 0.3][request.param - 1]
    return random_answers(rng, people, SMALL, missing=missing), rng.integers(0, 9, people), tree


def test_every_score_is_that_of_counting_person_by_person(
    organisation: tuple[NDArray[np.int8], NDArray[np.int64], UnitTree],
) -> None:
    publication, naive = publish(*organisation, SMALL), Naive(*organisation, SMALL)

    for unit in range(9):
        for measure in ("overall", "insight", "direction", "mission", "values", "context"):
            rows = naive.people(inside(naive.tree, unit))
            scores = [score for row in rows if (score := naive.score(row, measure)) is not None]
            cell = _cell(publication, unit, measure)
            assert (cell is not None) == (unit in naive.scores and len(scores) >= 5)
            if cell is not None:
                assert (cell["n"], cell["total"]) == (len(scores), float(sum(scores)))
                assert cell["squares"] == float(sum(score**2 for score in scores))
                _assert_number(cell["ad"], naive.nested_deviation(unit, naive.scores, measure, naive.items(measure)))
                assert [cell[name] for name in ("stage", "counts", "unknown", "skipped")] == [None] * 4


def test_every_statement_is_that_of_counting_person_by_person(
    organisation: tuple[NDArray[np.int8], NDArray[np.int64], UnitTree],
) -> None:
    publication, naive = publish(*organisation, SMALL), Naive(*organisation, SMALL)

    for unit in range(9):
        for i, question in enumerate(SMALL.scored[:8]):
            codes = [row[i] for row in naive.people(inside(naive.tree, unit))]
            given = [code for code in codes if code > 0]
            cell = _cell(publication, unit, question.code)
            assert (cell is not None) == (unit in naive.scores and len(given) >= 5)
            if cell is not None and unit in naive.statements and len(given) >= 10:
                assert (cell["n"], cell["total"]) == (len(given), sum(given))
                assert cell["squares"] == sum(code**2 for code in given)
                assert cell["counts"] == tuple(given.count(value) for value in range(1, 6))
                assert (cell["unknown"], cell["skipped"], cell["stage"]) == (codes.count(-2), codes.count(-1), None)
                _assert_number(cell["ad"], naive.nested_deviation(unit, naive.statements, question.code, [i]))
            elif cell is not None:
                assert cell["stage"] == stage(sum(given) / len(given))
                hidden = ("n", "total", "squares", "ad", "counts", "unknown", "skipped")
                assert [cell[name] for name in hidden] == [None] * 7


def test_recommendations_are_counts_in_the_statement_tier_alone(
    organisation: tuple[NDArray[np.int8], NDArray[np.int64], UnitTree],
) -> None:
    publication, naive = publish(*organisation, SMALL), Naive(*organisation, SMALL)

    for unit in range(9):
        codes = [row[8] for row in naive.people(inside(naive.tree, unit))]
        given = [code for code in codes if code >= 0]
        cell = _cell(publication, unit, "recommend_employer")
        assert (cell is not None) == (unit in naive.statements and len(given) >= 10)
        if cell is not None:
            assert cell["counts"] == tuple(given.count(value) for value in range(11))
            assert (cell["n"], cell["unknown"], cell["skipped"]) == (len(given), 0, codes.count(-1))
            assert [cell[name] for name in ("total", "squares", "ad", "stage")] == [None] * 4


def test_units_and_nodes_are_those_of_the_two_tiers(
    organisation: tuple[NDArray[np.int8], NDArray[np.int64], UnitTree],
) -> None:
    publication, naive = publish(*organisation, SMALL), Naive(*organisation, SMALL)

    assert publication.respondents == len(organisation[0])
    assert publication.units["unit"].tolist() == sorted(naive.scores)
    for unit, respondents, tier in publication.units.itertuples(index=False):
        assert respondents == len(naive.people(inside(naive.tree, unit)))
        assert tier == ("statements" if unit in naive.statements else "scores")
    for nodes, shown in (
        (publication.score_node, naive.scores),
        (publication.statement_node, naive.statements),
    ):
        expected = [next((up for up in upwards(naive.tree, unit) if up in shown), -1) for unit in naive.unit_of]
        assert nodes.tolist() == expected


def test_the_order_of_respondents_does_not_matter_to_the_last_bit() -> None:
    rng = np.random.default_rng(7)
    answers, unit_of, tree = random_answers(rng, 400, FULL), rng.integers(0, 20, 400), random_tree(rng, 20)
    order = rng.permutation(400)

    publication, shuffled = publish(answers, unit_of, tree, FULL), publish(answers[order], unit_of[order], tree, FULL)

    # assert_frame_equal lets Float64 columns differ in the last digits, also with check_exact
    assert shuffled.cells.equals(publication.cells)
    assert shuffled.units.equals(publication.units)
    np.testing.assert_array_equal(shuffled.score_node, publication.score_node[order])
    np.testing.assert_array_equal(shuffled.statement_node, publication.statement_node[order])


def test_cells_stand_by_unit_and_then_from_the_whole_to_the_parts() -> None:
    answers, unit_of = _everyone([0, 0, 10, 10, 10])
    measures = ["overall", "insight", "direction", "mission", "values", "context"]
    measures += [question.code for question in SMALL.scored]

    cells = publish(answers, unit_of, TREE, SMALL).cells

    assert cells["unit"].tolist() == [unit for unit in range(5) for _ in measures]
    assert cells["measure"].tolist() == measures * 5


def test_what_is_shown_does_not_depend_on_the_values_of_answers() -> None:
    rng = np.random.default_rng(8)
    answers, unit_of, tree = random_answers(rng, 150, SMALL), rng.integers(0, 12, 150), random_tree(rng, 12)
    others = np.where(answers >= 0, np.where(answers[:, :1] > 2, 1, 5), answers).astype(np.int8)

    plain, changed = publish(answers, unit_of, tree, SMALL).cells, publish(others, unit_of, tree, SMALL).cells

    pd.testing.assert_frame_equal(plain.notna(), changed.notna())
    assert plain[["unit", "measure"]].equals(changed[["unit", "measure"]])


def test_the_deviation_of_a_department_is_no_division_between_its_teams() -> None:
    answers, unit_of = _everyone([0, 0, 10, 30, 10])
    answers[unit_of == 2, :6] = 1
    answers[unit_of == 3, :6] = 5

    publication = publish(answers, unit_of, TREE, SMALL)

    for measure in ("overall", "insight", "values", FIRST):
        cell = _cell(publication, 1, measure)
        assert cell is not None
        assert (cell["ad"], cell["total"]) == (0, 160)


def test_the_deviation_of_a_department_weighs_its_teams_by_their_people() -> None:
    answers, unit_of = _everyone([0, 0, 10, 30, 10])
    answers[unit_of == 2, 0] = [1, 5] * 5
    answers[unit_of == 3, 0] = [2, 4] * 15

    cell = _cell(publish(answers, unit_of, TREE, SMALL), 1, FIRST)

    assert cell is not None
    assert cell["ad"] == pytest.approx((10 * 2 + 30 * 1) / 40)


def test_between_five_and_nine_people_a_statement_is_its_stage_and_nothing_more() -> None:
    answers, unit_of = _everyone([0, 0, 9, 10, 11], value=4)

    publication = publish(answers, unit_of, TREE, SMALL)

    assert _cell(publication, 2, FIRST) == {
        **dict.fromkeys(("n", "total", "squares", "ad", "counts", "unknown", "skipped")),
        "unit": 2,
        "measure": FIRST,
        "stage": 4,
    }
    assert _cell(publication, 2, "recommend_service") is None
    assert _cell(publication, 2, "overall") is not None


def test_who_is_in_no_shown_unit_has_no_node() -> None:
    answers, unit_of = _everyone([0, 0, 1, 1, 2])

    publication = publish(answers, unit_of, TREE, SMALL)

    assert publication.respondents == 4
    assert publication.units.empty
    assert publication.cells.empty
    assert publication.score_node.tolist() == [-1] * 4


def test_nobody_at_all_gives_an_empty_publication() -> None:
    answers, unit_of = _everyone([0, 0, 0, 0, 0])

    assert publish(answers, unit_of, TREE, SMALL).cells.empty


def test_raised_thresholds_show_less() -> None:
    answers, unit_of = _everyone([0, 0, 9, 12, 16])

    publication = publish(answers, unit_of, TREE, SMALL, k_scores=10, k_statements=15)

    assert publication.units["unit"].tolist() == [0, 1, 4]
    assert publication.units["tier"].tolist() == ["statements"] * 3
    assert set(publication.cells.loc[publication.cells["unit"] == 4, "counts"].isna()) == {True, False}


@pytest.mark.parametrize(("k_scores", "k_statements"), [(4, 10), (5, 9), (12, 11)])
def test_thresholds_are_never_lowered(k_scores: int, k_statements: int) -> None:
    answers, unit_of = _everyone([0, 0, 10, 10, 10])

    with pytest.raises(ValueError, match="thresholds"):
        publish(answers, unit_of, TREE, SMALL, k_scores=k_scores, k_statements=k_statements)


@pytest.mark.parametrize(("column", "code"), [(0, 6), (0, 0), (0, -3), (8, 11)])
def test_an_answer_off_its_scale_is_refused(column: int, code: int) -> None:
    answers, unit_of = _everyone([0, 0, 10, 10, 10])
    answers[3, column] = code

    with pytest.raises(ValueError, match=SMALL.scored[column].code):
        publish(answers, unit_of, TREE, SMALL)


def test_shapes_and_units_that_do_not_fit_are_refused() -> None:
    answers, unit_of = _everyone([0, 0, 10, 10, 10])

    for matrix, units in ((answers[:, 1:], unit_of), (answers[1:], unit_of), (answers, unit_of + 1)):
        with pytest.raises(ValueError, match=r"expected|does not exist"):
            publish(matrix, units, TREE, SMALL)
    with pytest.raises(ValueError, match="unit"):
        publish(answers, unit_of - 3, TREE, SMALL)


def test_ten_thousand_people_in_five_hundred_teams_take_little_memory() -> None:
    rng = np.random.default_rng(1)
    answers, unit_of = random_answers(rng, 10_000, FULL), rng.integers(50, 550, 10_000)
    tree = UnitTree((-1, *[0] * 49, *(1 + i % 49 for i in range(500))))
    tracemalloc.start()
    publish(answers, unit_of, tree, FULL)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 300 * 2**20
