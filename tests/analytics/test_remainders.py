from hypothesis import given
from hypothesis import strategies as st

from analytics.disclosure import UnitTree, residues, shown_units
from analytics.moments import Moments
from analytics.remainders import remainders
from tests.analytics.trees import inside, organisations

# 0 holds 1 and 2; 1 holds 3 and 4
TREE = UnitTree((-1, 0, 0, 1, 1))


def _flat(*scores: float) -> Moments:
    return Moments.of(scores)


def test_what_is_left_of_a_unit_by_hand() -> None:
    shown = {0: _flat(1, 2, 3, 4, 5), 1: _flat(1, 2, 3), 3: _flat(1)}

    assert remainders(TREE, shown) == {0: _flat(4, 5), 1: _flat(2, 3), 3: _flat(1)}


def test_a_hidden_unit_in_between_is_passed_over() -> None:
    assert remainders(TREE, {0: _flat(1, 2, 3), 4: _flat(3)}) == {0: _flat(1, 2), 4: _flat(3)}


def test_groups_of_nobody_are_left_out() -> None:
    assert remainders(TREE, {0: _flat(1, 2), 1: _flat(1, 2)}) == {1: _flat(1, 2)}
    assert remainders(TREE, {}) == {}


@given(organisations(), st.integers(1, 6))
def test_each_group_is_a_residue_so_none_is_smaller_than_the_smallest_group(
    organisation: tuple[UnitTree, list[int]], k: int
) -> None:
    tree, direct = organisation
    shown = shown_units(tree, direct, k)
    people = {unit: sum(direct[one] for one in inside(tree, unit)) for unit in sorted(shown)}

    found = remainders(tree, {unit: _flat(*range(count)) for unit, count in people.items()})

    left = residues(tree, direct, shown)
    assert {unit: group.n for unit, group in found.items()} == {unit: n for unit, n in left.items() if n}
    assert all(group.n >= k for group in found.values())
