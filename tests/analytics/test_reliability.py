import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import optimize, stats

from analytics.errors import NotReportable, NoVariation, TooFewAnswers
from analytics.reliability import cronbach_alpha, item_rest, omega_total
from tests.reference import reference, stored_answers

STORED = stored_answers()[0]
COMPLETE = STORED[(STORED >= 0).all(axis=1)]
FROM_R = reference("reliability")


def _matrix(*rows: list[int]) -> NDArray[np.int8]:
    return np.array(rows, dtype=np.int8)


def test_alpha_of_three_people_and_two_items_by_hand() -> None:
    # item variances 1 and 7 / 3; sums 2, 4, 7 with variance 19 / 3
    result = cronbach_alpha(_matrix([1, 1], [2, 2], [3, 4]))
    item_variances = 1 + 7 / 3

    assert result.estimate == pytest.approx(2 * (1 - item_variances / (19 / 3)), rel=1e-14)
    assert result.low == pytest.approx(1 - (1 - result.estimate) * stats.f.ppf(0.975, 2, 2), rel=1e-12)
    assert result.high == pytest.approx(1 - (1 - result.estimate) * stats.f.ppf(0.025, 2, 2), rel=1e-12)
    assert (result.respondents, result.items, result.level) == (3, 2, 0.95)


def test_item_rest_by_hand() -> None:
    # deviations of the first item -1, 0, 1; of the other two together -2, 1, 1
    result = item_rest(_matrix([1, 1, 1], [2, 2, 3], [3, 3, 2]))

    assert result.correlations[0] == pytest.approx(3 / (2 * 6) ** 0.5, rel=1e-14)
    assert result.respondents == 3


def test_omega_of_three_items_by_hand() -> None:
    # three items are just identified: the loading of the first is sqrt(s12 s13 / s23)
    s = np.cov(COMPLETE[:, :3], rowvar=False)
    loadings = np.sqrt([s[0, 1] * s[0, 2] / s[1, 2], s[0, 1] * s[1, 2] / s[0, 2], s[0, 2] * s[1, 2] / s[0, 1]])
    common = loadings.sum() ** 2

    result = omega_total(COMPLETE[:, :3])

    assert result.estimate == pytest.approx(common / (common + (s.diagonal() - loadings**2).sum()), rel=1e-6)


def test_items_that_say_the_same_have_an_alpha_of_one() -> None:
    same = np.repeat(COMPLETE[:, :1], 4, axis=1)

    result = cronbach_alpha(same)

    assert (result.estimate, result.low, result.high) == (1, 1, 1)
    assert item_rest(same).correlations == pytest.approx([1] * 4, rel=1e-14)


def test_items_that_oppose_one_another_have_a_negative_alpha() -> None:
    assert cronbach_alpha(_matrix([1, 5], [5, 1], [2, 3])).estimate < 0


def test_items_of_equal_weight_have_an_omega_close_to_alpha() -> None:
    rng = np.random.default_rng(1)
    answers = _answers(rng, 20_000, np.ones(6))

    assert omega_total(answers).estimate == pytest.approx(cronbach_alpha(answers).estimate, abs=0.002)


def test_items_of_unequal_weight_have_an_omega_above_alpha() -> None:
    answers = _answers(np.random.default_rng(1), 20_000, np.array([0.3, 0.5, 1, 1.5, 2]))

    assert omega_total(answers).estimate > cronbach_alpha(answers).estimate + 0.01


def test_incomplete_respondents_are_left_out() -> None:
    assert len(COMPLETE) < len(STORED)
    assert cronbach_alpha(STORED) == cronbach_alpha(COMPLETE)
    assert item_rest(STORED) == item_rest(COMPLETE)
    assert omega_total(STORED) == omega_total(COMPLETE)


def test_order_and_shift_change_nothing() -> None:
    shuffled = np.random.default_rng(1).permutation(COMPLETE)[:, ::-1]

    for other in (shuffled, COMPLETE - 1, 6 - COMPLETE):
        assert cronbach_alpha(other) == cronbach_alpha(COMPLETE)
        assert omega_total(other).estimate == pytest.approx(omega_total(COMPLETE).estimate, rel=1e-6)
    assert item_rest(shuffled).correlations[::-1] == item_rest(COMPLETE).correlations


def test_another_unit_for_all_items_changes_nothing() -> None:
    wide = (3 * COMPLETE.astype(np.int64)).astype(np.int8)

    assert cronbach_alpha(wide) == cronbach_alpha(COMPLETE)
    assert omega_total(wide).estimate == pytest.approx(omega_total(COMPLETE).estimate, rel=1e-9)


def test_alpha_and_item_rest_are_those_of_r() -> None:
    # tests/reference/reliability.R: psych::alpha, psych::alpha.ci
    result, pair = cronbach_alpha(STORED), cronbach_alpha(COMPLETE[:, :2])

    assert result.respondents == FROM_R["respondents"]
    assert result.estimate == pytest.approx(FROM_R["alpha"], abs=1e-9)
    assert result.low == pytest.approx(FROM_R["alpha_low"], abs=1e-9)
    assert result.high == pytest.approx(FROM_R["alpha_high"], abs=1e-9)
    assert pair.estimate == pytest.approx(FROM_R["alpha_two_items"], abs=1e-9)
    assert item_rest(STORED).correlations == pytest.approx(FROM_R["item_rest"], abs=1e-9)
    assert item_rest(COMPLETE[:, :3]).correlations == pytest.approx(FROM_R["item_rest_three_items"], abs=1e-9)


