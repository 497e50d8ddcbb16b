import itertools
import math

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import special, stats

from analytics.errors import NotReportable, NoVariation, TooFewAnswers
from analytics.paired import PairedDifference, paired_difference, sign_flip
from analytics.scoring import person_scores
from tests.reference import listed, reference, stored_answers

BEFORE, AFTER = [2.0, 3, 4], [3.0, 3, 6]
# R 4.2.2: datasets::sleep, extra hours of sleep of ten patients after the first and after the second drug
FIRST_DRUG = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
SECOND_DRUG = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]


def _waves(rng: np.random.Generator, n: int, change: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    person = rng.normal(3, 0.6, n)
    return person + rng.normal(0, 0.4, n), person + change + rng.normal(0, 0.5, n)


def test_three_persons_by_hand() -> None:
    result = paired_difference(BEFORE, AFTER)

    # changes 1, 0, 2: mean 1, sd 1; before mean 3, sd 1; after mean 4, sd sqrt(3)
    assert (result.pairs, result.estimate, result.df, result.d_z) == (3, 1, 2, 1)
    assert result.t == pytest.approx(math.sqrt(3), rel=1e-14)
    assert result.p == pytest.approx(1 - math.sqrt(3 / 5), rel=1e-12)  # with two df: 1 - t / sqrt(2 + t^2)
    assert result.d_av == pytest.approx(2 / (1 + math.sqrt(3)), rel=1e-14)
    assert result.g_av == pytest.approx(result.d_av / math.sqrt(math.pi), rel=1e-14)
    assert result.high - result.estimate == pytest.approx(4.302652729749 / math.sqrt(3), rel=1e-11)


def test_who_has_no_score_on_a_side_is_left_out() -> None:
    nan = math.nan

    assert paired_difference([*BEFORE, 5, nan, nan], [*AFTER, nan, 1, nan]) == paired_difference(BEFORE, AFTER)


def test_two_pairs_have_no_corrected_effect_size() -> None:
    result = paired_difference([2, 3], [3, 5])

    assert (result.pairs, result.df, result.g_av) == (2, 1, None)
    assert result.d_av == pytest.approx(1.5 / ((math.sqrt(0.5) + math.sqrt(2)) / 2), rel=1e-14)


def test_the_order_of_persons_does_not_matter() -> None:
    rng = np.random.default_rng(1)
    before, after = _waves(rng, 30, 0.3)
    order = rng.permutation(30)

    assert paired_difference(before[order], after[order]) == paired_difference(before, after)


def test_turning_time_around_turns_the_signs() -> None:
    there, back = paired_difference(BEFORE, AFTER), paired_difference(AFTER, BEFORE)

    assert (back.estimate, back.low, back.high, back.t) == (-there.estimate, -there.high, -there.low, -there.t)
    assert (back.d_z, back.d_av, back.p) == (-there.d_z, -there.d_av, there.p)


def test_another_scale_changes_points_but_no_effect_sizes() -> None:
    before, after = _waves(np.random.default_rng(1), 12, 0.3)
    plain, wide = paired_difference(before, after), paired_difference(10 * before + 7, 10 * after + 7)

    assert plain.g_av is not None
    assert wide.g_av is not None
    np.testing.assert_allclose(
        [wide.estimate, wide.low, wide.high], [10 * plain.estimate, 10 * plain.low, 10 * plain.high], rtol=1e-10
    )
    np.testing.assert_allclose(
        [wide.t, wide.p, wide.d_z, wide.d_av, wide.g_av],
        [plain.t, plain.p, plain.d_z, plain.d_av, plain.g_av],
        rtol=1e-10,
    )


def test_it_is_the_paired_test_of_r() -> None:
    # tests/reference/paired.R: t.test(after, before, paired = TRUE); d_z, d_av and g_av from their formulas
    answers, team = stored_answers()
    waves = np.where(answers[:, [0, 4]] < 0, np.nan, answers[:, [0, 4]])
    scores = np.column_stack([person_scores(answers[:, :4]), person_scores(answers[:, 4:])])[team == 0]

    assert np.isnan(waves).any()
    for name, before, after in (
        ("answers", waves[:, 0], waves[:, 1]),
        ("first_team", scores[:, 0], scores[:, 1]),
        ("sleep", FIRST_DRUG, SECOND_DRUG),
    ):
        result = paired_difference(before, after)
        np.testing.assert_allclose(_listed(result), listed("paired", name), rtol=0, atol=1e-9)


def test_sign_flips_are_those_of_r() -> None:
    # tests/reference/paired.R: expand.grid of all signs
    answers, _ = stored_answers()
    both = answers[(answers[:, [0, 4]] >= 0).all(axis=1)].astype(np.int64)
    drugs = np.array(SECOND_DRUG) - np.array(FIRST_DRUG)

    assert sign_flip(drugs) == reference("paired")["sign_flip_sleep"]
    assert sign_flip((both[:, 4] - both[:, 0])[:16]) == reference("paired")["sign_flip_sixteen"]


def test_it_is_the_paired_test_of_scipy() -> None:
    rng = np.random.default_rng(2)
    for n in (2, 3, 8, 60):
        before, after = _waves(rng, n, 0.2)
        result = paired_difference(before, after, level=0.9)
        reference = stats.ttest_rel(after, before)
        low, high = reference.confidence_interval(0.9)

        np.testing.assert_allclose(
            [result.t, result.df, result.p, result.low, result.high],
            [reference.statistic, n - 1, reference.pvalue, low, high],
            rtol=1e-9,
            atol=1e-12,
        )


def test_effect_sizes_by_their_formulas() -> None:
    before, after = _waves(np.random.default_rng(3), 9, 0.4)
    result = paired_difference(before, after)
    d_av = (after.mean() - before.mean()) / ((before.std(ddof=1) + after.std(ddof=1)) / 2)

    assert result.d_z == pytest.approx((after - before).mean() / (after - before).std(ddof=1), rel=1e-12)
    assert result.d_av == pytest.approx(d_av, rel=1e-12)
    assert result.g_av == pytest.approx(d_av * special.gamma(4) / (2 * special.gamma(3.5)), rel=1e-12)


def test_the_change_lies_in_95_of_100_intervals() -> None:
    rng = np.random.default_rng(1)

    results = [paired_difference(*_waves(rng, 7, 0.4)) for _ in range(4000)]

    assert np.mean([result.low <= 0.4 <= result.high for result in results]) == pytest.approx(0.95, abs=0.01)


def test_fewer_than_two_pairs_are_refused() -> None:
    for before, after in (([], []), ([3], [4]), ([3, math.nan, 2], [4, 3, math.nan])):
        with pytest.raises(TooFewAnswers):
            paired_difference(before, after)


def test_equal_changes_give_no_test() -> None:
    for before, after in (([3.0, 4, 5], [3.0, 4, 5]), ([2.1, 3.4, 3.9], [2.4, 3.7, 4.2]), ([0.0, 0], [0.0, 0])):
        with pytest.raises(NoVariation):
            paired_difference(before, after)


def test_scores_that_are_no_pairs_are_refused() -> None:
    with pytest.raises(ValueError, match="no pairs"):
        paired_difference([1, 2, 3], [1, 2])


def test_sign_flips_by_hand() -> None:
    # sums of +-1 +-2 +-3: 6, 4, 2, 0 and 0, -2, -4, -6; the largest is reached on both sides once
    assert sign_flip([1, 2, 3]) == 2 / 8
    assert sign_flip([-1, 2, 3]) == 4 / 8
    assert sign_flip([1, 2, -3]) == 1
    assert sign_flip([0.4]) == 1
    assert sign_flip([0, 0, 0]) == 1
    assert sign_flip([0.3] * 5) == 2 / 32


def test_sums_that_differ_by_rounding_are_ties() -> None:
    # .1 + .2 - .3 is not 0 in binary; as tenths the same flips tie exactly
    tenths = [1, 2, 3, -3, 4, 1, -2]

    assert (
        sign_flip([value / 10 for value in tenths]) == sign_flip(tenths) == sign_flip([value / 7 for value in tenths])
    )


def test_signs_order_unit_and_missing_do_not_matter() -> None:
    differences = np.random.default_rng(1).normal(0.3, 1, 11)
    p = sign_flip(differences)

    assert sign_flip(-differences) == sign_flip(differences[::-1]) == sign_flip(1000 * differences) == p
    assert sign_flip([math.nan, *differences, math.nan]) == p


def test_it_is_the_permutation_test_of_scipy() -> None:
    rng = np.random.default_rng(1)
    for n in (2, 5, 10):
        differences = rng.normal(0.4, 1, n)
        reference = stats.permutation_test(
            [differences], np.sum, permutation_type="samples", n_resamples=2**n, vectorized=False
        )
        assert sign_flip(differences) == pytest.approx(reference.pvalue, rel=1e-12)


def test_sixteen_pairs_counted_one_by_one() -> None:
    whole = [1, 3, -2, 4, 0, 2, 5, -1, 1, 2, -3, 2, 1, 0, 4, -2]
    sums = [sum(flip) for flip in itertools.product(*((value, -value) for value in whole))]

    assert sign_flip(whole) == sum(abs(value) >= sum(whole) for value in sums) / 2**16


def test_chance_alone_seldom_looks_rare() -> None:
    rng = np.random.default_rng(1)

    p_values = np.array([sign_flip(rng.standard_t(3, 8)) for _ in range(4000)])

    assert np.mean(p_values <= 0.05) == pytest.approx(12 / 256, abs=0.01)  # the largest p that 2^8 flips allow


def test_more_than_sixteen_pairs_or_none_are_refused() -> None:
    with pytest.raises(NotReportable, match="16"):
        sign_flip(np.ones(17))
    for nothing in ([], [math.nan]):
        with pytest.raises(TooFewAnswers):
            sign_flip(nothing)


def _listed(result: PairedDifference) -> list[float]:
    assert result.g_av is not None
    tested = [result.pairs, result.estimate, result.low, result.high, result.t, result.df, result.p]
    return [*tested, result.d_z, result.d_av, result.g_av]
