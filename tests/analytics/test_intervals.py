import numpy as np
import pytest
from scipy import stats

from analytics.errors import TooFewAnswers
from analytics.intervals import correlation_interval, mean_interval, normal_quantile, proportion_interval, t_quantile
from analytics.moments import Moments
from tests.reference import listed, scores_by_team


def test_the_interval_of_three_scores_by_hand() -> None:
    interval = mean_interval(Moments.of([2, 3, 4]))

    # 3 +- t * 1 / sqrt(3), where t with 2 degrees of freedom is .95 / sqrt(2 * .975 * .025) = 4.302653
    half = 0.95 / (2 * 0.975 * 0.025) ** 0.5 / 3**0.5
    assert (interval.estimate, interval.n, interval.level) == (3, 3, 0.95)
    assert interval.low == pytest.approx(3 - half, rel=1e-12)
    assert interval.high == pytest.approx(3 + half, rel=1e-12)


def test_equal_scores_leave_no_room() -> None:
    interval = mean_interval(Moments.of([3.4] * 8))

    assert interval.low == interval.estimate == interval.high == 3.4


def test_two_scores_leave_room_for_nearly_everything() -> None:
    # t with one degree of freedom is tan(.475 pi)
    interval = mean_interval(Moments.of([3, 4]))

    assert interval.high - interval.estimate == pytest.approx(np.tan(0.475 * np.pi) / 2, rel=1e-12)


def test_the_order_of_scores_does_not_matter() -> None:
    scores = [2.1, 3.4, 3.9, 4.4]

    assert mean_interval(Moments.of(scores[::-1])) == mean_interval(Moments.of(scores))


def test_more_confidence_is_a_wider_interval_around_the_same_estimate() -> None:
    team = Moments.of([2.1, 3.4, 3.9])
    for narrow, wide in (
        (mean_interval(team, level=0.8), mean_interval(team, level=0.99)),
        (proportion_interval(3, 7, level=0.8), proportion_interval(3, 7, level=0.99)),
    ):
        assert wide.low < narrow.low < narrow.estimate == wide.estimate < narrow.high < wide.high


def test_shifting_and_stretching_the_scores_moves_the_interval_along() -> None:
    scores = np.array([1.0, 2, 2, 5, 4])
    interval, moved = mean_interval(Moments.of(scores)), mean_interval(Moments.of(3 * scores + 10))

    assert moved.low == pytest.approx(3 * interval.low + 10)
    assert moved.high == pytest.approx(3 * interval.high + 10)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        # Newcombe, R. G. (1998). Two-sided confidence intervals for the single proportion. Statistics in Medicine 17,
        # 857-872, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_as_published(successes: int, n: int, low: float, high: float) -> None:
    interval = proportion_interval(successes, n)

    assert (interval.estimate, interval.n) == (successes / n, n)
    assert interval.low == pytest.approx(low, abs=5e-5)
    assert interval.high == pytest.approx(high, abs=5e-5)


def test_the_interval_of_a_mean_is_that_of_r() -> None:
    # tests/reference/intervals.R: t.test, of every team; null is a team of one
    low, high = listed("intervals", "mean_low"), listed("intervals", "mean_high")
    for place, scores in enumerate(scores_by_team()):
        if np.isnan(low[place]):
            with pytest.raises(TooFewAnswers):
                mean_interval(Moments.of(scores))
        else:
            interval = mean_interval(Moments.of(scores))
            assert (interval.low, interval.high) == pytest.approx((low[place], high[place]), abs=1e-9)


def test_wilson_is_that_of_r() -> None:
    # tests/reference/intervals.R: prop.test(x, n, correct = FALSE); one team has one answer, none of it favourable
    tallies = zip(listed("intervals", "favourable"), listed("intervals", "answered"), strict=True)
    ours = [proportion_interval(int(favourable), int(n)) for favourable, n in tallies]

    np.testing.assert_allclose([one.low for one in ours], listed("intervals", "wilson_low"), rtol=0, atol=1e-9)
    np.testing.assert_allclose([one.high for one in ours], listed("intervals", "wilson_high"), rtol=0, atol=1e-9)


