import math
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray

from analytics.agreement import (
    WithinGroup,
    agreement_limit,
    average_deviation,
    average_deviations,
    beats_uniform,
    critical_average_deviation,
    r_star_wg_j,
    rwg,
    rwg_j,
    two_camps,
)
from analytics.errors import NotReportable, TooFewAnswers
from tests.reference import listed, stored_answers

FIVE = range(1, 6)


def test_answers_one_and_five_lie_two_from_their_mean() -> None:
    assert average_deviation([1, 0, 0, 0, 1], values=FIVE) == 2


def test_four_answers_by_hand() -> None:
    # 2, 3, 3, 5: mean 3.25, distances 1.25, .25, .25, 1.75
    assert average_deviation([0, 1, 2, 0, 1], values=FIVE) == 0.875


@pytest.mark.parametrize(
    ("counts", "camps"),
    [
        ([3, 2, 1, 2, 2], True),
        ([5, 0, 0, 0, 5], True),
        ([2, 2, 2, 2, 2], True),
        ([0, 3, 3, 4, 0], False),  # no more on one side than in the middle
        ([2, 0, 0, 3, 5], False),  # less than a quarter
        ([0, 3, 0, 4, 5], True),  # a quarter exactly
        ([0, 0, 4, 3, 3], False),
        ([0, 0, 0, 0, 0], False),
        ([2, 2], True),
        ([3, 1, 1, 3], True),
    ],
)
def test_two_camps_hold_a_quarter_each_and_more_than_the_middle(counts: list[int], camps: bool) -> None:  # noqa: FBT001
    assert two_camps(counts) is camps
    assert two_camps(counts[::-1]) is camps


def test_full_agreement_is_zero() -> None:
    assert average_deviation([0, 0, 7, 0, 0], values=FIVE) == 0


def test_it_is_rounded_once() -> None:
    rng = np.random.default_rng(1)
    for _ in range(200):
        answers = rng.integers(1, 6, size=rng.integers(2, 40)).tolist()
        mean = Fraction(sum(answers), len(answers))
        exact = sum(abs(answer - mean) for answer in answers) / len(answers)

        assert average_deviation([answers.count(value) for value in FIVE], values=FIVE) == float(exact)


def test_turning_or_shifting_the_scale_changes_nothing() -> None:
    counts = [3, 1, 0, 4, 2]

    assert average_deviation(counts[::-1], values=FIVE) == average_deviation(counts, values=FIVE)
    assert average_deviation(counts, values=range(5)) == average_deviation(counts, values=FIVE)
    assert average_deviation(counts, values=range(2, 12, 2)) == 2 * average_deviation(counts, values=FIVE)


def test_many_groups_at_once_are_each_group_by_itself() -> None:
    counts = np.random.default_rng(1).integers(0, 3, size=(4, 6, 5))
    counts[0, :2] = [[0, 0, 1, 0, 0], [0, 0, 0, 0, 0]]

    deviations = average_deviations(counts, values=FIVE)

    assert np.isnan(deviations[0, :2]).all()
    for group, item in product(range(4), range(6)):
        if counts[group, item].sum() >= 2:
            assert deviations[group, item] == average_deviation(counts[group, item], values=FIVE)


def test_the_limit_is_a_sixth_of_the_options() -> None:
    assert agreement_limit(5) == pytest.approx(0.8333, abs=5e-5)


@pytest.mark.parametrize(("n", "critical"), [(5, 0.40), (8, 0.69), (10, 0.74), (15, 0.87)])
def test_critical_values_as_published(n: int, critical: float) -> None:
    # Dunlap, Burke & Smith-Crowe (2003), Journal of Applied Psychology 88, 356-362, five options, alpha .05
    assert critical_average_deviation(n, 5) == pytest.approx(critical, abs=0.005)


@pytest.mark.parametrize(
    ("n", "options", "alpha"), [(3, 5, 0.05), (5, 5, 0.05), (6, 4, 0.01), (4, 7, 0.05), (7, 3, 0.1)]
)
def test_the_critical_value_is_that_of_going_through_all_answers(n: int, options: int, alpha: float) -> None:
    chances: Counter[Fraction] = Counter()
    for answers in product(range(options), repeat=n):
        mean = Fraction(sum(answers), n)
        chances[sum((abs(answer - mean) for answer in answers), Fraction()) / n] += 1
    rare = [x for x in sorted(chances) if sum(chances[y] for y in chances if y <= x) <= alpha * options**n]

    assert critical_average_deviation(n, options, alpha) == pytest.approx(float(rare[-1]), abs=1e-12)


