import numpy as np
import pytest

from analytics.disclosure import UnitTree
from analytics.tiers import Tier

# an organisation (0) with a department (1) of two teams (2, 3); 3 is too small to be shown and hides in department 1
TREE = UnitTree((-1, 0, 1, 1))
UNIT_OF = np.repeat([0, 1, 2, 3], [6, 2, 7, 4])


@pytest.fixture
def tier() -> Tier:
    return Tier.of(TREE, UNIT_OF, 5)


def test_respondents_belong_to_the_lowest_shown_unit(tier: Tier) -> None:
    assert tier.units.tolist() == [2, 1, 0]
    assert tier.above.tolist() == [1, 2, -1]
    assert tier.holds_others.tolist() == [False, True, True]
    assert tier.node.tolist() == [0] * 6 + [1] * 2 + [2] * 7 + [1] * 4
    assert tier.units[tier.row].tolist() == tier.node.tolist()


def test_sums_are_per_residue_and_rolled_up_per_unit(tier: Tier) -> None:
    people = tier.sums(np.ones(19, dtype=np.int64))

    assert people.tolist() == [7, 6, 6]
    assert tier.rolled(people).tolist() == [7, 13, 19]
    assert tier.tally(np.where(UNIT_OF == 3, -1, 2), options=4, shift=-1).tolist() == [
        [0, 0, 0, 7],
        [4, 0, 0, 2],
        [0, 0, 0, 6],
    ]


def test_who_is_in_no_shown_unit_counts_nowhere() -> None:
    tier = Tier.of(TREE, UNIT_OF, 5, eligible=[2])

    assert tier.sums(np.ones(19, dtype=np.int64)).tolist() == [7]
    assert tier.tally(np.zeros(19, dtype=np.int8), options=1, shift=0).tolist() == [[7]]


def test_a_unit_without_parts_keeps_its_figure_to_the_last_bit(tier: Tier) -> None:
    own = np.array([[0.1], [0.7], [0.4]])

    assert tier.average(own, np.array([[3], [6], [6]]))[0, 0] == 0.1


def test_parts_weigh_by_their_people_and_those_without_a_figure_do_not(tier: Tier) -> None:
    own = np.array([[1.0, 1.0, np.nan, np.nan], [2.0, np.nan, 2.0, np.nan], [3.0, 3.0, 3.0, np.nan]])
    people = np.array([[7, 7, 1, 1], [6, 1, 6, 1], [6, 6, 6, 0]])

    average = tier.average(own, people)

    department = np.array([19 / 13, 1, 2, np.nan])
    whole = [(19 + 18) / 19, (1 * 8 + 3 * 6) / 14, (2 * 7 + 3 * 6) / 13, np.nan]
    np.testing.assert_allclose(average, [own[0], department, whole])


def test_numbers_too_large_for_an_exact_sum_are_refused(tier: Tier) -> None:
    with pytest.raises(ValueError, match="too large"):
        tier.sums(np.full(19, 2**49))
    assert tier.sums(np.full(19, 2**48)).tolist() == [7 * 2**48, 6 * 2**48, 6 * 2**48]
