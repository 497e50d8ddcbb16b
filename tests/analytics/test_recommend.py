import numpy as np
import pytest

from analytics.errors import TooFewAnswers
from analytics.recommend import Recommendation, recommendation_score
from tests.reference import listed


def test_ten_answers_by_hand() -> None:
    # 5 promoters, 2 passives, 3 detractors; shares 5.75 / 13 and 3.75 / 13, their difference 2 / 13
    result = recommendation_score([1, 0, 0, 1, 0, 0, 1, 1, 1, 2, 3])
    half = 1.959964 * ((9.5 / 13 - 4 / 169) / 13) ** 0.5

    assert result == Recommendation(20, result.low, result.high, promoters=5, passives=2, detractors=3, n=10)
    assert result.low == pytest.approx(100 * (2 / 13 - half), abs=1e-4)
    assert result.high == pytest.approx(100 * (2 / 13 + half), abs=1e-4)


def test_six_is_against_seven_and_eight_are_neither_nine_is_for() -> None:
    result = recommendation_score([0, 0, 0, 0, 0, 0, 1, 2, 4, 8, 0])

    assert (result.detractors, result.passives, result.promoters) == (1, 6, 8)


def test_all_for_is_a_hundred_and_the_interval_ends_there() -> None:
    result = recommendation_score([0] * 10 + [10])

    assert (result.score, result.high) == (100, 100)
    assert result.low < 60
    assert recommendation_score([10] + [0] * 10).low == -100


def test_one_answer_is_a_score_that_says_little() -> None:
    for_it, neither = recommendation_score([0] * 10 + [1]), recommendation_score([0] * 8 + [1, 0, 0])

    assert (for_it.score, for_it.n) == (100, 1)
    assert for_it.high == pytest.approx(100 * _upper(1.75, 0.75, 4), abs=1e-4)
    assert (neither.score, neither.low) == (0, -neither.high)


@pytest.mark.parametrize(("name", "groups"), [("recommendation", (12, 9, 7)), ("recommendation_small", (3, 1, 2))])
def test_the_interval_is_that_of_r(name: str, groups: tuple[int, int, int]) -> None:
    # tests/reference/intervals.R: the adjusted Wald interval from its definition
    promoters, passives, detractors = groups
    result = recommendation_score([detractors, *[0] * 6, passives, 0, 0, promoters])

    assert (result.promoters, result.passives, result.detractors) == groups
    np.testing.assert_allclose([result.low, result.high], listed("intervals", name), rtol=0, atol=1e-9)


def test_which_of_the_answers_within_a_group_does_not_matter() -> None:
    assert recommendation_score([0, 1, 0, 0, 0, 0, 2, 0, 4, 3, 0]) == recommendation_score([3, *[0] * 6, 4, 0, 0, 3])


def test_turning_for_and_against_turns_the_sign() -> None:
    up, down = recommendation_score([2, *[0] * 9, 7]), recommendation_score([7, *[0] * 9, 2])

    assert (down.score, down.low, down.high) == (-up.score, -up.high, -up.low)


def test_the_score_lies_in_about_95_of_100_intervals() -> None:
    chances = [0.05] * 6 + [0.1, 0.15, 0.15, 0.2, 0.1]
    truth = 100 * (0.3 - 0.4)
    counts = np.random.default_rng(1).multinomial(20, chances, size=4000)

    results = [recommendation_score(row.tolist()) for row in counts]

    assert np.mean([result.low <= truth <= result.high for result in results]) == pytest.approx(0.95, abs=0.015)


def test_without_answers_or_with_another_scale_there_is_no_score() -> None:
    with pytest.raises(TooFewAnswers):
        recommendation_score([0] * 11)
    with pytest.raises(ValueError, match="11 counts"):
        recommendation_score([1] * 10)


def _upper(promoters: float, detractors: float, n: int) -> float:
    centre = (promoters - detractors) / n
    return float(centre + 1.959964 * ((promoters + detractors) / n - centre**2) ** 0.5 / n**0.5)
