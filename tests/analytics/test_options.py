from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray

from analytics.options import ShownFigure, options_left


def tally(*groups: list[int]) -> NDArray[np.int64]:
    return np.array([np.bincount([value - 1 for value in group], minlength=5) for group in groups])


def test_counts_of_one_team_are_its_options() -> None:
    truth = tally([2, 2, 4, 4, 4])

    left = options_left(truth, [ShownFigure((0,), tuple(truth[0]), 5, 25)])

    assert left.tolist() == [[False, True, False, True, False]]


def test_without_figures_everything_is_possible() -> None:
    assert options_left(tally([3, 3, 3]), []).all()


def test_a_mean_at_the_end_of_the_scale_leaves_one_option() -> None:
    left = options_left(tally([5] * 6), [ShownFigure((0,), None, 29.97, 30)])

    assert left.tolist() == [[False, False, False, False, True]]


def test_a_team_follows_from_the_whole_and_the_other_team() -> None:
    truth = tally([1, 1, 1, 1, 1], [4, 4, 5, 5, 5])
    whole, team = truth.sum(axis=0), truth[0]

    left = options_left(truth, [ShownFigure((0, 1), tuple(whole), 10, 50), ShownFigure((0,), tuple(team), 5, 25)])

    assert left.tolist() == [[True] + [False] * 4, [False] * 3 + [True] * 2]


@pytest.mark.parametrize("seed", range(5))
def test_equal_to_trying_all_answers(seed: int) -> None:
    rng = np.random.default_rng(seed)
    answers = [rng.integers(1, 6, 2).tolist(), rng.integers(1, 6, 3).tolist()]
    total, first = sum(map(sum, answers)), sum(answers[0])
    shown = [ShownFigure((0, 1), None, total - 1, total + 1), ShownFigure((0,), None, first, first)]

    fitting = [
        each for each in product(range(1, 6), repeat=5) if abs(sum(each) - total) <= 1 and sum(each[:2]) == first
    ]

    expected = [[any(value in each[:2] for each in fitting) for value in range(1, 6)]]
    expected += [[any(value in each[2:] for each in fitting) for value in range(1, 6)]]
    assert options_left(tally(*answers), shown).tolist() == expected
