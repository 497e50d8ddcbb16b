import itertools
import math

import numpy as np
import pytest
from scipy import integrate, optimize, special, stats

from analytics.change import (
    Verdict,
    benjamini_hochberg,
    difference,
    difference_of_proportions,
    hedges_correction,
    holm,
    verdict,
)
from analytics.errors import NoVariation, TooFewAnswers
from analytics.intervals import proportion_interval
from analytics.moments import Moments
from tests.reference import listed, scores_by_team

BEFORE, AFTER = [2.0, 3, 4], [3.0, 4, 5, 6]


def test_two_small_teams_by_hand() -> None:
    result = difference(Moments.of(BEFORE), Moments.of(AFTER))

    # means 3 and 4.5; variances 1 and 5 / 3; squared errors 1 / 3 and 5 / 12
    error = math.sqrt(1 / 3 + 5 / 12)
    assert result.estimate == 1.5
    assert result.t == pytest.approx(1.5 / error, rel=1e-14)
    assert result.df == pytest.approx(0.75**2 / (1 / 18 + 25 / 432), rel=1e-14)
    assert result.d == pytest.approx(1.5 / math.sqrt((2 * 1 + 3 * 5 / 3) / 5), rel=1e-14)
    assert (result.n_before, result.n_after) == (3, 4)


def test_it_is_the_welch_test_of_scipy() -> None:
    rng = np.random.default_rng(1)
    for _ in range(50):
        before, after = rng.normal(3, 1, rng.integers(2, 20)), rng.normal(3.5, 0.5, rng.integers(2, 20))
        result = difference(Moments.of(before), Moments.of(after), level=0.9)
        welch = stats.ttest_ind(after, before, equal_var=False)
        low, high = welch.confidence_interval(0.9)

        np.testing.assert_allclose(
            [result.t, result.df, result.p, result.low, result.high],
            [welch.statistic, welch.df, welch.pvalue, low, high],
            rtol=1e-9,
            atol=1e-12,
        )


@pytest.mark.parametrize("place", range(11))
def test_it_is_the_welch_test_of_r(place: int) -> None:
    # tests/reference/change.R: t.test of each team against the next; pooled d, Hedges' g and the detectable change from
    # their formulas, by lgamma, pt with a noncentrality, and uniroot; null is a team of one
    before, after = (Moments.of(scores) for scores in scores_by_team()[place : place + 2])
    if np.isnan(listed("change", "t")[place]):
        with pytest.raises(TooFewAnswers):
            difference(before, after)
        return
    result = difference(before, after)

    for name in ("estimate", "low", "high", "t", "df", "p", "d", "g", "least_significant", "detectable"):
        assert getattr(result, name) == pytest.approx(listed("change", name)[place], abs=1e-9), name


def test_newcombe_is_that_of_r() -> None:
    # tests/reference/intervals.R: from prop.test without correction, by Newcombe's formula; one team has one answer
    tallies = zip(listed("intervals", "favourable"), listed("intervals", "answered"), strict=True)
    shares = [proportion_interval(int(favourable), int(n)) for favourable, n in tallies]
    ours = [difference_of_proportions(*pair) for pair in itertools.pairwise(shares)]

    np.testing.assert_allclose([one.low for one in ours], listed("intervals", "newcombe_low"), rtol=0, atol=1e-9)
    np.testing.assert_allclose([one.high for one in ours], listed("intervals", "newcombe_high"), rtol=0, atol=1e-9)


def test_two_scores_on_each_side_by_hand() -> None:
    # means 1.5 and 4, variances 1 / 2 on both sides: error sqrt(1 / 2), df 2; with two df p is 1 - t / sqrt(2 + t^2)
    result = difference(Moments.of([1, 2]), Moments.of([3.5, 4.5]))
    t = 2.5 / math.sqrt(0.5)

    assert result.estimate == 2.5
    assert result.df == pytest.approx(2, rel=1e-14)
    assert result.p == pytest.approx(1 - t / math.sqrt(2 + t**2), rel=1e-12)
    assert result.g == pytest.approx(t / math.sqrt(math.pi), rel=1e-12)


