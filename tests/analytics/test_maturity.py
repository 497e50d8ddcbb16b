import math

import numpy as np
import pytest

from analytics.maturity import stage, stages, stages_touched


@pytest.mark.parametrize(
    ("mean", "expected"), [(1, 1), (1.79, 1), (1.8, 2), (2.6, 3), (3.39, 3), (3.4, 4), (4.19, 4), (4.2, 5), (5, 5)]
)
def test_a_mean_on_a_cut_has_the_higher_stage(mean: float, expected: int) -> None:
    assert stage(mean) == expected


@pytest.mark.parametrize("cut", [1.8, 2.6, 3.4, 4.2])
def test_rounding_does_not_take_a_stage_away(cut: float) -> None:
    just_below = math.nextafter(math.nextafter(cut, 0), 0)

    assert stage(just_below) == stage(cut)
    assert stage(cut - 1e-6) == stage(cut) - 1


def test_a_sum_of_tenths_reaches_its_stage() -> None:
    assert stage(sum([0.1] * 18)) == 2


def test_many_means_at_once() -> None:
    np.testing.assert_array_equal(stages([1.0, 2.0, 3.0, 4.0, 5.0]), [1, 2, 3, 4, 5])


def test_the_stages_of_an_interval_go_from_lowest_to_highest() -> None:
    assert stages_touched(2.5, 3.5) == (2, 3, 4)
    assert stages_touched(3.0, 3.0) == (3,)
    assert stages_touched(3.0, 3.4) == (3, 4)


def test_parts_outside_the_scale_are_cut_off() -> None:
    assert stages_touched(-2, 1.2) == (1,)
    assert stages_touched(4.5, 7) == (5,)
    assert stages_touched(-math.inf, math.inf) == (1, 2, 3, 4, 5)


@pytest.mark.parametrize("mean", [0.9, 5.1, math.nan])
def test_a_mean_off_the_scale_has_no_stage(mean: float) -> None:
    with pytest.raises(ValueError, match="scale"):
        stage(mean)


def test_an_interval_upside_down_is_refused() -> None:
    with pytest.raises(ValueError, match="interval"):
        stages_touched(3, 2)
