import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from analytics.errors import NoVariation, TooFewAnswers
from analytics.grouping import icc1, icc2
from analytics.moments import Moments
from tests.reference import reference, stored_answers

FROM_R = reference("grouping")
SMALL = [[1.0, 2, 3], [3.0, 4, 5]]


def _moments(groups: list[list[float]]) -> list[Moments]:
    return [Moments.of(group) for group in groups]


def _scores() -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    answers, team = stored_answers()
    complete = (answers >= 0).all(axis=1)
    return answers[complete].mean(axis=1), team[complete]


def _by(scores: NDArray[np.float64], group: NDArray[np.int64]) -> list[Moments]:
    return [Moments.of(scores[group == one]) for one in np.unique(group)]


def test_two_groups_of_three_by_hand() -> None:
    # means 2 and 4: MSB = 3 (1 + 1) / 1 = 6, MSW = 4 / 4 = 1, F = 6, k = 3
    first, second = icc1(_moments(SMALL)), icc2(_moments(SMALL))
    low, high = 6 / stats.f.ppf(0.975, 1, 4), 6 * stats.f.ppf(0.975, 4, 1)

    assert first.estimate == pytest.approx(5 / 8, rel=1e-14)
    assert second.estimate == pytest.approx(5 / 6, rel=1e-14)
    assert (first.low, first.high) == pytest.approx(((low - 1) / (low + 2), (high - 1) / (high + 2)), rel=1e-10)
    assert (second.low, second.high) == pytest.approx((1 - 1 / low, 1 - 1 / high), rel=1e-10)
    assert (first.groups, first.n, first.level) == (2, 6, 0.95)
    assert (second.groups, second.n, second.level) == (2, 6, 0.95)


def test_groups_with_the_same_mean_are_as_unlike_as_can_be_inside() -> None:
    same = _moments([[1.1, 2.2, 3.3], [3.3, 2.2, 1.1]])

    assert icc1(same).estimate == -1 / 2
    with pytest.raises(NoVariation):
        icc2(same)


def test_groups_that_hardly_vary_inside_come_near_one() -> None:
    clear = _moments([[1.0, 1.001], [3.0, 3.001], [5.0, 5.001]])

    assert 0.999 < icc1(clear).low < icc1(clear).estimate < 1
    assert 0.999 < icc2(clear).low < icc2(clear).estimate < 1


def test_group_means_closer_than_chance_give_negative_figures() -> None:
    scores = np.sort(_scores()[0])
    dealt = _by(scores, np.arange(len(scores)) % 8)

    assert icc1(dealt).estimate < 0
    assert icc2(dealt).estimate < -1


def test_order_of_groups_and_another_scale_change_nothing() -> None:
    scores, team = _scores()
    plain = _by(scores, team)

    for icc in (icc1, icc2):
        result = icc(plain)
        for other in (plain[::-1], _by(7 - 10 * scores, team)):
            again = icc(other)
            np.testing.assert_allclose(
                [again.estimate, again.low, again.high], [result.estimate, result.low, result.high], rtol=1e-10
            )


def test_icc2_is_icc1_stepped_up_to_the_size_of_a_group() -> None:
    first, second = icc1(_by(*_scores())), icc2(_by(*_scores()))
    size = first.n / first.groups

    assert second.estimate == pytest.approx(size * first.estimate / (1 + (size - 1) * first.estimate), rel=1e-12)


@pytest.mark.parametrize("name", ["teams", "dealt"])
def test_they_are_those_of_r(name: str) -> None:
    # tests/reference/grouping.R: multilevel::ICC1 and ICC2 on aov, with bounds from qf; one team has one member
    scores, team = _scores()
    groups = _by(scores, team) if name == "teams" else _by(np.sort(scores), np.arange(len(scores)) % 8)
    first, second = icc1(groups), icc2(groups)

    ours = [first.estimate, first.low, first.high, second.estimate, second.low, second.high]

    assert ours == pytest.approx(FROM_R[name], abs=1e-9)


@pytest.mark.parametrize("name", ["dyestuff", "dyestuff_psych"])
def test_in_groups_of_one_size_the_interval_is_that_of_psych(name: str) -> None:
    # lme4 1.1: data(Dyestuff)
    groups = [
        [1545, 1440, 1440, 1520, 1580],
        [1540, 1555, 1490, 1560, 1495],
        [1595, 1550, 1605, 1510, 1560],
        [1445, 1440, 1595, 1465, 1545],
        [1595, 1630, 1515, 1635, 1625],
        [1520, 1455, 1450, 1480, 1445],
    ]
    first, second = (icc([Moments.of(group) for group in groups]) for icc in (icc1, icc2))

    ours = [first.estimate, first.low, first.high, second.estimate, second.low, second.high]

    assert ours == pytest.approx(FROM_R[name], abs=1e-9)


def test_both_lie_in_95_of_100_intervals() -> None:
    rng = np.random.default_rng(1)
    groups, size, tau, sigma = 12, 8, 0.4, 0.7
    share = tau**2 / (tau**2 + sigma**2)
    steady = tau**2 / (tau**2 + sigma**2 / size)
    draws = [tau * rng.normal(size=(groups, 1)) + sigma * rng.normal(size=(groups, size)) for _ in range(3000)]
    teams = [[Moments.of(row) for row in draw] for draw in draws]

    for icc, truth in ((icc1, share), (icc2, steady)):
        held = [result.low <= truth <= result.high for result in map(icc, teams)]
        assert np.mean(held) == pytest.approx(0.95, abs=0.012)


def test_with_groups_of_several_sizes_it_is_about_95() -> None:
    rng = np.random.default_rng(1)
    sizes = np.array([4, 5, 6, 6, 8, 8, 10, 12, 14, 20])
    truth = 0.4**2 / (0.4**2 + 0.7**2)

    def held() -> bool:
        result = icc1([Moments.of(0.4 * rng.normal() + 0.7 * rng.normal(size=size)) for size in sizes])
        return result.low <= truth <= result.high

    assert np.mean([held() for _ in range(3000)]) == pytest.approx(0.95, abs=0.025)


@pytest.mark.parametrize(
    "groups",
    [[], [[1.0, 2.0]], [[1.0], [2.0], [3.0]], [[1.0, 2.0], [], [3.0, 4.0]]],
    ids=["none", "one", "ones", "empty"],
)
def test_too_few_groups_or_scores_are_refused(groups: list[list[float]]) -> None:
    for icc in (icc1, icc2):
        with pytest.raises(TooFewAnswers):
            icc(_moments(groups))


def test_scores_that_do_not_differ_within_groups_are_refused() -> None:
    for icc in (icc1, icc2):
        with pytest.raises(NoVariation):
            icc(_moments([[3.4] * 5, [4.1] * 6]))