def test_equal_means_differ_by_nothing() -> None:
    team = Moments.of([1.0, 5, 5, 1])
    result = difference(team, team)

    assert (result.estimate, result.t, result.d, result.g, result.p) == (0, 0, 0, 0, 1)
    assert result.low == -result.high
    assert verdict(result, result.p, relevant=0) is Verdict.NO_CLEAR_CHANGE


def test_turning_time_around_turns_the_signs() -> None:
    there, back = (difference(Moments.of(a), Moments.of(b)) for a, b in ((BEFORE, AFTER), (AFTER, BEFORE)))

    assert (back.estimate, back.low, back.high) == (-there.estimate, -there.high, -there.low)
    assert (back.d, back.g, back.t) == (-there.d, -there.g, -there.t)
    assert (back.p, back.least_significant, back.detectable) == (there.p, there.least_significant, there.detectable)


def test_another_scale_changes_points_but_no_effect_sizes() -> None:
    plain = difference(Moments.of(BEFORE), Moments.of(AFTER))
    wide = difference(Moments.of(10 * np.array(BEFORE) + 7), Moments.of(10 * np.array(AFTER) + 7))

    np.testing.assert_allclose([wide.d, wide.g, wide.p, wide.df], [plain.d, plain.g, plain.p, plain.df], rtol=1e-10)
    np.testing.assert_allclose(
        [wide.low, wide.least_significant, wide.detectable],
        [10 * plain.low, 10 * plain.least_significant, 10 * plain.detectable],
        rtol=1e-10,
    )


def test_hedges_correction_is_the_ratio_of_gamma_functions() -> None:
    # Gamma(1) / (sqrt(1) Gamma(1 / 2)); Gamma(2) / (sqrt(2) Gamma(3 / 2)); close to 1 - 3 / (4 df - 1) for large df
    assert hedges_correction(2) == pytest.approx(1 / math.sqrt(math.pi), rel=1e-14)
    assert hedges_correction(4) == pytest.approx(math.sqrt(2 / math.pi), rel=1e-14)
    assert hedges_correction(1000) == pytest.approx(1 - 3 / 3999, rel=1e-6)


def test_g_is_free_of_bias() -> None:
    rng = np.random.default_rng(1)

    results = [difference(Moments.of(rng.normal(0, 1, 5)), Moments.of(rng.normal(1, 1, 5))) for _ in range(4000)]

    assert np.mean([result.g for result in results]) == pytest.approx(1, abs=0.03)
    assert np.mean([result.d for result in results]) > 1.08


def test_a_team_of_eight_needs_about_eight_tenths_of_a_point() -> None:
    team = Moments(8, 24, 72 + 7 * 0.75**2)

    result = difference(team, team)

    assert result.least_significant == pytest.approx(2.144787 * 0.75 / 2, rel=1e-6)  # t(.975; 14), error .75 sqrt(2/8)


def test_a_difference_of_the_least_significant_size_is_just_significant() -> None:
    first = difference(Moments.of(BEFORE), Moments.of(AFTER))
    shift = first.least_significant - first.estimate

    moved = difference(Moments.of(BEFORE), Moments.of(np.array(AFTER) + shift))

    assert moved.p == pytest.approx(0.05, rel=1e-9)
    assert moved.low == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize(("n", "sd"), [(3, 1.0), (8, 0.75), (64, 1.0), (3000, 0.7)])
def test_the_detectable_change_is_found_in_80_of_100_cases(n: int, sd: float) -> None:
    team = Moments(n, 3 * n, 9 * n + (n - 1) * sd**2)
    result = difference(team, team)
    df, ratio = 2 * n - 2, result.detectable / (sd * math.sqrt(2 / n))
    critical = stats.t.isf(0.025, df)

    def missed(u: float) -> float:
        s = math.sqrt(special.chdtri(df, u) / df)  # the estimated error, in true errors, at quantile 1 - u
        return float(special.ndtr(critical * s - ratio) - special.ndtr(-critical * s - ratio))

    power = 1 - integrate.quad(missed, 0, 1, epsabs=1e-10, limit=200)[0]

    assert power == pytest.approx(0.8, abs=1e-7)


