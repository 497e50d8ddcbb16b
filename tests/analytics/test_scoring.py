from fractions import Fraction

import numpy as np
import pytest
from numpy.typing import NDArray

from analytics.scoring import exact_overall, exact_scores, overall_scores, person_scores


def _answers(rows: int, items: int, seed: int = 1) -> NDArray[np.int8]:
    return np.random.default_rng(seed).integers(-2, 6, size=(rows, items)).astype(np.int8)


def test_a_score_is_the_mean_of_what_was_answered() -> None:
    answers = np.array([[1, 2, 3, 5], [1, -1, 4, -2]], dtype=np.int8)

    assert person_scores(answers).tolist() == [2.75, 2.5]


@pytest.mark.parametrize(("items", "needed"), [(7, 4), (6, 3), (1, 1)])
def test_half_of_the_items_suffice_and_one_fewer_does_not(items: int, needed: int) -> None:
    answers = np.full((2, items), -1, dtype=np.int8)
    answers[0, :needed] = 4
    answers[1, : needed - 1] = 4

    scores = person_scores(answers)

    assert scores[0] == 4
    assert np.isnan(scores[1])


def test_skipped_and_unknown_are_the_same_to_a_score() -> None:
    answers = _answers(50, 7)

    np.testing.assert_array_equal(person_scores(answers), person_scores(np.where(answers == -2, -1, answers)))


def test_zero_is_an_answer_on_a_scale_that_has_it() -> None:
    assert person_scores(np.array([[0, 10]], dtype=np.int8)).tolist() == [5]


def test_the_order_of_items_does_not_matter() -> None:
    answers = _answers(50, 7)

    np.testing.assert_array_equal(person_scores(answers[:, ::-1]), person_scores(answers))


def test_in_another_order_every_person_keeps_the_score() -> None:
    answers = _answers(50, 7)
    order = np.random.default_rng(2).permutation(50)

    np.testing.assert_array_equal(person_scores(answers[order]), person_scores(answers)[order])


def test_turning_and_shifting_the_scale_turn_and_shift_the_scores() -> None:
    answers = _answers(50, 7)
    known = answers >= 0

    np.testing.assert_allclose(person_scores(np.where(known, 5 - answers, answers)), 5 - person_scores(answers))
    np.testing.assert_allclose(person_scores(np.where(known, answers + 3, answers)), person_scores(answers) + 3)


def test_all_answers_at_an_end_give_that_end_and_nobody_gives_nothing() -> None:
    ends = np.array([[1] * 7, [5] * 7, [-1] * 7], dtype=np.int8)

    assert person_scores(ends)[:2].tolist() == [1, 5]
    assert np.isnan(person_scores(ends)[2])
    assert person_scores(ends[:0]).shape == (0,)


def test_the_overall_score_needs_every_block() -> None:
    blocks = np.array([[1, 2, 3, 4, 5, 3.0], [1, 2, 3, 4, 5, np.nan]])

    overall = overall_scores(blocks)

    assert overall[0] == 3
    assert np.isnan(overall[1])


def test_exact_scores_are_the_scores() -> None:
    answers = _answers(500, 7)
    exact = exact_scores(answers)

    np.testing.assert_array_equal(exact.valid, ~np.isnan(person_scores(answers)))
    np.testing.assert_array_equal((exact.numerators / exact.denominator)[exact.valid], _known(person_scores(answers)))
    assert (exact.numerators[~exact.valid] == 0).all()


def test_the_exact_overall_score_is_the_overall_score_and_a_multiple_of_1_2520() -> None:
    blocks = [_answers(500, 7, seed) for seed in range(6)]
    exact = exact_overall([exact_scores(block) for block in blocks])
    overall = overall_scores(np.column_stack([person_scores(block) for block in blocks]))

    assert exact.denominator == 2520
    np.testing.assert_array_equal(exact.valid, ~np.isnan(overall))
    np.testing.assert_allclose((exact.numerators / 2520)[exact.valid], _known(overall), rtol=1e-15)


def test_blocks_of_different_length_weigh_the_same() -> None:
    short, long = np.array([[1]], dtype=np.int8), np.array([[4, 5, 5]], dtype=np.int8)
    exact = exact_overall([exact_scores(short), exact_scores(long)])

    assert Fraction(int(exact.numerators[0]), exact.denominator) == Fraction(17, 6)


def test_an_overall_score_without_blocks_and_endless_scales_are_refused() -> None:
    with pytest.raises(ValueError, match="blocks"):
        exact_overall([])
    with pytest.raises(ValueError, match="items"):
        exact_scores(np.ones((1, 23), dtype=np.int8))


def _known(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    return scores[~np.isnan(scores)]
