"""A line through several measurements."""

import numpy as np
import pytest
from scipy import stats

from analytics.change import difference
from analytics.errors import NoVariation, TooFewAnswers
from analytics.moments import Moments
from analytics.trend import Direction, Trend, directions, trend

A, B, C = Moments.of([2, 3, 3, 4]), Moments.of([3, 3, 4, 4, 5]), Moments.of([3, 4, 4, 5])
RUNS = 2000


def test_it_is_the_line_through_the_means() -> None:
    times = [0.0, 1.0, 2.5]

    slope = stats.linregress(times, [A.mean, B.mean, C.mean]).slope

    assert trend([A, B, C], times).estimate == pytest.approx(slope * 2.5)


def test_with_the_middle_measurement_in_the_middle_it_is_welchs_difference_of_the_outer_two() -> None:
    """The middle one has no weight then."""
    found, expected = trend([A, B, C], [0, 1, 2]), difference(A, C)

    assert (found.estimate, found.low, found.high) == pytest.approx((expected.estimate, expected.low, expected.high))
    assert (found.df, found.p) == pytest.approx((expected.df, expected.p))


def test_the_unit_of_time_does_not_matter() -> None:
    days = trend([A, B, C], [0, 365, 900])
    years = trend([A, B, C], [2024, 2025, 2024 + 900 / 365])

    assert (days.estimate, days.p) == pytest.approx((years.estimate, years.p))


@pytest.mark.parametrize(
    ("waves", "times"), [([A, B], [0, 1]), ([A, B, Moments.of([3])], [0, 1, 2]), ([A, B, C], [1, 1, 1])]
)
def test_too_few(waves: list[Moments], times: list[float]) -> None:
    with pytest.raises(TooFewAnswers):
        trend(waves, times)


def test_without_any_spread_there_is_no_test() -> None:
    with pytest.raises(NoVariation):
        trend([Moments.of([3, 3]), Moments.of([4, 4]), Moments.of([5, 5])], [0, 1, 2])


def test_noise_is_seldom_called_a_trend() -> None:
    rng = np.random.default_rng(5)
    found = [
        trend(
            [Moments.of(rng.normal(3.4, sd, n)) for n, sd in ((8, 0.6), (12, 0.8), (6, 0.7), (10, 0.7))], [0, 1, 2, 4]
        )
        for _ in range(RUNS)
    ]

    assert np.mean([each.p <= 0.05 for each in found]) == pytest.approx(0.05, abs=0.015)
    assert np.mean([each.low <= 0 <= each.high for each in found]) == pytest.approx(0.95, abs=0.015)


def test_a_trend_is_clear_only_when_it_is_large_and_unlikely_among_all() -> None:
    sure, small, doubtful = (
        Trend(estimate, estimate - 1, estimate + 1, 20, p)
        for estimate, p in ((-0.6, 0.001), (0.2, 0.0001), (0.5, 0.02))
    )

    assert directions([sure, small], relevant=0.3) == [Direction.DOWN, Direction.SMALL]
    assert directions([doubtful], relevant=0.3) == [Direction.UP]
    assert directions([doubtful] * 3, relevant=0.3) == [Direction.UNCLEAR] * 3