def test_the_detectable_change_of_two_groups_of_64_is_half_a_standard_deviation() -> None:
    # Cohen, J. (1988). Statistical power analysis, table 2.4.1: d = .50, power .80, alpha .05 two-sided: n = 64
    team = Moments(64, 0, 63)

    assert difference(team, team).detectable == pytest.approx(0.5, abs=0.002)


@pytest.mark.parametrize("smaller", [0.0, 1e-6, 0.01, 0.2, 0.5, 0.9, 1.0])
@pytest.mark.parametrize("n", [2, 3, 4, 5, 8, 13, 40, 300, 20_000, 1_000_000])
def test_the_detectable_change_solves_the_power_of_the_noncentral_t(n: int, smaller: float) -> None:
    result = difference(Moments(n, 0, (n - 1) * smaller), Moments(n, 0, n - 1))
    error = math.sqrt((smaller + 1) / n)
    critical = float(special.stdtrit(result.df, 0.975))

    def lack(ratio: float) -> float:
        inside = special.nctdtr(result.df, ratio, critical) - np.nan_to_num(special.nctdtr(result.df, ratio, -critical))
        return float(inside) - 0.2

    exact = optimize.brentq(lack, 0, 2 * critical + 2, xtol=1e-13)

    assert result.detectable / error == pytest.approx(exact, rel=0, abs=1e-9)


def test_the_detectable_change_exists_where_one_side_does_not_vary() -> None:
    result = difference(Moments.of([3, 3]), Moments.of([2, 4]))

    assert result.df == pytest.approx(1)
    assert result.detectable > result.least_significant > 0


def test_the_difference_lies_in_95_of_100_intervals() -> None:
    rng = np.random.default_rng(1)

    results = [difference(Moments.of(rng.normal(3, 0.5, 6)), Moments.of(rng.normal(3.4, 1, 9))) for _ in range(4000)]

    assert np.mean([result.low <= 0.4 <= result.high for result in results]) == pytest.approx(0.95, abs=0.01)


def test_one_score_or_no_variation_gives_no_test() -> None:
    with pytest.raises(TooFewAnswers):
        difference(Moments.of([3]), Moments.of([3, 4]))
    with pytest.raises(NoVariation):
        difference(Moments.of([3.4] * 5), Moments.of([4.1] * 6))


@pytest.mark.parametrize(
    ("after", "before", "low", "high"),
    [
        # Newcombe, R. G. (1998). Interval estimation for the difference between independent proportions. Statistics in
        # Medicine 17, 873-890, table II, method 10
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((10, 10), (0, 10), 0.6075, 1.0000),
    ],
)
def test_newcombe_as_published(after: tuple[int, int], before: tuple[int, int], low: float, high: float) -> None:
    result = difference_of_proportions(proportion_interval(*before), proportion_interval(*after))

    assert result.estimate == pytest.approx(after[0] / after[1] - before[0] / before[1])
    assert result.low == pytest.approx(low, abs=5e-5)
    assert result.high == pytest.approx(high, abs=5e-5)
    assert (result.n_before, result.n_after, result.level) == (before[1], after[1], 0.95)


def test_the_difference_of_proportions_lies_in_about_95_of_100_intervals() -> None:
    rng = np.random.default_rng(1)
    hits = []
    for before, after in rng.uniform(0.1, 0.9, size=(4000, 2)):
        first, second = (proportion_interval(int(rng.binomial(n, p)), n) for n, p in ((20, before), (15, after)))
        result = difference_of_proportions(first, second)
        hits.append(result.low <= after - before <= result.high)

    assert np.mean(hits) == pytest.approx(0.95, abs=0.012)


def test_two_levels_do_not_mix() -> None:
    with pytest.raises(ValueError, match="levels"):
        difference_of_proportions(proportion_interval(1, 2, level=0.9), proportion_interval(1, 2))


