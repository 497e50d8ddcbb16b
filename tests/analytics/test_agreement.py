import math
from collections import Counter
from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from analytics.agreement import (
    agreement_limit,
    average_deviation,
    average_deviations,
    beats_uniform,
    critical_average_deviation,
)
from analytics.errors import NotReportable, TooFewAnswers

FIVE = range(1, 6)


def test_answers_one_and_five_lie_two_from_their_mean() -> None:
    assert average_deviation([1, 0, 0, 0, 1], values=FIVE) == 2


def test_four_answers_by_hand() -> None:
    # 2, 3, 3, 5: mean 3.25, distances 1.25, .25, .25, 1.75
    assert average_deviation([0, 1, 2, 0, 1], values=FIVE) == 0.875


def test_full_agreement_is_zero() -> None:
    assert average_deviation([0, 0, 7, 0, 0], values=FIVE) == 0


def test_it_is_rounded_once() -> None:
    rng = np.random.default_rng(1)
    for _ in range(200):
        answers = rng.integers(1, 6, size=rng.integers(2, 40)).tolist()
        mean = Fraction(sum(answers), len(answers))
        exact = sum(abs(answer - mean) for answer in answers) / len(answers)

        assert average_deviation([answers.count(value) for value in FIVE], values=FIVE) == float(exact)


def test_turning_or_shifting_the_scale_changes_nothing() -> None:
    counts = [3, 1, 0, 4, 2]

    assert average_deviation(counts[::-1], values=FIVE) == average_deviation(counts, values=FIVE)
    assert average_deviation(counts, values=range(5)) == average_deviation(counts, values=FIVE)
    assert average_deviation(counts, values=range(2, 12, 2)) == 2 * average_deviation(counts, values=FIVE)


def test_many_groups_at_once_are_each_group_by_itself() -> None:
    counts = np.random.default_rng(1).integers(0, 3, size=(4, 6, 5))
    counts[0, 0] = [0, 0, 1, 0, 0]

    deviations = average_deviations(counts, values=FIVE)

    assert np.isnan(deviations[0, 0])
    for group, item in product(range(4), range(6)):
        if counts[group, item].sum() >= 2:
            assert deviations[group, item] == average_deviation(counts[group, item], values=FIVE)


def test_the_limit_is_a_sixth_of_the_options() -> None:
    assert agreement_limit(5) == pytest.approx(0.8333, abs=5e-5)


@pytest.mark.parametrize(("n", "critical"), [(5, 0.40), (8, 0.69), (10, 0.74), (15, 0.87)])
def test_critical_values_as_published(n: int, critical: float) -> None:
    # Dunlap, Burke & Smith-Crowe (2003), Journal of Applied Psychology 88, 356-362, five options, alpha .05
    assert critical_average_deviation(n, 5) == pytest.approx(critical, abs=0.005)


@pytest.mark.parametrize(
    ("n", "options", "alpha"), [(3, 5, 0.05), (5, 5, 0.05), (6, 4, 0.01), (4, 7, 0.05), (7, 3, 0.1)]
)
def test_the_critical_value_is_that_of_going_through_all_answers(n: int, options: int, alpha: float) -> None:
    chances: Counter[Fraction] = Counter()
    for answers in product(range(options), repeat=n):
        mean = Fraction(sum(answers), n)
        chances[sum((abs(answer - mean) for answer in answers), Fraction()) / n] += 1
    rare = [x for x in sorted(chances) if sum(chances[y] for y in chances if y <= x) <= alpha * options**n]

    assert critical_average_deviation(n, options, alpha) == pytest.approx(float(rare[-1]), abs=1e-12)


def test_random_ticking_beats_itself_in_at_most_five_of_a_hundred_cases() -> None:
    counts = np.random.default_rng(1).multinomial(60, [0.2] * 5, size=20_000)

    share = np.mean(average_deviations(counts, values=FIVE) <= critical_average_deviation(60, 5) + 1e-9)

    assert 0.043 <= share <= 0.053


def test_a_deviation_on_the_critical_value_beats_chance() -> None:
    assert beats_uniform(math.nextafter(critical_average_deviation(5, 5), 1), 5, 5)
    assert not beats_uniform(0.48, 5, 5)


def test_too_few_answers_cannot_beat_chance_and_too_many_are_not_tested() -> None:
    for n in (0, 1, 2):
        with pytest.raises(TooFewAnswers):
            critical_average_deviation(n, 5)
    with pytest.raises(TooFewAnswers):
        critical_average_deviation(3, 5, 0.039)  # all three the same: 5 of 125 cases
    with pytest.raises(TooFewAnswers):
        average_deviation([0, 0, 1, 0, 0], values=FIVE)
    with pytest.raises(NotReportable):
        beats_uniform(0.5, 301, 5)


def test_from_fifteen_answers_on_agreement_always_beats_chance() -> None:
    assert all(critical_average_deviation(n, 5) > agreement_limit(5) for n in range(15, 120))
