import numpy as np
import pytest

from analytics.bases import base, fewest, mixed
from analytics.errors import TooFewAnswers
from tests.analytics.questionnaires import SMALL, random_answers

ANSWERS = random_answers(np.random.default_rng(1), 200, SMALL)


def _complete(people: int, missing: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.arange(people) >= missing


def test_it_takes_thirty_people_or_the_smallest_group_where_that_is_larger() -> None:
    assert (fewest(10), fewest(30), fewest(45)) == (30, 30, 45)


def test_nobody_missing_means_everybody_counts() -> None:
    assert base(_complete(40, 0), k=10).tolist() == list(range(40))


@pytest.mark.parametrize(("missing", "resting"), [(0, 60), (1, 50), (9, 50), (10, 50), (11, 49), (30, 30)])
def test_nobody_or_at_least_k_people_are_left_out(missing: int, resting: int) -> None:
    chosen = base(_complete(60, missing), k=10)

    assert len(chosen) == resting
    assert 60 - len(chosen) not in range(1, 10)
    assert chosen.min() >= missing


@pytest.mark.parametrize(("people", "missing", "k"), [(29, 0, 10), (39, 1, 10), (60, 31, 10), (40, 0, 41)])
def test_fewer_than_it_takes_are_refused(people: int, missing: int, k: int) -> None:
    with pytest.raises(TooFewAnswers):
        base(_complete(people, missing), k=k)


def test_the_order_is_the_same_however_people_came_in() -> None:
    rng = np.random.default_rng(2)

    for _ in range(5):
        np.testing.assert_array_equal(mixed(rng.permutation(ANSWERS)), mixed(ANSWERS))


def test_the_order_keeps_everybody_and_is_not_one_of_answers() -> None:
    ordered = mixed(ANSWERS)

    assert sorted(map(tuple, ordered.tolist())) == sorted(map(tuple, ANSWERS.tolist()))
    first = ordered[:, 0].astype(float)
    assert abs(np.corrcoef(first, np.arange(len(first)))[0, 1]) < 0.2