def test_the_adjustments_are_those_of_r() -> None:
    # tests/reference/change.R: p.adjust with methods "holm" and "BH", of the tests above and of p values with ties
    tested = listed("change", "p")
    families = {"": tested[~np.isnan(tested)], "_with_ties": listed("change", "with_ties")}
    for adjust in (holm, benjamini_hochberg):
        for name, p_values in families.items():
            ours = adjust(p_values.tolist())
            np.testing.assert_allclose(ours, listed("change", adjust.__name__ + name), rtol=0, atol=1e-12)


def test_in_another_order_every_p_value_keeps_its_adjustment() -> None:
    p_values = np.random.default_rng(1).uniform(size=20) ** 3
    order = np.random.default_rng(2).permutation(20)
    for adjust in (holm, benjamini_hochberg):
        np.testing.assert_array_equal(adjust(p_values[order].tolist()), adjust(p_values.tolist())[order])


def test_holm_by_hand_in_the_given_order() -> None:
    # the smallest first: 4 x .005, 3 x .02, 2 x .03, 1 x .9
    np.testing.assert_allclose(holm([0.03, 0.005, 0.9, 0.02]), [0.06, 0.02, 0.9, 0.06])


def test_holm_never_falls_and_never_exceeds_one() -> None:
    np.testing.assert_allclose(holm([0.01, 0.02, 0.03, 0.04, 0.05]), [0.05, 0.08, 0.09, 0.09, 0.09])
    np.testing.assert_allclose(holm([0.6, 0.7]), [1, 1])


def test_benjamini_hochberg_is_that_of_scipy_in_the_given_order() -> None:
    p_values = np.random.default_rng(1).uniform(size=30) ** 2

    np.testing.assert_allclose(benjamini_hochberg(p_values.tolist()), stats.false_discovery_control(p_values))


def test_a_family_of_one_or_none_needs_no_adjustment() -> None:
    for adjust in (holm, benjamini_hochberg):
        assert adjust([0.04]).tolist() == [0.04]
        assert adjust([]).tolist() == []


def test_proportions_at_the_ends_of_their_scale() -> None:
    none, everybody = proportion_interval(0, 1), proportion_interval(1, 1)
    turned = difference_of_proportions(everybody, none)
    result = difference_of_proportions(none, everybody)

    assert (result.estimate, turned.estimate) == (1, -1)
    assert (result.low, result.high) == pytest.approx((-turned.high, -turned.low), abs=1e-15)
    assert result.high <= 1
    assert difference_of_proportions(none, none).low == -difference_of_proportions(none, none).high


@pytest.mark.parametrize("p", [-0.1, 1.1, math.nan])
def test_what_is_no_p_value_is_refused(p: float) -> None:
    for adjust in (holm, benjamini_hochberg):
        with pytest.raises(ValueError, match="between 0 and 1"):
            adjust([0.5, p])


@pytest.mark.parametrize(
    ("shift", "adjusted_p", "expected"),
    [
        (0.3, 0.05, Verdict.IMPROVED),
        (-0.3, 0.05, Verdict.DECLINED),
        (0.29, 0.001, Verdict.NO_CLEAR_CHANGE),
        (0.9, 0.0501, Verdict.NO_CLEAR_CHANGE),
    ],
)
def test_a_team_improved_when_the_change_is_sure_and_large_enough(
    shift: float, adjusted_p: float, expected: Verdict
) -> None:
    before = np.array([3.1, 3.5, 3.9])

    assert verdict(difference(Moments.of(before), Moments.of(before + shift)), adjusted_p) is expected


def test_the_relevant_change_is_a_setting() -> None:
    result = difference(Moments.of([3, 3.1]), Moments.of([3.4, 3.5]))

    assert verdict(result, 0.01, relevant=0.5) is Verdict.NO_CLEAR_CHANGE
    assert verdict(result, 0.01, relevant=0.4) is Verdict.IMPROVED
