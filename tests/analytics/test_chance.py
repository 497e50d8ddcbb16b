"""What chance alone does to a difference."""

import math

import numpy as np
import pytest

from analytics.chance import chance_limits, common_size, common_spread, regression_to_mean
from analytics.disclosure import UnitTree
from analytics.errors import TooFewAnswers
from analytics.intervals import t_quantile
from analytics.moments import Moments

RUNS = 4000


def test_a_common_spread_is_that_of_one_team_where_all_are_alike() -> None:
    spread, freedom = common_spread([Moments.of([2, 3, 4]), Moments.of([1, 2, 3]), Moments.of([5])])

    assert (spread, freedom) == (1.0, 4)


def test_a_common_spread_needs_two_scores() -> None:
    with pytest.raises(TooFewAnswers):
        common_spread([Moments.of([3]), Moments.of([4])])


@pytest.mark.parametrize(("before", "after", "size"), [(8, 8, 8), (4, 12, 6), (5, 20, 8)])
def test_a_common_size_is_as_uncertain_as_both(before: int, after: int, size: float) -> None:
    assert common_size(before, after) == pytest.approx(size)
    assert 2 / common_size(before, after) == pytest.approx(1 / before + 1 / after)


def test_limits_are_those_of_students_test_with_one_spread() -> None:
    (limit,) = chance_limits([common_size(6, 12)], 0.7, 40)

    assert limit == pytest.approx(t_quantile(0.95, 40) * 0.7 * math.sqrt(1 / 6 + 1 / 12))


def test_without_any_change_95_of_100_teams_lie_within() -> None:
    rng = np.random.default_rng(7)
    first, second = rng.normal(3.4, 0.7, (RUNS, 6)), rng.normal(3.4, 0.7, (RUNS, 14))
    (limit,) = chance_limits([common_size(6, 14)], 0.7, 10_000)

    within = np.mean(np.abs(second.mean(axis=1) - first.mean(axis=1)) <= limit)

    assert within == pytest.approx(0.95, abs=0.011)  # three standard errors


def test_a_low_team_is_expected_to_rise_and_a_high_one_to_fall() -> None:
    rng = np.random.default_rng(3)
    teams = [Moments.of(rng.normal(mean, 0.7, 8)) for mean in (2.4, 3.0, 3.3, 3.6, 4.2)]
    whole = sum(teams[1:], teams[0])

    expected = regression_to_mean(UnitTree((-1, 0, 0, 0, 0, 0)), dict(enumerate([whole, *teams])))

    assert set(expected) == {1, 2, 3, 4, 5}
    assert expected[1] > 0.05
    assert expected[5] < -0.05


def test_it_is_what_teams_do_move_on_average() -> None:
    """Of many teams of 8, the lowest fifth moves as far as was expected of it."""
    rng = np.random.default_rng(11)
    true = rng.normal(3.4, 0.3, 600)
    first, second = (rng.normal(true[:, None], 0.8, (600, 8)) for _ in range(2))
    moments = [Moments.of(row) for row in first]

    expected = regression_to_mean(UnitTree((-1, *[0] * 600)), {place + 1: each for place, each in enumerate(moments)})

    lowest = np.argsort(first.mean(axis=1))[:120]
    moved = (second.mean(axis=1) - first.mean(axis=1))[lowest]
    assert np.mean([expected[int(place) + 1] for place in lowest]) == pytest.approx(moved.mean(), abs=0.08)


def test_nothing_is_expected_where_no_model_can_be_fitted() -> None:
    assert regression_to_mean(UnitTree((-1, 0)), {1: Moments.of([3, 4])}) == {}
