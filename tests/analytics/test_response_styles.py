import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from analytics.errors import NoVariation, TooFewAnswers
from analytics.response_styles import (
    Band,
    common_share,
    correlation,
    distribution,
    longest_runs,
    means_of_others,
    spreads,
)
from surveys.answers import SKIPPED, UNKNOWN
from tests.analytics.questionnaires import FULL, random_answers

ANSWERS = random_answers(np.random.default_rng(1), 120, FULL)[:, :42]


def _matrix(*rows: list[int]) -> NDArray[np.int8]:
    return np.array(rows, dtype=np.int8)


def test_the_longest_run_by_hand() -> None:
    answers = _matrix([1, 1, 2, 2, 2, 1], [1, 2, 3, 4, 5, 1], [4, 4, 4, 4, 4, 4])

    assert longest_runs(answers).tolist() == [3, 1, 6]


def test_an_item_without_an_answer_neither_counts_nor_ends_a_run() -> None:
    answers = _matrix([3, SKIPPED, 3, UNKNOWN, 3, 1], [SKIPPED] * 6, [UNKNOWN, 2, 2, SKIPPED, SKIPPED, SKIPPED])

    assert longest_runs(answers).tolist() == [3, 0, 2]


@given(st.lists(st.sampled_from([-2, -1, 1, 2, 5]), min_size=1, max_size=12))
def test_the_longest_run_is_that_of_looking_at_every_stretch(codes: list[int]) -> None:
    given = [code for code in codes if code > 0]
    stretches = [given[i:j] for i in range(len(given)) for j in range(i + 1, len(given) + 1)]

    assert longest_runs(_matrix(codes))[0] == max((len(row) for row in stretches if len(set(row)) == 1), default=0)


def test_the_spread_within_a_person_by_hand() -> None:
    found = spreads(_matrix([1, 3, 5], [2, 2, 2], [4, SKIPPED, 5]))

    assert found.tolist() == pytest.approx([2, 0, 0.5**0.5])
    assert found[1] == 0


def test_one_answer_has_no_spread() -> None:
    assert np.isnan(spreads(_matrix([4, SKIPPED, UNKNOWN], [SKIPPED] * 3))).all()


def test_shifted_answers_have_the_same_spread_and_runs() -> None:
    complete = np.abs(ANSWERS)

    np.testing.assert_array_equal(spreads(complete + np.int8(3)), spreads(complete))
    np.testing.assert_array_equal(longest_runs(complete + np.int8(3)), longest_runs(complete))


def test_people_are_counted_in_bands_that_hold_their_upper_limit() -> None:
    found = distribution(np.array([0, 0, 1, 1, 1, 2, 2, 3, 3]), (0, 1, 2), k=2)

    assert found.bands == (Band(None, 0, 2), Band(0, 1, 3), Band(1, 2, 2), Band(2, None, 2))
    assert found.few_above is None


def test_bands_of_few_people_are_put_together() -> None:
    found = distribution(np.array([0, 1, 1, 1, 1, 2, 2, 2, 2, 3]), (0, 1, 2), k=4)

    assert found.bands == (Band(None, 1, 5), Band(1, None, 5))
    assert found.few_above == 2


def test_the_end_that_matters_is_told_apart_first() -> None:
    values = np.array([0] * 6 + [1] * 2 + [2] * 3 + [3] * 4)

    assert distribution(values, (0, 1, 2), k=4).bands == (Band(None, 0, 6), Band(0, 2, 5), Band(2, None, 4))
    assert distribution(values, (0, 1, 2), k=5).bands == (Band(None, 0, 6), Band(0, None, 9))
    assert distribution(values, (0, 1, 2), k=5, high_first=True).bands == (Band(None, 1, 8), Band(1, None, 7))


def test_when_all_are_alike_one_band_is_left_and_where_it_ends_is_told() -> None:
    assert distribution(np.full(12, 5), (6, 13), k=10).bands == (Band(None, None, 12),)
    assert distribution(np.full(12, 5), (6, 13), k=10).few_above == 6
    assert distribution(np.full(12, 40), (6, 13), k=10).few_above is None