def test_wilson_is_that_of_scipy() -> None:
    for n in range(1, 13):
        for successes in range(n + 1):
            ours = proportion_interval(successes, n, level=0.9)
            low, high = stats.binomtest(successes, n).proportion_ci(0.9, method="wilson")

            assert (ours.low, ours.high) == pytest.approx((low, high), abs=1e-12)


def test_wilson_stays_between_nothing_and_everything() -> None:
    for n in (1, 3, 10, 97):
        assert proportion_interval(0, n).low == 0
        assert proportion_interval(n, n).high == 1
        for successes in range(n + 1):
            for_it, against = proportion_interval(successes, n), proportion_interval(n - successes, n)
            assert 0 <= for_it.low <= for_it.estimate <= for_it.high <= 1
            assert (for_it.low, for_it.high) == pytest.approx((1 - against.high, 1 - against.low), abs=1e-15)


def test_the_quantiles_are_those_of_the_tables() -> None:
    assert normal_quantile(0.95) == pytest.approx(1.959964, abs=5e-7)
    for df in (1, 1.7, 14, 1e5):
        assert t_quantile(0.95, df) == pytest.approx(stats.t.isf(0.025, df), rel=1e-12)


def test_the_mean_lies_in_95_of_100_intervals() -> None:
    rng = np.random.default_rng(1)

    intervals = [mean_interval(Moments.of(rng.normal(3, 0.8, size=6))) for _ in range(4000)]

    hits = [interval.low <= 3 <= interval.high for interval in intervals]
    assert np.mean(hits) == pytest.approx(0.95, abs=0.01)


def test_the_proportion_lies_in_about_95_of_100_intervals() -> None:
    n, chances = 30, np.linspace(0.1, 0.9, 81)
    intervals = [proportion_interval(successes, n) for successes in range(n + 1)]

    covered = [
        sum(
            stats.binom.pmf(successes, n, chance)
            for successes, interval in enumerate(intervals)
            if interval.low <= chance <= interval.high
        )
        for chance in chances
    ]

    assert np.mean(covered) == pytest.approx(0.95, abs=0.01)


def test_too_little_to_say_is_said() -> None:
    with pytest.raises(TooFewAnswers):
        mean_interval(Moments.of([3]))
    with pytest.raises(TooFewAnswers):
        proportion_interval(0, 0)
    with pytest.raises(ValueError, match="6 of 5"):
        proportion_interval(6, 5)


def test_the_interval_of_a_correlation_by_hand() -> None:
    # atanh(.5) = ln(3) / 2, and with 28 pairs z / sqrt(25) = .391993
    interval = correlation_interval(0.5, 28)
    low, high = (np.exp(np.log(3) + sign * 2 * 1.959963985 / 5) for sign in (-1, 1))

    assert interval.low == pytest.approx((low - 1) / (low + 1), rel=1e-9)
    assert interval.high == pytest.approx((high - 1) / (high + 1), rel=1e-9)
    assert (interval.estimate, interval.level, interval.n) == (0.5, 0.95, 28)


def test_the_interval_of_a_correlation_is_that_of_scipy_and_turns_with_its_sign() -> None:
    rng = np.random.default_rng(1)
    x = rng.normal(size=40)
    y = x + rng.normal(size=40)
    theirs = stats.pearsonr(x, y)
    bounds = theirs.confidence_interval()
    ours, turned = correlation_interval(theirs.statistic, 40), correlation_interval(-theirs.statistic, 40)

    assert (ours.low, ours.high) == pytest.approx((bounds.low, bounds.high), rel=1e-12)
    assert (turned.low, turned.high) == (-ours.high, -ours.low)


@pytest.mark.parametrize("r", [-1.0, 1.0])
def test_a_perfect_correlation_leaves_no_room(r: float) -> None:
    interval = correlation_interval(r, 4)

    assert interval.low == interval.high == r


def test_three_pairs_have_no_interval() -> None:
    with pytest.raises(TooFewAnswers):
        correlation_interval(0.5, 3)
