import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import TooFewAnswers
from analytics.moments import Moments

SCORES = st.lists(st.floats(1, 5), min_size=2, max_size=40)


def test_three_scores_by_hand() -> None:
    moments = Moments.of([1, 2, 6])

    assert moments == Moments(n=3, total=9, squares=41)
    assert (moments.mean, moments.spread, moments.variance, moments.sd) == (3, 14, 7, math.sqrt(7))


@pytest.mark.parametrize("score", [3.4, 1 / 3, 4.999, 2520 / 2521])
@pytest.mark.parametrize("n", [2, 5, 1000])
def test_equal_scores_have_no_variance_at_all(score: float, n: int) -> None:
    assert Moments(n, n * score, n * score * score).variance == 0
    assert Moments.of([score] * n).variance == 0


def test_one_deviating_score_among_a_hundred_thousand_is_still_seen() -> None:
    moments = Moments.of([3.0] * 99_999 + [3 + 1 / 2520])

    assert moments.spread == pytest.approx(1 / 2520**2, rel=0.02)


@given(SCORES)
def test_the_variance_is_that_of_numpy_and_never_negative(scores: list[float]) -> None:
    moments = Moments.of(scores)

    assert moments.variance >= 0
    assert moments.variance == pytest.approx(np.var(scores, ddof=1), rel=1e-9, abs=1e-12)


@given(SCORES, st.randoms())
def test_the_order_of_scores_does_not_matter(scores: list[float], random: "np.random.Generator") -> None:
    shuffled = list(scores)
    random.shuffle(shuffled)

    assert Moments.of(shuffled) == Moments.of(scores)


def test_merging_teams_is_taking_them_together() -> None:
    assert Moments.of([1, 2]) + Moments.of([4]) == Moments.of([1, 2, 4])


def test_nobody_has_no_mean_and_one_person_no_variance() -> None:
    with pytest.raises(TooFewAnswers):
        _ = Moments.of([]).mean
    with pytest.raises(TooFewAnswers):
        _ = Moments.of([3]).variance