@given(st.lists(st.integers(0, 9), min_size=5, max_size=40), st.integers(1, 5), st.booleans())
def test_no_band_is_smaller_than_the_smallest_group_and_nobody_is_lost(
    values: list[int],
    k: int,
    high_first: bool,  # noqa: FBT001  drawn
) -> None:
    found = distribution(np.array(values), (0, 3, 6), k=k, high_first=high_first)

    assert all(band.people >= k for band in found.bands)
    assert sum(band.people for band in found.bands) == len(values)
    assert [band.up_to for band in found.bands[:-1]] == [band.above for band in found.bands[1:]]
    assert (found.bands[0].above, found.bands[-1].up_to) == (None, None)
    assert [
        sum(
            (band.above is None or value > band.above) and (band.up_to is None or value <= band.up_to)
            for value in values
        )
        for band in found.bands
    ] == [band.people for band in found.bands]
    if found.few_above is not None:
        assert sum(value > found.few_above for value in values) < k


def test_fewer_people_than_the_smallest_group_are_refused() -> None:
    with pytest.raises(TooFewAnswers):
        distribution(np.arange(9), (3,), k=10)


def test_the_mean_of_the_others_by_hand() -> None:
    found = means_of_others(_matrix([1, 2, 3], [5, SKIPPED, 3], [5, SKIPPED, UNKNOWN]))

    assert found[0].tolist() == [2.5, 2, 1.5]
    assert found[1].tolist() == [3, 4, 5]
    assert np.isnan(found[2, 0])
    assert found[2, 1:].tolist() == [5, 5]


def test_the_mean_of_the_others_needs_half_of_them() -> None:
    found = means_of_others(_matrix([1, 2, 3, SKIPPED, SKIPPED], [1, 2, SKIPPED, SKIPPED, SKIPPED]))

    assert found[0].tolist() == [2.5, 2, 1.5, 2, 2]
    assert np.isnan(found[1, :2]).all()
    assert found[1, 2:].tolist() == [1.5, 1.5, 1.5]


def test_the_mean_of_the_others_is_that_of_leaving_one_out() -> None:
    found = means_of_others(ANSWERS)

    for item in (0, 17, 41):
        others = np.delete(ANSWERS, item, axis=1).astype(float)
        others[others < 0] = np.nan
        enough = (~np.isnan(others)).sum(axis=1) >= 20.5
        np.testing.assert_allclose(found[enough, item], np.nanmean(others[enough], axis=1), rtol=1e-14)
        assert np.isnan(found[~enough, item]).all()


def test_correlation_by_hand() -> None:
    # deviations -1, 0, 1 and -4/3, 2/3, 2/3
    assert correlation(np.array([1, 2, 3]), np.array([1.0, 3, 3])) == pytest.approx(2 / (2 * 24 / 9) ** 0.5)
    assert correlation(np.array([1, 2, 3]), np.array([3.0, 2, 1])) == pytest.approx(-1)


def test_what_does_not_vary_has_no_correlation() -> None:
    for one, other in ((np.array([2, 2]), np.array([1.0, 2])), (np.array([1, 2]), np.array([0.1, 0.1]))):
        with pytest.raises(NoVariation):
            correlation(one, other)


def test_two_scores_share_half_of_one_and_their_correlation() -> None:
    # the eigenvalues of [[1, r], [r, 1]] are 1 + r and 1 - r
    scores = np.array([[1, 1], [2, 3], [3, 3]])

    assert common_share(scores) == pytest.approx((1 + correlation(scores[:, 0], scores[:, 1].astype(float))) / 2)


def test_scores_that_say_the_same_share_all_and_unrelated_ones_nothing() -> None:
    assert common_share(np.repeat(np.arange(9)[:, None], 6, axis=1)) == pytest.approx(1)
    assert common_share(np.array([[1, 1], [1, 2], [2, 1], [2, 2]])) == pytest.approx(1 / 2)


def test_the_shared_part_does_not_depend_on_unit_or_order() -> None:
    scores = np.abs(ANSWERS[:, :6]).astype(np.int64)
    other = np.random.default_rng(1).permutation(scores * np.array([1, 2, 3, 4, 5, 6]) + 7)[:, ::-1]

    assert common_share(other) == pytest.approx(common_share(scores), rel=1e-12)


def test_a_score_that_does_not_vary_shares_nothing_that_can_be_told() -> None:
    with pytest.raises(NoVariation):
        common_share(np.array([[1, 2], [1, 3], [1, 4]]))
