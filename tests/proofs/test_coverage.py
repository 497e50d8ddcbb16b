"""A short form of the proof: the same intervals on fewer data sets."""

import dataclasses

import numpy as np
import pytest

from analytics.intervals import mean_interval
from analytics.moments import Moments
from tests.proofs import coverage_theory as theory
from tests.proofs.coverage import LEVEL, MANY, Case, quick_cases, times

CASES = quick_cases()
EXPECTED = [case for case in CASES if case.expected is not None]
REPORTED = [case for case in CASES if case.expected is None and "differ" not in case.data]


def _name(case: Case) -> str:
    return f"{case.interval}; {case.data}"


def _short(case: Case) -> int:
    return 2000 if case.replications == MANY else 100


@pytest.mark.parametrize("case", EXPECTED, ids=_name)
def test_on_data_that_fit_the_truth_is_held_as_often_as_theory_says(case: Case) -> None:
    found = case.found(_short(case))

    assert found["holds"], found


@pytest.mark.parametrize("case", REPORTED, ids=_name)
def test_on_answers_the_truth_is_held_at_least_about_as_often(case: Case) -> None:
    found = case.found(_short(case))

    assert isinstance(found["coverage"], float)
    assert isinstance(found["error"], float)
    assert found["coverage"] >= 0.935 - 3 * found["error"], found


@pytest.mark.parametrize("level", [0.92, 0.98])
def test_an_interval_that_is_too_narrow_or_too_wide_does_not_hold(level: float) -> None:
    def held(rng: np.random.Generator) -> bool:
        found = mean_interval(Moments.of(rng.normal(3, 1, 8)), level=level)
        return found.low <= 3 <= found.high

    assert not Case("mean", f"wrong: {level}", times(held), 2000, LEVEL).found()["holds"]


def test_the_same_case_always_finds_the_same() -> None:
    case = dataclasses.replace(CASES[0], replications=200)

    assert case.found() == case.found()


@pytest.mark.parametrize("n", [5, 10, 15, 30])
def test_over_all_true_shares_wilson_and_the_recommendation_score_come_to_95(n: int) -> None:
    for covered in (theory.proportion(n), theory.recommendation(n)):
        assert covered.mean() == pytest.approx(LEVEL, abs=0.01)
        assert covered.min() >= 0.85


def test_over_all_true_shares_newcombe_comes_to_95() -> None:
    for sizes in ((5, 5), (10, 10), (10, 15)):
        covered = theory.proportion_difference(*sizes)

        assert covered.mean() == pytest.approx(LEVEL, abs=0.01)
        assert covered.min() >= 0.85


def test_welch_is_exact_in_the_end_and_close_to_it_in_small_teams() -> None:
    assert theory.welch(2000, 3000, 1, 2) == pytest.approx(LEVEL, abs=1e-5)
    for n_before in (5, 8, 15):
        for n_after in (5, 8, 15):
            for sd_after in (0.5, 1, 2):
                assert theory.welch(n_before, n_after, 1, sd_after) == pytest.approx(LEVEL, abs=0.01)


def test_fisher_z_is_close_to_exact_from_forty_teams_on() -> None:
    for rho in (0.0, 0.3, 0.6, 0.9):
        assert theory.correlation(40, rho) == pytest.approx(LEVEL, abs=0.001)


def test_the_wave_model_is_narrow_with_few_teams() -> None:
    assert theory.balanced_wave(3, 5) == pytest.approx(0.939, abs=0.001)
    assert theory.balanced_wave(14, 10) == pytest.approx(0.949, abs=0.001)
