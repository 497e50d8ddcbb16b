import numpy as np
import pytest
from numpy.typing import NDArray

from analytics.influence import isolated_people, too_few


def moves(*figures: set[int], people: int) -> NDArray[np.bool_]:
    return np.array([[number in figure for number in range(people)] for figure in figures])


def test_a_department_without_its_team() -> None:
    everybody, team = set(range(12)), set(range(9))

    assert isolated_people(moves(everybody, team, people=12), 5) == [(9, 10, 11)]


def test_two_teams_that_are_large_enough() -> None:
    assert isolated_people(moves({0, 1, 2, 3, 4}, {5, 6, 7, 8, 9}, people=10), 5) == []


def test_crossing_groups_tie_people_that_neither_shows() -> None:
    women, team = {0, 1, 2, 3, 4, 5, 6}, {5, 6, 7, 8, 9, 10, 11}
    everybody = set(range(14))

    assert isolated_people(moves(everybody, women, team, people=14), 5) == [(5, 6, 12, 13)]


def test_the_order_of_figures_makes_no_difference() -> None:
    figures = moves(set(range(12)), set(range(9)), set(range(4)), people=12)

    assert sorted(isolated_people(figures[::-1], 5)) == sorted(isolated_people(figures, 5))


def test_what_nobody_moves_says_nothing() -> None:
    assert isolated_people(moves(set(), people=4), 5) == []


@pytest.mark.parametrize(("movers", "found"), [(0, []), (1, [0]), (4, [0]), (5, [])])
def test_figures_that_few_people_move(movers: int, found: list[int]) -> None:
    assert too_few(moves(set(range(movers)), people=8), 5).tolist() == found
