"""Many groups at once give what the functions for one group give."""

from fractions import Fraction

import numpy as np
import pytest
from numpy.typing import NDArray

from analytics import grouped
from analytics.agreement import average_deviation, average_deviations, mean_deviation
from analytics.grouped import GroupMoments, Groups, answer_counts, score_moments
from analytics.moments import Moments
from analytics.scoring import person_scores

HOME = np.array([0, 0, 1, -1, 2, 0])
ANSWERS = np.array(
    [[0, 4, -1], [2, -1, -1], [4, 4, 4], [1, 1, 1], [-1, -1, 3], [3, 3, 2]], dtype=np.int8
)  # three items, codes from 0


def some_answers(respondents: int = 500, items: int = 7) -> tuple[NDArray[np.int8], Groups, NDArray[np.int64]]:
    rng = np.random.default_rng(4)
    answers = rng.integers(-1, 5, size=(respondents, items), dtype=np.int8)
    home = rng.integers(-1, 9, size=respondents)
    return np.asfortranarray(answers), Groups.of(home, 10), home  # the tenth group is empty


def test_answers_are_counted_by_hand_in_each_group_and_who_has_none_counts_nowhere() -> None:
    counts = answer_counts(ANSWERS, Groups.of(HOME, 3), options=5)

    assert counts[0].tolist() == [[1, 0, 1, 1, 0], [0, 0, 0, 0, 1], [0, 0, 0, 0, 0]]
    assert counts[2].tolist() == [[0, 0, 1, 0, 0], [0, 0, 0, 0, 1], [0, 0, 0, 1, 0]]


def test_scores_are_those_of_persons_with_half_of_the_items_by_hand() -> None:
    moments = score_moments(ANSWERS, Groups.of(HOME, 3), low=1)

    # group 0: (1 + 5) / 2 and (4 + 4 + 3) / 3; who answered one of three items has no score
    assert moments.n.tolist() == [2, 1, 0]
    assert moments.total[0] == pytest.approx(float(3 + Fraction(11, 3)))
    assert moments.squares[0] == pytest.approx(float(9 + Fraction(121, 9)))
    assert moments.means[1] == 5


def test_every_group_has_the_moments_of_its_person_scores() -> None:
    answers, groups, home = some_answers()
    moments = score_moments(answers, groups, low=1)
    scores = person_scores(answers) + 1

    for group in range(10):
        expected = Moments.of(score for score in scores[home == group] if not np.isnan(score))
        found = moments.of(group)
        assert found.n == expected.n
        assert (found.total, found.squares) == pytest.approx((expected.total, expected.squares), rel=1e-13)


def test_means_and_deviations_are_those_of_moments_and_nan_where_they_are_undefined() -> None:
    answers, groups, _ = some_answers()
    moments = GroupMoments.of_counts(answer_counts(answers, groups, options=5)[3], low=1)

    assert moments.means[:9].tolist() == pytest.approx([moments.of(group).mean for group in range(9)])
    assert moments.sds[:9].tolist() == pytest.approx([moments.of(group).sd for group in range(9)])
    assert np.isnan([moments.means[9], moments.sds[9]]).all()


def test_one_score_has_no_deviation_and_equal_scores_have_none_at_all() -> None:
    counts = np.array([[0, 1, 0], [0, 7, 0]])

    assert np.isnan(GroupMoments.of_counts(counts).sds[0])
    assert GroupMoments.of_counts(counts, low=3).sds[1] == 0


def test_neither_the_order_of_respondents_nor_the_size_of_blocks_changes_a_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    answers, groups, home = some_answers()
    order = np.random.default_rng(5).permutation(len(home))
    shuffled = Groups.of(home[order], 10)
    first, counts = score_moments(answers, groups), answer_counts(answers, groups, options=5)
    monkeypatch.setattr(grouped, "BLOCK", 64)
    second = score_moments(answers[order], shuffled)

    assert (first.total.tolist(), first.squares.tolist()) == (second.total.tolist(), second.squares.tolist())
    assert (counts == answer_counts(answers[order], shuffled, options=5)).all()


def test_what_is_given_is_not_changed() -> None:
    answers, groups, _ = some_answers()
    before, row = answers.copy(), groups.row.copy()
    score_moments(answers, groups)
    answer_counts(answers, groups, options=5)

    assert (answers == before).all()
    assert (groups.row == row).all()


@pytest.mark.parametrize("code", [-2, 5])
def test_a_code_that_is_no_option_is_refused(code: int) -> None:
    with pytest.raises(ValueError, match="none of 5 options"):
        answer_counts(np.array([[code]], dtype=np.int8), Groups.of(np.array([0]), 1), options=5)


def test_the_deviation_of_a_scale_is_the_mean_of_its_items_and_items_without_one_are_left_out() -> None:
    counts = np.array([[2, 0, 2], [0, 1, 0], [1, 1, 1]])
    known = [average_deviation(counts[item], values=range(3)) for item in (0, 2)]

    assert mean_deviation(average_deviations(counts, values=range(3))) == pytest.approx(np.mean(known))
    assert np.isnan(mean_deviation(np.array([np.nan, np.nan])))