def test_random_ticking_beats_itself_in_at_most_five_of_a_hundred_cases() -> None:
    counts = np.random.default_rng(1).multinomial(60, [0.2] * 5, size=20_000)

    share = np.mean(average_deviations(counts, values=FIVE) <= critical_average_deviation(60, 5) + 1e-9)

    assert 0.043 <= share <= 0.053


def test_a_deviation_on_the_critical_value_beats_chance() -> None:
    assert beats_uniform(math.nextafter(critical_average_deviation(5, 5), 1), 5, 5)
    assert not beats_uniform(0.48, 5, 5)


def test_too_few_answers_cannot_beat_chance_and_too_many_are_not_tested() -> None:
    for n in (0, 1, 2):
        with pytest.raises(TooFewAnswers):
            critical_average_deviation(n, 5)
    with pytest.raises(TooFewAnswers):
        critical_average_deviation(3, 5, 0.039)  # all three the same: 5 of 125 cases
    with pytest.raises(TooFewAnswers):
        average_deviation([0, 0, 1, 0, 0], values=FIVE)
    with pytest.raises(NotReportable):
        beats_uniform(0.5, 301, 5)


def test_from_fifteen_answers_on_agreement_always_beats_chance() -> None:
    assert all(critical_average_deviation(n, 5) > agreement_limit(5) for n in range(15, 120))


def test_rwg_of_four_answers_by_hand() -> None:
    # 2, 3, 3, 5: squared distances from 3.25 sum to 4.75; random ticking of five options varies by 2
    result = rwg([0, 1, 2, 0, 1])

    assert result.estimate == pytest.approx(1 - 4.75 / 3 / 2, rel=1e-14)
    assert (result.respondents, result.items) == (4, 1)


def test_rwg_of_two_items_by_hand() -> None:
    # variances 1 and 1 / 3; their mean is a third of 2
    answers = np.array([[1, 4], [2, 4], [3, 5]], dtype=np.int8)

    assert rwg_j(answers, options=5).estimate == pytest.approx((2 * 2 / 3) / (2 * 2 / 3 + 1 / 3), rel=1e-14)
    assert r_star_wg_j(answers, options=5).estimate == pytest.approx(2 / 3, rel=1e-14)


def test_full_agreement_is_one_and_two_camps_are_zero_or_less() -> None:
    same, camps = np.full((6, 7), 4, dtype=np.int8), np.repeat([[1], [5]], 3, axis=0).repeat(7, axis=1).astype(np.int8)

    assert (
        rwg([0, 0, 0, 6, 0]).estimate == rwg_j(same, options=5).estimate == r_star_wg_j(same, options=5).estimate == 1
    )
    assert rwg([3, 0, 0, 0, 3]).estimate == rwg_j(camps, options=5).estimate == 0
    assert r_star_wg_j(camps, options=5).estimate == pytest.approx(1 - 4.8 / 2, rel=1e-14)


def test_variances_are_clipped_together_and_before_the_number_of_items_counts() -> None:
    # variances 8 and 0: their mean is 4, more than 2, although one item is agreed upon
    answers = np.array([[1, 3], [5, 3]], dtype=np.int8)

    assert rwg_j(answers, options=5) == WithinGroup(0, respondents=2, items=2)
    assert r_star_wg_j(answers, options=5).estimate == -1


def test_two_answers_suffice() -> None:
    # 3 and 4 vary by 1 / 2, of 2; they lie 1 / 2 from their mean
    answers = np.array([[3], [4]], dtype=np.int8)

    assert rwg([0, 0, 1, 1, 0]).estimate == rwg_j(answers, options=5).estimate == 0.75
    assert average_deviation([0, 0, 1, 1, 0], values=FIVE) == 0.5


def test_of_one_item_all_three_are_the_same() -> None:
    answers = np.array([[2], [3], [3], [5]], dtype=np.int8)

    assert rwg_j(answers, options=5) == rwg([0, 1, 2, 0, 1])
    assert r_star_wg_j(answers, options=5) == rwg([0, 1, 2, 0, 1])


