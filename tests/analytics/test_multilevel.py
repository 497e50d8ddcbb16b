import math
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import optimize

from analytics.errors import NoVariation, TooFewAnswers
from analytics.moments import Moments
from analytics.multilevel import (
    Components,
    WaveModel,
    difference_in_differences,
    random_intercept,
    shrunken_means,
    wave_model,
)
from tests.reference import listed, scores_by_team

# lme4 1.1: data(Dyestuff); lmer(Yield ~ 1 + (1 | Batch), Dyestuff)
DYESTUFF: list[list[float]] = [
    [1545, 1440, 1440, 1520, 1580],
    [1540, 1555, 1490, 1560, 1495],
    [1595, 1550, 1605, 1510, 1560],
    [1445, 1440, 1595, 1465, 1545],
    [1595, 1630, 1515, 1635, 1625],
    [1520, 1455, 1450, 1480, 1445],
]


def _teams(rng: np.random.Generator, sizes: Sequence[int], *, tau: float, mean: float = 3) -> list[NDArray[np.float64]]:
    return [mean + tau * rng.normal() + 0.7 * rng.normal(size=size) for size in sizes]


def _dealt(scores: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    ordered = np.sort(scores)
    return [ordered[team::8] for team in range(8)]


def _data() -> dict[str, list[Moments]]:
    teams = scores_by_team()
    return {
        "teams": [Moments.of(team) for team in teams],
        "dealt": [Moments.of(team) for team in _dealt(np.concatenate(teams))],
        "dyestuff": [Moments.of(batch) for batch in DYESTUFF],
    }


def _figures(components: Components) -> list[float]:
    return [components.grand, components.se_grand, components.sigma2, components.tau2]


def _fitted(model: WaveModel) -> list[float]:
    return [model.wave, model.se, model.sigma2, model.tau2]


def _dense_reml(y: NDArray[np.float64], x: NDArray[np.float64], group: NDArray[np.int64]) -> NDArray[np.float64]:
    """Maximise the restricted likelihood of the whole multivariate normal vector: effects, errors, sigma2, tau2."""
    together = (group[:, None] == group).astype(float)

    def solve(logs: NDArray[np.float64]) -> tuple[float, NDArray[np.floating], NDArray[np.floating]]:
        inverse = np.linalg.inv(np.exp(logs[0]) * np.eye(len(y)) + np.exp(logs[1]) * together)
        information = x.T @ inverse @ x
        effects = np.linalg.solve(information, x.T @ inverse @ y)
        rest = y - x @ effects
        deviance = -np.linalg.slogdet(inverse)[1] + np.linalg.slogdet(information)[1] + rest @ inverse @ rest
        return float(deviance), effects, np.linalg.inv(information)

    def deviance(logs: NDArray[np.float64]) -> float:
        return solve(logs)[0]

    best = np.asarray(optimize.fmin(deviance, np.array([-1.0, -2.0]), xtol=1e-11, ftol=1e-11, disp=False))
    _, effects, covariance = solve(best)
    return np.concatenate([effects, np.sqrt(np.diag(covariance)), np.exp(best)])


def test_equal_teams_give_the_variances_of_the_analysis_of_variance() -> None:
    teams = [[1.0, 2, 3], [3.0, 4, 5], [5.0, 5, 5]]

    components = random_intercept([Moments.of(team) for team in teams])

    # MSW = (2 + 2 + 0) / 6; MSB = 3 times the variance of the means 2, 4 and 5
    msw, msb = 4 / 6, 3 * np.var([2, 4, 5], ddof=1)
    assert components.sigma2 == pytest.approx(msw, rel=1e-12)
    assert components.tau2 == pytest.approx((msb - msw) / 3, rel=1e-12)
    assert components.grand == pytest.approx(33 / 9, rel=1e-12)
    assert components.se_grand == pytest.approx((msb / 9) ** 0.5, rel=1e-12)
    assert (components.groups, components.n) == (3, 9)


def test_dyestuff_as_published_by_lme4() -> None:
    components = random_intercept([Moments.of(batch) for batch in DYESTUFF])

    # Bates (2010), lme4: Mixed-effects modeling with R, section 1.3: 1764.05, 2451.25, 1527.50 (19.38)
    assert components.tau2 == pytest.approx(1764.05, abs=0.005)
    assert components.sigma2 == pytest.approx(2451.25, abs=0.005)
    assert components.grand == pytest.approx(1527.5, abs=1e-9)
    assert components.se_grand == pytest.approx(19.38, abs=0.005)


@pytest.mark.parametrize("name", ["teams", "dealt", "dyestuff"])
def test_variances_and_shrunken_means_are_those_of_lme4(name: str) -> None:
    # tests/reference/multilevel.R: lmer(score ~ 1 + (1 | group)) of unequal teams, one of which has one person, of some
    # that hardly differ (the boundary), and of batches; coef() gives the shrunken means
    moments = _data()[name]
    components = random_intercept(moments)

    assert (components.tau2 == 0) is (name == "dealt")
    np.testing.assert_allclose(_figures(components), listed("multilevel", name), rtol=1e-6, atol=1e-9)
    np.testing.assert_allclose(shrunken_means(moments, components), listed("multilevel", f"{name}_shrunken"), rtol=1e-6)


def test_lme4_as_it_comes_stops_within_its_tolerance_of_the_same_fit() -> None:
    # tests/reference/multilevel.R: lmer(score ~ 1 + (1 | group)) with the settings that it has by itself
    components = random_intercept([Moments.of(team) for team in scores_by_team()])

    np.testing.assert_allclose(_figures(components), listed("multilevel", "teams_as_it_comes"), rtol=0, atol=1e-6)


def test_the_wave_model_is_that_of_lme4() -> None:
    # tests/reference/multilevel.R: lmer(score ~ wave + (1 | group)), the first team in one wave, the last in the other
    before, after = scores_by_team(slice(0, 4)), scores_by_team(slice(4, 7))
    model = wave_model(
        {team: Moments.of(before[team]) for team in range(11)}, {team: Moments.of(after[team]) for team in range(1, 12)}
    )

    assert model.groups == 12
    np.testing.assert_allclose(_fitted(model), listed("multilevel", "wave")[[1, 3, 4, 5]], rtol=1e-6)


def test_the_wave_model_without_variance_between_teams_is_that_of_lme4() -> None:
    # tests/reference/multilevel.R: the same scores in order, dealt out over 8 teams; one in three is after
    before, after = scores_by_team(slice(0, 4))[:11], scores_by_team(slice(4, 7))[1:]
    scores = np.sort(np.concatenate([*before, *after]))
    second = np.arange(len(scores)) % 3 == 2
    waves = [
        {team: Moments.of(scores[(np.arange(len(scores)) % 8 == team) & (second == wave)]) for team in range(8)}
        for wave in (False, True)
    ]
    model = wave_model(waves[0], waves[1])

    assert model.tau2 == 0
    np.testing.assert_allclose(_fitted(model), listed("multilevel", "wave_dealt")[[1, 3, 4, 5]], rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_unequal_teams_give_the_dense_likelihood(seed: int) -> None:
    teams = _teams(np.random.default_rng(seed), [1, 2, 5, 9, 4, 3, 7], tau=0.8)
    y, group = np.concatenate(teams), np.repeat(np.arange(7), [len(team) for team in teams])
    grand, se, sigma2, tau2 = _dense_reml(y, np.ones((len(y), 1)), group)

    components = random_intercept([Moments.of(team) for team in teams])

    found = [components.grand, components.se_grand, components.sigma2, components.tau2]
    np.testing.assert_allclose(found, [grand, se, sigma2, tau2], rtol=1e-5)


def test_teams_more_alike_than_chance_have_no_variance_between_them() -> None:
    teams = [Moments.of(team) for team in ([1, 5, 3], [2, 4, 3], [1, 4, 4], [3, 3, 3])]

    components = random_intercept(teams)

    assert components.tau2 == 0
    everyone = sum(teams[1:], start=teams[0])
    assert components.sigma2 == pytest.approx(everyone.variance, rel=1e-12)
    assert components.grand == pytest.approx(everyone.mean, rel=1e-12)
    np.testing.assert_allclose(shrunken_means(teams, components), everyone.mean)


@pytest.mark.parametrize(("gap", "between"), [(1.1, False), (1.2, True), (2.0, True)])
def test_of_two_maxima_the_higher_one_is_taken(gap: float, *, between: bool) -> None:
    # two large teams that are alike and two small ones that are not: no variance between teams, or a lot
    n, means = np.array([60, 60, 2, 2]), np.array([3, 3.05, 3 + gap, 3 - gap])
    within = float((n - 1).sum() * 0.49)

    def deviance(ratio: float) -> float:
        weights = n / (1 + n * ratio)
        spread = weights @ (means - weights @ means / weights.sum()) ** 2
        return float((n.sum() - 1) * np.log(within + spread) + np.log1p(n * ratio).sum() + np.log(weights.sum()))

    squares = n * means**2 + (n - 1) * 0.49
    components = random_intercept([Moments(*team) for team in zip(n.tolist(), n * means, squares, strict=True)])

    best = min(map(deviance, np.arange(0, 20, 0.001)))
    assert (components.tau2 > 0) is between
    assert deviance(components.tau2 / components.sigma2) == pytest.approx(best, abs=1e-6)


def test_scale_and_order_of_teams_do_not_matter() -> None:
    teams = _teams(np.random.default_rng(5), [4, 8, 2, 6], tau=0.6)
    plain = random_intercept([Moments.of(team) for team in teams])
    moved = random_intercept([Moments.of(10 * team + 100) for team in teams[::-1]])

    assert moved.grand == pytest.approx(10 * plain.grand + 100, rel=1e-9)
    assert moved.sigma2 == pytest.approx(100 * plain.sigma2, rel=1e-8)
    assert moved.tau2 == pytest.approx(100 * plain.tau2, rel=1e-8)


def test_scale_order_and_names_of_teams_do_not_matter_to_the_change() -> None:
    rng = np.random.default_rng(6)
    before = dict(enumerate(_teams(rng, [4, 8, 2, 6], tau=0.6)))
    after = dict(enumerate(_teams(rng, [5, 7, 3, 6], tau=0.6)))

    def modelled(name: str, *, by: float, turned: bool) -> WaveModel:
        teams = sorted(before, reverse=turned)
        waves = [{f"{name}{team}": Moments.of(by * wave[team] + 7) for team in teams} for wave in (before, after)]
        return wave_model(waves[0], waves[1])

    plain, moved = modelled("a", by=1, turned=False), modelled("z", by=10, turned=True)

    np.testing.assert_allclose([moved.wave, moved.se], [10 * plain.wave, 10 * plain.se], rtol=1e-8)
    np.testing.assert_allclose([moved.sigma2, moved.tau2], [100 * plain.sigma2, 100 * plain.tau2], rtol=1e-7)


def test_a_mean_shrinks_by_what_is_not_known_of_it() -> None:
    teams = [Moments.of(batch) for batch in DYESTUFF] + [Moments(1, 1600, 1600**2)]
    components = random_intercept(teams)

    shrunken = shrunken_means(teams, components)

    known = components.tau2 / (components.tau2 + components.sigma2 / np.array([5] * 6 + [1]))
    means = np.array([team.mean for team in teams])
    np.testing.assert_allclose(shrunken, known * means + (1 - known) * components.grand)


def test_in_another_order_every_team_keeps_its_shrunken_mean() -> None:
    teams = [Moments.of(batch) for batch in DYESTUFF] + [Moments(1, 1600, 1600**2)]
    components = random_intercept(teams)

    np.testing.assert_array_equal(shrunken_means(teams[::-1], components), shrunken_means(teams, components)[::-1])
    with pytest.raises(TooFewAnswers):
        shrunken_means([*teams, Moments(0, 0, 0)], components)


def test_variance_between_teams_alone_shrinks_nothing() -> None:
    teams = [Moments.of([mean - 1e-3, mean + 1e-3]) for mean in (1.0, 3, 5)]

    np.testing.assert_allclose(shrunken_means(teams, random_intercept(teams)), [1, 3, 5], atol=1e-6)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_wave_model_gives_the_dense_likelihood(seed: int) -> None:
    rng = np.random.default_rng(seed)
    before = dict(enumerate(_teams(rng, [3, 5, 2, 6, 1, 4], tau=0.7)))
    after = {team + 1: scores + 0.4 for team, scores in enumerate(_teams(rng, [4, 3, 5, 2, 7, 3], tau=0.7))}
    y = np.concatenate([*before.values(), *after.values()])
    group = np.concatenate([np.full(len(scores), team) for wave in (before, after) for team, scores in wave.items()])
    x = np.column_stack([np.ones(len(y)), np.arange(len(y)) >= sum(map(len, before.values()))])
    _, wave, _, se, sigma2, tau2 = _dense_reml(y, x, group)

    model = wave_model({k: Moments.of(v) for k, v in before.items()}, {k: Moments.of(v) for k, v in after.items()})

    np.testing.assert_allclose([model.wave, model.se, model.sigma2, model.tau2], [wave, se, sigma2, tau2], rtol=1e-5)
    assert (model.n_before, model.n_after, model.groups) == (21, 24, 7)
    assert model.high - model.wave == pytest.approx(1.959964 * model.se, rel=1e-6)


def test_the_change_of_equal_teams_is_the_difference_of_the_means() -> None:
    before = {"a": Moments.of([1, 2, 3]), "b": Moments.of([2, 3, 5])}
    after = {"b": Moments.of([3, 5, 5]), "a": Moments.of([2, 3, 3])}

    model = wave_model(before, after)

    assert model.wave == pytest.approx(21 / 6 - 16 / 6, rel=1e-12)
    assert wave_model(after, before).wave == pytest.approx(-model.wave, rel=1e-12)


def test_the_change_lies_in_95_of_100_intervals() -> None:
    rng = np.random.default_rng(1)
    hits = []
    for _ in range(250):
        level = 0.4 * rng.normal(size=25)
        waves = [
            {team: Moments.of(3 + change + level[team] + 0.7 * rng.normal(size=6)) for team in range(25)}
            for change in (0, 0.3)
        ]
        model = wave_model(waves[0], waves[1])
        hits.append(model.low <= 0.3 <= model.high)

    assert np.mean(hits) == pytest.approx(0.95, abs=0.03)


def test_what_cannot_be_told_is_refused() -> None:
    pair, one = Moments.of([2, 4]), Moments.of([3])

    for groups in ([pair], [one, one, one], [pair, Moments(0, 0, 0)]):
        with pytest.raises(TooFewAnswers):
            random_intercept(groups)
    with pytest.raises(NoVariation):
        random_intercept([Moments.of([2, 2]), Moments.of([4, 4])])
    with pytest.raises(NoVariation):
        random_intercept([Moments.of([mean - 1e-6, mean + 1e-6]) for mean in (1, 5)])
    for before in ({}, {"b": pair}):
        with pytest.raises(TooFewAnswers):
            wave_model(before, {"b": pair})


def test_a_change_without_anything_else_has_no_model() -> None:
    before = {team: Moments.of([mean, mean]) for team, mean in (("a", 2.1), ("b", 3.3))}
    after = {team: Moments.of([mean, mean]) for team, mean in (("a", 2.6), ("b", 3.8))}

    with pytest.raises(NoVariation):
        wave_model(before, after)
    with pytest.raises(NoVariation):
        wave_model({"a": before["a"], "b": before["a"]}, {"a": after["b"], "b": after["b"]})


def test_teams_of_another_size_in_one_wave_only_take_part() -> None:
    rng = np.random.default_rng(4)
    before = {team: Moments.of(scores) for team, scores in enumerate(_teams(rng, [5, 4, 6], tau=0.5))}
    after = {team + 3: Moments.of(scores) for team, scores in enumerate(_teams(rng, [5, 3], tau=0.5))}

    model = wave_model(before, after)

    assert model.groups == 5
    assert math.isfinite(model.se)


def test_two_sets_of_teams_are_compared_by_the_whole_model() -> None:
    """The likelihood of all scores at once, with the interaction among the effects."""
    rng = np.random.default_rng(8)
    before = {team: 3 + 0.4 * rng.normal() + 0.7 * rng.normal(size=6 + team) for team in range(7)}
    after = {team: 3.2 + 0.5 * (team < 3) + 0.4 * rng.normal() + 0.7 * rng.normal(size=9 - team) for team in range(7)}
    y = np.concatenate([*before.values(), *after.values()])
    teams = np.concatenate([np.full(len(each), team) for wave in (before, after) for team, each in wave.items()])
    wave = (np.arange(len(y)) >= sum(map(len, before.values()))).astype(float)
    chosen = (teams < 3).astype(float)
    x = np.column_stack([np.ones(len(y)), wave, chosen, wave * chosen])
    *effects, se = _dense_reml(y, x, teams)[[0, 1, 2, 3, 7]]

    found = difference_in_differences(
        {team: Moments.of(each) for team, each in before.items()},
        {team: Moments.of(each) for team, each in after.items()},
        {0, 1, 2},
    )

    np.testing.assert_allclose([found.difference, found.se], [effects[3], se], rtol=1e-5)
    assert (found.intervention.groups, found.others.groups) == (3, 4)
    assert found.high - found.difference == pytest.approx(1.959964 * found.se, rel=1e-6)


def test_a_change_of_all_teams_is_no_difference_between_sets() -> None:
    rng = np.random.default_rng(9)
    runs = []
    for _ in range(300):
        starts = 3.2 + 0.3 * rng.normal(size=10)
        before = {team: Moments.of(start + 0.7 * rng.normal(size=8)) for team, start in enumerate(starts)}
        after = {team: Moments.of(start + 0.5 + 0.7 * rng.normal(size=8)) for team, start in enumerate(starts)}
        runs.append(difference_in_differences(before, after, {0, 1, 2, 3}))

    assert np.mean([run.low <= 0 <= run.high for run in runs]) == pytest.approx(0.95, abs=0.04)
    assert np.mean([run.intervention.wave for run in runs]) == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize("treated", [set(), {0}, {0, 1, 2}])
def test_each_set_needs_two_teams(treated: set[int]) -> None:
    teams = {team: Moments.of([2, 3, 4]) for team in range(4)}

    with pytest.raises(TooFewAnswers):
        difference_in_differences(teams, teams, treated)