def test_omega_is_that_of_maximum_likelihood_in_r() -> None:
    # tests/reference/reliability.R: stats::factanal, and nlminb on the likelihood of the covariance matrix
    assert omega_total(STORED).estimate == pytest.approx(FROM_R["omega_factanal"], abs=1e-6)
    assert omega_total(STORED).estimate == pytest.approx(FROM_R["omega_covariance"], abs=1e-6)
    assert omega_total(COMPLETE[:, 3:]).estimate == pytest.approx(FROM_R["omega_factanal_four_items"], abs=1e-6)
    assert omega_total(COMPLETE[:, :3]).estimate == pytest.approx(FROM_R["omega_factanal_three_items"], abs=1e-6)


def test_omega_of_two_items_is_spearman_brown() -> None:
    result = omega_total(COMPLETE[:, :2])

    assert result.estimate == pytest.approx(FROM_R["spearman_brown"], abs=1e-9)
    assert (result.respondents, result.items) == (len(COMPLETE), 2)


@pytest.mark.parametrize("seed", range(5))
def test_omega_has_the_greatest_likelihood_of_all(seed: int) -> None:
    rng = np.random.default_rng(seed)
    answers = _answers(rng, 300, rng.uniform(0.6, 1.5, 5))
    s = np.cov(answers, rowvar=False)

    def misfit(p: NDArray[np.float64]) -> float:
        sigma = np.outer(p[:5], p[:5]) + np.diag(np.exp(p[5:]))
        return float(np.linalg.slogdet(sigma)[1] + np.trace(np.linalg.solve(sigma, s)))

    start = np.concatenate([np.sqrt(s.diagonal() / 2), np.log(s.diagonal() / 2)])
    best = optimize.minimize(misfit, start, method="L-BFGS-B", options={"ftol": 1e-15, "gtol": 1e-8}).x
    common = best[:5].sum() ** 2

    assert omega_total(answers).estimate == pytest.approx(common / (common + np.exp(best[5:]).sum()), abs=1e-5)


def test_alpha_lies_in_95_of_100_intervals() -> None:
    # four items with the same loading on a whole-numbered scale that is fine enough to be normal
    rng = np.random.default_rng(1)
    common, own = 8.0, 10.0
    truth = 4 / 3 * (1 - 4 * (common**2 + own**2) / (16 * common**2 + 4 * own**2))

    results = [
        cronbach_alpha(_whole(60 + common * rng.normal(size=(25, 1)) + own * rng.normal(size=(25, 4))))
        for _ in range(3000)
    ]

    assert np.mean([result.low <= truth <= result.high for result in results]) == pytest.approx(0.95, abs=0.012)


def test_an_item_that_does_not_vary_goes_with_nothing() -> None:
    result = item_rest(_matrix([3, 1, 2], [3, 2, 2], [3, 4, 5]))

    assert result.correlations[0] is None
    assert None not in result.correlations[1:]


def test_rest_that_does_not_vary_goes_with_nothing() -> None:
    assert item_rest(_matrix([1, 2, 4], [2, 3, 3], [5, 4, 2])).correlations[0] is None


def test_equal_sums_have_no_alpha() -> None:
    with pytest.raises(NoVariation):
        cronbach_alpha(_matrix([1, 5], [5, 1], [3, 3]))


@pytest.mark.parametrize("answers", [_matrix([1, 2], [3, -1], [-2, 4]), _matrix([1], [2], [3]), _matrix([1, 2, 3])])
def test_too_few_items_or_complete_respondents_are_refused(answers: NDArray[np.int8]) -> None:
    for figure in (cronbach_alpha, item_rest, omega_total):
        with pytest.raises(TooFewAnswers):
            figure(answers)


def test_omega_needs_more_respondents_than_items() -> None:
    with pytest.raises(TooFewAnswers):
        omega_total(COMPLETE[:7])
    with pytest.raises(TooFewAnswers):
        omega_total(COMPLETE[:2, :2])


def test_omega_is_refused_where_an_item_does_not_vary_or_follows_from_others() -> None:
    constant = COMPLETE.copy()
    constant[:, 0] = 3
    for columns in ([0, 1], [0, 1, 2]):
        with pytest.raises(NoVariation):
            omega_total(constant[:, columns])
    with pytest.raises(NotReportable, match="follows"):
        omega_total(COMPLETE[:, [0, 1, 2, 2]])


def test_a_uniqueness_that_is_not_above_zero_has_no_omega() -> None:
    # the second and third item share nothing but the first one: sqrt(s12 s13 / s23) is more than the first varies
    rng = np.random.default_rng(1)
    second, third = rng.integers(0, 5, size=(2, 400))
    first = second + third + rng.integers(0, 2, size=400)

    with pytest.raises(NotReportable, match="uniqueness"):
        omega_total(np.column_stack([first, second, third]).astype(np.int8))


def test_items_of_which_only_two_go_together_have_no_omega() -> None:
    # all 16 combinations of four halves: the last two items are unrelated to everything
    a, b, c, d = np.array(np.meshgrid(*[[0, 1]] * 4)).reshape(4, -1)

    with pytest.raises(NotReportable):
        omega_total(np.column_stack([2 * a + b, 2 * a - b + 1, c, d]).astype(np.int8))


def _answers(rng: np.random.Generator, n: int, loadings: NDArray[np.float64]) -> NDArray[np.int8]:
    latent = rng.normal(size=(n, 1)) * loadings + rng.normal(size=(n, len(loadings)))
    return _whole(60 + 8 * latent)


def _whole(values: NDArray[np.float64]) -> NDArray[np.int8]:
    return np.clip(np.rint(values), 0, 127).astype(np.int8)