def test_order_turning_and_shifting_the_scale_change_no_rwg() -> None:
    answers = _complete_answers()
    shuffled = np.random.default_rng(1).permutation(answers)[:, ::-1]

    assert rwg([3, 1, 0, 4, 2]) == rwg([2, 4, 0, 1, 3])
    for other in (shuffled, 6 - answers, answers - 1):
        assert rwg_j(other, options=5) == rwg_j(answers, options=5)
        assert r_star_wg_j(other, options=5) == r_star_wg_j(answers, options=5)


def test_a_longer_scale_of_the_same_items_has_a_higher_rwg_j_but_no_higher_r_star() -> None:
    answers = _complete_answers()
    twice = np.tile(answers, 2)

    assert rwg_j(twice, options=5).estimate > rwg_j(answers, options=5).estimate
    assert r_star_wg_j(twice, options=5).estimate == r_star_wg_j(answers, options=5).estimate


def test_more_options_make_the_same_answers_agree_more() -> None:
    # random ticking of eleven options varies by 10
    assert rwg([1, 0, 0, 0, 1]).estimate == 0
    assert rwg([1, 0, 0, 0, 1, *[0] * 6]).estimate == pytest.approx(1 - 8 / 10, rel=1e-14)


def test_incomplete_respondents_are_left_out_of_rwg_j() -> None:
    answers = stored_answers()[0]

    assert rwg_j(answers, options=5) == rwg_j(_complete_answers(), options=5)
    assert r_star_wg_j(answers, options=5) == r_star_wg_j(_complete_answers(), options=5)


@pytest.mark.parametrize("index", range(12))
def test_rwg_is_that_of_r(index: int) -> None:
    # tests/reference/agreement.R: multilevel::rwg, rwg.j and rwg.j.lindell; null is a team of one
    answers, team = stored_answers()
    one = answers[team == index]
    counts = [int((one[:, 0] == value).sum()) for value in FIVE]
    figures: dict[str, Callable[[], WithinGroup]] = {
        "rwg": lambda: rwg(counts),
        "rwg_j": lambda: rwg_j(one, options=5),
        "r_star_wg_j": lambda: r_star_wg_j(one, options=5),
    }
    for name, figure in figures.items():
        expected = listed("agreement", name)[index]
        if np.isnan(expected):
            with pytest.raises(TooFewAnswers):
                figure()
        else:
            assert figure().estimate == pytest.approx(expected, abs=1e-9)


def test_the_average_deviation_is_that_of_r() -> None:
    # tests/reference/agreement.R: multilevel::ad.m, of the first item and of all items together; null is a team of one
    answers, team = stored_answers()
    counts = (answers[:, :, None] == np.array(FIVE)).astype(np.int64)
    complete = np.all(answers >= 0, axis=(1,), keepdims=True)[:, :, None]
    for name, rows in (("ad", counts[:, :1]), ("ad_scale", counts * complete)):
        ours = [average_deviations(rows[team == one].sum(axis=0), values=FIVE).mean() for one in range(12)]

        np.testing.assert_allclose(ours, listed("agreement", name), rtol=0, atol=1e-9)


def test_critical_values_are_those_of_r() -> None:
    # tests/reference/agreement.R: all ways to answer, counted
    ours = [critical_average_deviation(n, options) for n, options in ((4, 5), (6, 5), (8, 5), (6, 7))]

    np.testing.assert_allclose(ours, listed("agreement", "ad_critical"), rtol=0, atol=1e-9)


def test_random_ticking_agrees_as_much_as_random_ticking() -> None:
    answers = np.random.default_rng(1).integers(1, 6, size=(20_000, 7)).astype(np.int8)

    assert r_star_wg_j(answers, options=5).estimate == pytest.approx(0, abs=0.01)


def test_groups_of_one_have_no_rwg() -> None:
    alone = np.array([[3, 4], [3, -1], [-2, 4]], dtype=np.int8)

    for too_few in ([0, 0, 1, 0, 0], [0] * 5):
        with pytest.raises(TooFewAnswers):
            rwg(too_few)
    for figure in (rwg_j, r_star_wg_j):
        for answers in (alone, alone[:, :0]):
            with pytest.raises(TooFewAnswers):
                figure(answers, options=5)
    with pytest.raises(ValueError, match="2 options"):
        rwg([4])


def _complete_answers() -> NDArray[np.int8]:
    answers = stored_answers()[0]
    return answers[(answers >= 0).all(axis=1)]
