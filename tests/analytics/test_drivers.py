import itertools

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from analytics.drivers import TooFewTeams, correlation, relative_weights
from analytics.errors import NotReportable, NoVariation
from tests.reference import listed

# R 4.2.2: datasets::swiss, 47 provinces in 1888; each column in turn, Fertility first
PROVINCES = """
    80.2 83.1 92.5 85.8 76.9 76.1 83.8 92.4 82.4 82.9 87.1 64.1 66.9 68.9 61.7 68.3 71.7 55.7 54.3 65.1 65.5 65 56.6
    57.4 72.5 74.2 72 60.5 58.3 65.4 75.5 69.3 77.3 70.5 79.4 65 92.2 79.3 70.4 65.7 72.7 64.4 77.6 67.6 35 44.7
    42.8
    17 45.1 39.7 36.5 43.5 35.3 70.2 67.8 53.3 45.2 64.5 62 67.5 60.7 69.3 72.6 34 19.4 15.2 73 59.8 55.1 50.9 54.1
    71.2 58.1 63.5 60.8 26.8 49.5 85.9 84.9 89.7 78.2 64.9 75.9 84.6 63.1 38.4 7.7 16.7 17.6 37.6 18.7 1.2 46.6 27.7
    15 6 5 12 17 9 16 14 12 16 14 21 14 19 22 18 17 26 31 19 22 14 22 20 12 14 6 16 25 15 3 7 5 12 7 9 3 13 26 29 22
    35 15 25 37 16 22
    12 9 5 7 15 7 7 8 7 13 6 12 7 12 5 2 8 28 20 9 10 3 12 6 1 8 3 10 19 8 2 6 2 6 3 9 3 13 12 11 13 32 7 7 53 29 29
    9.96 84.84 93.4 33.77 5.16 90.57 92.85 97.16 97.67 91.38 98.61 8.52 2.27 4.43 2.82 24.2 3.3 12.11 2.15 2.84 5.23
    4.52 15.14 4.2 2.4 5.23 2.56 7.72 18.46 6.1 99.71 99.68 100 98.96 98.22 99.06 99.46 96.83 5.62 13.79 11.22 16.92
    4.97 8.65 42.34 50.43 58.33
    22.2 22.2 20.2 20.3 20.6 26.6 23.6 24.9 21 24.4 24.5 16.5 19.1 22.7 18.7 21.2 20 20.2 10.8 20 18 22.4 16.7 15.3
    21 23.8 18 16.3 20.9 22.5 15.1 19.8 18.3 19.4 20.2 17.8 16.3 18.1 20.3 20.5 18.9 23 20 19.5 18 18.2 19.3
"""
SWISS = np.array(PROVINCES.split(), dtype=np.float64).reshape(6, 47)

BLOCKS = np.array([0.4, 0.3, 0.0, 0.2, 0.0, 0.1])


