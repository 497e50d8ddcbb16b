"""Breakdowns by one attribute: by hand, and together with everything else that is shown."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from analytics.audit import isolated_groups
from analytics.breakdowns import Attribute, Breakdowns, breakdowns, complete
from analytics.disclosure import UnitTree, shown_units
from tests.analytics.companies import Company, company, large_cells, shown_cells
from tests.analytics.isolation import by_chance

TREE = UnitTree((-1, 0, 0))
TWO, THREE = Attribute(2), Attribute(3)


def people(*groups: tuple[int, int, tuple[int, ...]]) -> dict[str, Any]:
    """Put so many people with the same values in a unit."""
    rows = [(unit, values) for count, unit, values in groups for _ in range(count)]
    return {
        "unit_of": np.array([unit for unit, _ in rows]),
        "values": np.array([values for _, values in rows], dtype=np.int64),
    }


def rows(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    return list(frame.itertuples(index=False, name=None))


def divided(made: dict[str, Any], *attributes: Attribute, k: int = 5) -> Breakdowns:
    shown = shown_units(TREE, np.bincount(made["unit_of"], minlength=3), k)
    return breakdowns(TREE, made["unit_of"], made["values"], attributes, shown=shown, k=k)


def test_a_unit_of_thirty_is_divided_in_cells_of_ten() -> None:
    found = divided(people((20, 1, (0,)), (10, 1, (1,)), (29, 2, (0,))), TWO)

    assert rows(found.cells) == [(0, 0, 0, 49), (0, 0, 1, 10), (1, 0, 0, 20), (1, 0, 1, 10)]
    assert found.dropped.empty
    assert list(found.dropped) == ["unit", "attribute", "value", "respondents", "cause"]


def test_a_unit_of_twenty_nine_is_not() -> None:
    found = divided(people((19, 1, (0,)), (10, 1, (1,))), TWO)

    assert (len(found.cells), len(found.dropped)) == (0, 0)


def test_a_value_of_nine_people_takes_the_rest_with_it() -> None:
    found = divided(people((31, 1, (0,)), (9, 1, (1,))), TWO)

    assert found.cells.empty
    assert rows(found.dropped)[:2] == [(0, 0, 0, 31, "small"), (0, 0, 1, 9, "small")]


def test_the_smallest_values_are_hidden_together_until_they_are_ten() -> None:
    found = divided(people((20, 0, (0,)), (12, 0, (1,)), (3, 0, (2,)), (2, 0, (-1,))), THREE)

    assert rows(found.cells) == [(0, 0, 0, 20)]
    assert rows(found.dropped) == [(0, 0, 1, 12, "small"), (0, 0, 2, 3, "small")]


def test_those_who_did_not_say_are_a_rest_too() -> None:
    assert divided(people((20, 0, (0,)), (20, 0, (1,)), (9, 0, (-1,))), TWO).cells["value"].tolist() == [0]
    assert divided(people((20, 0, (0,)), (20, 0, (1,)), (10, 0, (-1,))), TWO).cells["value"].tolist() == [0, 1]
    assert divided(people((20, 0, (0,)), (20, 0, (1,)), (10, 0, (-7,))), TWO).cells["value"].tolist() == [0, 1]


def test_attributes_go_first_then_units_from_the_top_then_the_largest_cells() -> None:
    found = divided(people((30, 1, (0, 1)), (40, 1, (1, 1)), (50, 2, (0, 0)), (31, 2, (1, 0))), TWO, TWO)

    order = [(0, 0), (0, 0), (1, 0), (1, 0), (2, 0), (2, 0), (0, 1), (0, 1), (1, 1), (2, 1)]
    assert list(zip(found.cells["unit"], found.cells["attribute"], strict=True)) == order
    assert found.cells["value"].tolist()[:6] == [0, 1, 1, 0, 0, 1]


def test_what_two_attributes_together_would_tell_of_a_few_is_dropped() -> None:
    # nearly everybody who has value 0 of the one has value 0 of the other; the exceptions are three and one
    made = people((40, 0, (0, 0)), (3, 0, (0, 1)), (1, 0, (1, 0)), (40, 0, (1, 1)))
    found = divided(made, TWO, TWO)

    assert rows(found.cells) == [(0, 0, 0, 43), (0, 0, 1, 41)]
    assert rows(found.dropped) == [(0, 1, 1, 43, "isolates"), (0, 1, 0, 41, "isolates")]


def test_with_five_exceptions_it_is_shown() -> None:
    found = divided(people((40, 0, (0, 0)), (3, 0, (0, 1)), (2, 0, (1, 0)), (40, 0, (1, 1))), TWO, TWO)

    assert len(found.cells) == 4


def test_leaders_are_shown_below_the_organisation_only_beside_the_others() -> None:
    made = people((30, 1, (0,)), (30, 2, (0,)), (12, 2, (1,)))
    everywhere, whole = divided(made, TWO), divided(made, Attribute(2, whole=True))

    assert [row[:3] for row in rows(everywhere.cells)] == [(0, 0, 0), (0, 0, 1), (1, 0, 0), (2, 0, 0), (2, 0, 1)]
    assert [row[:3] for row in rows(whole.cells)] == [(0, 0, 0), (0, 0, 1), (2, 0, 0), (2, 0, 1)]
    assert rows(whole.dropped) == [(1, 0, 0, 30, "small")]


def test_a_larger_k_asks_for_larger_cells_and_units() -> None:
    made = people((30, 1, (0,)), (11, 1, (1,)))

    assert len(divided(made, TWO, k=11).cells) == 4
    assert divided(made, TWO, k=12).cells.empty
    assert divided(made, TWO, k=14).dropped.empty  # 41 is less than three times 14


@pytest.mark.parametrize("seed", range(4))
def test_nothing_that_is_shown_isolates_a_few_and_thresholds_alone_would(seed: int) -> None:
    made = company(seed, 240)
    shown, found = _published(made)
    cells = shown_cells(made, shown, found)

    assert isolated_groups(made.people, cells, 5) == ()
    assert len(found.cells) > 10
    assert isolated_groups(made.people, large_cells(made), 5)


def test_an_independent_search_finds_nothing_either() -> None:
    made = company(1, 90)
    shown, found = _published(made)

    assert len(found.cells) > 3
    assert not list(by_chance(made.people, shown_cells(made, shown, found), 5, seed=1))
    assert next(by_chance(made.people, large_cells(made), 5, seed=1), None)


def test_the_order_of_respondents_does_not_matter() -> None:
    made = company(2, 300)
    order = np.random.default_rng(1).permutation(300)
    mixed = Company(made.tree, made.unit_of[order], made.coded[order], made.attributes)

    (_, one), (_, other) = _published(made), _published(mixed)
    assert one.cells.equals(other.cells)
    assert one.dropped.equals(other.dropped)


def test_nobody_answered() -> None:
    found = breakdowns(TREE, np.array([], dtype=np.int64), np.zeros((0, 1), dtype=np.int64), [TWO], shown=frozenset())

    assert found.cells.empty


def test_a_statistic_that_misses_in_one_cell_is_lost_for_the_whole_breakdown() -> None:
    cells = pd.DataFrame({"unit": [0, 0, 0, 0, 1], "attribute": [0, 0, 1, 1, 0], "value": [0, 1, 0, 1, 0]})
    valid = np.array([[30, 30], [9, 30], [30, 10], [30, 30], [10, 0]])

    assert complete(cells, valid).tolist() == [[False, True]] * 2 + [[True, True]] * 2 + [[True, False]]
    assert complete(cells[:0], valid[:0]).shape == (0, 2)
    with pytest.raises(ValueError, match="at least 10"):
        complete(cells, valid, minimum=5)


@pytest.mark.parametrize(
    ("attributes", "values", "k", "said"),
    [
        ([TWO] * 4, [[0] * 4], 5, "at most 3"),
        ([Attribute(7)], [[0]], 5, "2 to 6"),
        ([TWO, TWO], [[0]], 5, "values expected"),
        ([TWO], [[2]], 5, "does not have"),
        ([TWO], [[0]], 4, "5 or more"),
    ],
)
def test_what_cannot_be_used_is_refused(
    attributes: list[Attribute], values: list[list[int]], k: int, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        breakdowns(TREE, np.array([0]), np.array(values), attributes, shown={0}, k=k)


def _published(made: Company) -> tuple[frozenset[int], Breakdowns]:
    shown = shown_units(made.tree, np.bincount(made.unit_of, minlength=len(made.tree.parents)), 5)
    return shown, breakdowns(made.tree, made.unit_of, made.coded, made.attributes, shown=shown)