def _teams(rng: np.random.Generator, n: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Draw six blocks that correlate .3 with one another, and an outcome."""
    blocks = np.sqrt(0.3) * rng.normal(size=(n, 1)) + np.sqrt(0.7) * rng.normal(size=(n, 6))
    return blocks, blocks @ BLOCKS + rng.normal(0, 0.6, n)


def _r2(drivers: NDArray[np.float64], outcome: NDArray[np.float64]) -> float:
    design = np.column_stack([np.ones(len(outcome)), drivers])
    rest = outcome - design @ np.linalg.lstsq(design, outcome)[0]
    return float(1 - rest @ rest / ((outcome - outcome.mean()) ** 2).sum())


def _estimates(drivers: NDArray[np.float64], outcome: NDArray[np.float64]) -> list[float]:
    return [weight.estimate for weight in relative_weights(drivers, outcome, draws=2).weights]


def test_two_drivers_by_hand() -> None:
    # 40 teams in four equal groups: x = +-1, z = +-1 uncorrelated, y = 2 x + z + w with w = x z uncorrelated to both:
    # var y = 4 + 1 + 1; x explains 4 / 6, z explains 1 / 6
    x, z = np.tile([1.0, 1, -1, -1], 10), np.tile([1.0, -1, 1, -1], 10)
    y = 2 * x + z + x * z
    result = relative_weights(np.column_stack([x, z]), y)

    np.testing.assert_allclose([weight.estimate for weight in result.weights], [4 / 6, 1 / 6], rtol=1e-12)
    assert result.r2 == pytest.approx(5 / 6, rel=1e-12)
    assert (result.teams, result.weights[0].n, result.weights[0].level) == (40, 40, 0.95)
    # with v = x + z as the second: r(y, x)2 = 4 / 6; r(y, v)2 = (2 + 1)^2 / (6 x 2) = 3 / 4; each comes first once
    halves = [(4 / 6 + 5 / 6 - 3 / 4) / 2, (3 / 4 + 5 / 6 - 4 / 6) / 2]
    np.testing.assert_allclose(_estimates(np.column_stack([x, x + z]), y), halves, rtol=1e-12)


def test_the_correlation_by_hand() -> None:
    x, w = np.tile([1.0, 1, -1, -1], 10), np.tile([1.0, -1, 1, -1], 10)
    result = correlation(x, 3 * x + 4 * w)

    assert result.estimate == pytest.approx(0.6, rel=1e-14)
    # atanh(.6) = ln 4 / 2 = .6931472; 1.959964 / sqrt(37) = .3222161
    assert result.low == pytest.approx(np.tanh(0.6931472 - 0.3222161), abs=1e-7)
    assert result.high == pytest.approx(np.tanh(0.6931472 + 0.3222161), abs=1e-7)
    assert (result.n, result.level) == (40, 0.95)


def test_one_driver_weighs_its_squared_correlation() -> None:
    blocks, outcome = _teams(np.random.default_rng(1), 50)

    assert _estimates(blocks[:, :1], outcome) == pytest.approx([correlation(blocks[:, 0], outcome).estimate ** 2])


def test_a_perfect_correlation_has_no_other_bounds() -> None:
    x = np.random.default_rng(1).normal(3, 1, 40)
    y = np.tile([1.0, 2], 20)

    assert correlation(x, 2 * x).estimate == pytest.approx(1, rel=1e-15)
    for sign in (1, -1):
        result = correlation(y, sign * y)
        assert (result.estimate, result.low, result.high) == (sign, sign, sign)


def test_a_driver_that_says_the_same_shares_equally_and_one_of_noise_says_little() -> None:
    blocks, outcome = _teams(np.random.default_rng(1), 400)
    twice = _estimates(blocks[:, [0, 0, 1]], outcome)

    assert twice[0] == pytest.approx(twice[1], rel=1e-9)
    assert sum(twice) == pytest.approx(_r2(blocks[:, :2], outcome), rel=1e-9)
    assert _estimates(np.random.default_rng(2).normal(size=(400, 1)), outcome)[0] < 0.02


def test_weights_are_those_over_all_720_orders_and_sum_to_r2() -> None:
    blocks, outcome = _teams(np.random.default_rng(1), 60)
    explained = {
        frozenset(chosen): _r2(blocks[:, list(chosen)], outcome)
        for size in range(7)
        for chosen in itertools.combinations(range(6), size)
    }
    expected = np.zeros(6)
    for order in itertools.permutations(range(6)):
        for place, driver in enumerate(order):
            before = frozenset(order[:place])
            expected[driver] += (explained[before | {driver}] - explained[before]) / 720
    result = relative_weights(blocks, outcome)

    np.testing.assert_allclose([weight.estimate for weight in result.weights], expected, rtol=1e-9)
    assert result.r2 == pytest.approx(sum(expected), rel=1e-12)
    assert result.r2 == pytest.approx(_r2(blocks, outcome), rel=1e-12)
    assert all(0 <= weight.low <= weight.estimate <= weight.high <= 1 for weight in result.weights)


def test_the_order_of_teams_does_not_matter_and_the_seed_repeats() -> None:
    blocks, outcome = _teams(np.random.default_rng(1), 60)
    order = np.random.default_rng(2).permutation(60)
    first = relative_weights(blocks, outcome)

    assert relative_weights(blocks[order], outcome[order]) == relative_weights(blocks, outcome) == first
    assert correlation(blocks[order, 0], outcome[order]) == correlation(blocks[:, 0], outcome)
    assert relative_weights(blocks, outcome, seed=2).weights[0].low != first.weights[0].low


def test_the_order_of_drivers_and_their_units_do_not_matter() -> None:
    blocks, outcome = _teams(np.random.default_rng(1), 60)
    first = relative_weights(blocks, outcome)
    back = relative_weights(7 + 10 * blocks[:, ::-1], 3 + 0.1 * outcome)

    for weight, same in zip(first.weights, back.weights[::-1], strict=True):
        np.testing.assert_allclose([same.estimate, same.low, same.high], [weight.estimate, weight.low, weight.high])
    assert _estimates(-blocks, outcome) == pytest.approx(_estimates(blocks, outcome), rel=1e-9)
    there, turned = correlation(blocks[:, 0], outcome), correlation(-2 * blocks[:, 0], outcome)
    np.testing.assert_allclose([turned.estimate, turned.low], [-there.estimate, -there.high], rtol=1e-12)


def test_a_team_without_a_mean_somewhere_is_left_out() -> None:
    blocks, outcome = _teams(np.random.default_rng(1), 60)
    holes, gap = blocks.copy(), outcome.copy()
    holes[3, 2], gap[7] = np.nan, np.nan
    whole = np.delete(np.arange(60), [3, 7])

    result = relative_weights(holes, gap)

    assert result.teams == 58
    assert result == relative_weights(blocks[whole], outcome[whole])
    assert correlation(holes[:, 2], gap) == correlation(blocks[whole, 2], outcome[whole])


def test_weights_are_those_of_r() -> None:
    # tests/reference/drivers.R: over all 120 orders of the drivers the mean increase of summary(lm(...))$r.squared,
    # and once more without some provinces, here by a gap
    gaps = np.where(SWISS[4] > 99, np.nan, SWISS[2])

    assert _estimates(SWISS[1:].T, SWISS[0]) == pytest.approx(listed("drivers", "weights"), abs=1e-11)
    assert relative_weights(SWISS[1:].T, SWISS[0]).r2 == pytest.approx(listed("drivers", "weights").sum(), rel=1e-12)
    drivers = np.column_stack([SWISS[1], gaps, *SWISS[3:]])
    assert _estimates(drivers, SWISS[0]) == pytest.approx(listed("drivers", "weights_fewer"), abs=1e-11)


def test_the_correlation_is_that_of_r_and_scipy() -> None:
    # tests/reference/drivers.R: cor.test; some provinces are left out by leaving a gap
    gaps = np.where(SWISS[4] > 99, np.nan, SWISS[0])
    for name, driver, outcome in (
        ("education", SWISS[3], SWISS[0]),
        ("catholic", SWISS[4], SWISS[0]),
        ("infant_mortality_fewer", SWISS[5], gaps),
    ):
        result = correlation(driver, outcome)
        np.testing.assert_allclose(
            [result.estimate, result.low, result.high], listed("drivers", name), rtol=0, atol=1e-12
        )
    reference = stats.pearsonr(SWISS[3], SWISS[0]).confidence_interval(0.8)
    narrow = correlation(SWISS[3], SWISS[0], level=0.8)
    np.testing.assert_allclose([narrow.low, narrow.high], [reference.low, reference.high], rtol=1e-12)


def test_the_interval_is_that_of_teams_drawn_one_by_one() -> None:
    blocks, outcome = _teams(np.random.default_rng(1), 80)
    rng = np.random.default_rng(2)
    drawn = []
    for _ in range(2000):
        teams = rng.integers(0, 80, 80)
        drawn.append(_estimates(blocks[teams], outcome[teams]))
    low, high = np.quantile(drawn, [0.025, 0.975], axis=0)
    weights = relative_weights(blocks, outcome).weights

    np.testing.assert_allclose([weight.low for weight in weights], low, atol=0.02)
    np.testing.assert_allclose([weight.high for weight in weights], high, atol=0.02)


def test_the_correlation_lies_in_95_of_100_intervals() -> None:
    rng = np.random.default_rng(1)
    hits = []
    for _ in range(4000):
        x = rng.normal(size=40)
        result = correlation(x, 0.6 * x + 0.8 * rng.normal(size=40))
        hits.append(result.low <= 0.6 <= result.high)

    assert np.mean(hits) == pytest.approx(0.95, abs=0.01)


def test_the_weights_lie_in_about_95_of_100_intervals() -> None:
    rng = np.random.default_rng(1)
    true = _estimates(*_teams(np.random.default_rng(0), 1_000_000))
    hits = []
    for _ in range(400):
        weights = relative_weights(*_teams(rng, 150), draws=400).weights
        hits.append([weight.low <= value <= weight.high for weight, value in zip(weights, true, strict=True)])

    assert np.mean(hits, axis=0)[BLOCKS >= 0.2] == pytest.approx(0.94, abs=0.03)


def test_fewer_than_forty_teams_are_refused() -> None:
    blocks, outcome = _teams(np.random.default_rng(1), 40)
    outcome[0] = np.nan

    assert issubclass(TooFewTeams, NotReportable)
    with pytest.raises(TooFewTeams, match="39"):
        relative_weights(blocks, outcome)
    with pytest.raises(TooFewTeams, match="39"):
        correlation(blocks[:, 0], outcome)


def test_teams_that_do_not_differ_are_refused() -> None:
    blocks, outcome = _teams(np.random.default_rng(1), 40)
    flat = blocks.copy()
    flat[:, 4] = 3.4

    for drivers, result in ((flat, outcome), (blocks, np.full(40, 3.4))):
        with pytest.raises(NoVariation):
            relative_weights(drivers, result)
        with pytest.raises(NoVariation):
            correlation(drivers[:, 4], result)


def test_one_team_that_differs_is_not_always_drawn() -> None:
    outcome = np.array([4.0] + [3.0] * 49)
    driver = np.array([[5.0]] + [[2.0]] * 49)

    result = relative_weights(driver, outcome)

    assert result.weights[0].low == pytest.approx(1)
    assert result.r2 == pytest.approx(1)


def test_drivers_that_do_not_fit_the_outcome_are_refused() -> None:
    blocks, outcome = _teams(np.random.default_rng(1), 40)

    with pytest.raises(ValueError, match="do not fit"):
        relative_weights(blocks, outcome[1:])
    with pytest.raises(ValueError, match="do not fit"):
        relative_weights(blocks[:, 0], outcome)
