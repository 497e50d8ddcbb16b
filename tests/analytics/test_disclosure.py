import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.disclosure import UnitTree, nearest_shown, residues, shown_units
from analytics.errors import MalformedTree
from tests.analytics.trees import best_choice, inside, leaks, organisations, random_tree, upwards

# an organisation (0) with two departments (1, 2), of which the first has two teams (3, 4)
TREE = UnitTree((-1, 0, 0, 1, 1))


def test_everything_is_shown_where_everyone_is_enough() -> None:
    assert shown_units(TREE, [0, 0, 8, 5, 6], k=5) == {0, 1, 2, 3, 4}


def test_a_team_that_would_give_its_small_neighbour_away_is_hidden() -> None:
    # team 4 has 3 people: with department 1 and team 3 shown they would be the difference
    assert shown_units(TREE, [0, 0, 8, 9, 3], k=5) == {0, 1, 2}


def test_members_of_the_department_itself_are_protected_too() -> None:
    assert shown_units(TREE, [0, 2, 8, 9, 9], k=5) == {0, 1, 2, 3}


def test_one_level_up_the_difference_is_seen_as_well() -> None:
    # department 2 has 3 people; they would be the rest if department 1, or both of its teams, were shown
    assert shown_units(TREE, [0, 0, 3, 9, 9], k=5) == {0, 3}


def test_the_organisation_goes_before_heavier_choices() -> None:
    # showing both departments instead of the organisation is safe, and so is everything together but the small rest
    tree = UnitTree((-1, 0, 0))

    assert shown_units(tree, [4, 6, 6], k=5) == {0, 1}


def test_equal_choices_fall_to_the_lowest_number() -> None:
    assert shown_units(UnitTree((-1, 0, 0, 0)), [2, 6, 6, 6], k=5) == {0, 1, 2}


def test_an_organisation_that_is_too_small_shows_nothing() -> None:
    assert shown_units(TREE, [0, 0, 1, 1, 2], k=5) == frozenset()


def test_units_that_are_not_eligible_stay_hidden_and_still_protect() -> None:
    assert shown_units(TREE, [0, 0, 8, 9, 9], k=5, eligible={0, 3, 4}) == {0, 3, 4}
    assert shown_units(TREE, [0, 0, 3, 9, 9], k=5, eligible=[1, 2]) == {1}
    assert shown_units(TREE, [9] * 5, k=5, eligible=[]) == frozenset()


def test_nobody_answered_is_protected_in_participation() -> None:
    answered, invited = [0, 0, 9, 9, 0], [0, 0, 9, 9, 2]

    assert shown_units(TREE, answered, k=5) == {0, 1, 2, 3}
    assert shown_units(TREE, answered, k=5, present=invited) == {0, 1, 2}
    assert shown_units(TREE, answered, k=5, present=[0, 0, 9, 9, 0]) == {0, 1, 2, 3}


@settings(max_examples=300, deadline=None)
@given(organisations(), st.integers(1, 6))
def test_the_choice_is_the_best_of_all(organisation: tuple[UnitTree, list[int]], k: int) -> None:
    tree, direct = organisation

    assert shown_units(tree, direct, k) == best_choice(tree, direct, k, range(len(direct)))


@settings(max_examples=150, deadline=None)
@given(organisations(), st.data())
def test_the_choice_is_the_best_of_those_eligible(
    organisation: tuple[UnitTree, list[int]], data: st.DataObject
) -> None:
    tree, direct = organisation
    eligible = data.draw(st.sets(st.sampled_from(range(len(direct)))))

    assert shown_units(tree, direct, 5, eligible=eligible) == best_choice(tree, direct, 5, eligible)


@settings(max_examples=150, deadline=None)
@given(organisations(people=4), st.data())
def test_the_choice_in_participation_is_the_best_of_all(
    organisation: tuple[UnitTree, list[int]], data: st.DataObject
) -> None:
    tree, answered = organisation
    silent = data.draw(st.lists(st.integers(0, 2), min_size=len(answered), max_size=len(answered)))
    invited = [took_part + did_not for took_part, did_not in zip(answered, silent, strict=True)]

    assert shown_units(tree, answered, 3, present=invited) == best_choice(
        tree, answered, 3, range(len(answered)), invited
    )


@settings(max_examples=200, deadline=None)
@given(organisations(largest=8), st.integers(2, 6))
def test_no_combination_of_what_is_shown_touches_a_small_group(
    organisation: tuple[UnitTree, list[int]], k: int
) -> None:
    tree, direct = organisation

    assert not leaks(tree, direct, shown_units(tree, direct, k), k)


def test_safe_by_residues_is_safe_by_linear_algebra() -> None:
    rng = np.random.default_rng(1)
    verdicts = []
    for _ in range(250):
        tree, direct = random_tree(rng, 7), rng.integers(0, 7, 7).tolist()
        shown = {unit for unit in range(7) if rng.random() < 0.5}
        by_residue = all(left == 0 or left >= 5 for left in residues(tree, direct, shown).values())
        verdicts.append(by_residue)

        assert by_residue is not leaks(tree, direct, shown, 5)
    assert 20 < sum(verdicts) < 230


def test_showing_all_that_is_large_enough_leaks() -> None:
    direct = [0, 0, 8, 9, 3]

    assert leaks(TREE, direct, {0, 1, 2, 3}, 5)
    assert not leaks(TREE, direct, {0, 1, 2}, 5)


@given(organisations())
def test_residues_are_disjoint_and_make_up_every_shown_unit(organisation: tuple[UnitTree, list[int]]) -> None:
    tree, direct = organisation
    shown = shown_units(tree, direct, 3)

    left = residues(tree, direct, shown)

    assert left.keys() == shown
    for unit in shown:
        assert sum(left[other] for other in shown & inside(tree, unit)) == tree.totals(direct)[unit]


@given(organisations(), st.data())
def test_the_nearest_shown_unit_is_the_first_on_the_way_up(
    organisation: tuple[UnitTree, list[int]], data: st.DataObject
) -> None:
    tree, direct = organisation
    shown = data.draw(st.sets(st.sampled_from(range(len(direct)))))

    assert nearest_shown(tree, shown).tolist() == [
        next((other for other in upwards(tree, unit) if other in shown), -1) for unit in range(len(direct))
    ]


@given(organisations())
def test_totals_and_order_are_those_of_walking_the_tree(organisation: tuple[UnitTree, list[int]]) -> None:
    tree, direct = organisation

    assert tree.totals(direct).tolist() == [
        sum(direct[other] for other in inside(tree, unit)) for unit in range(len(direct))
    ]
    place = {unit: i for i, unit in enumerate(tree.post_order)}
    assert sorted(place) == list(range(len(direct)))
    assert all(place[child] < place[unit] for unit in place for child in tree.children[unit])


@pytest.mark.parametrize("shape", ["chain", "flat", "random"])
def test_a_thousand_units_in_any_shape(shape: str) -> None:
    rng = np.random.default_rng(1)
    tree = {
        "chain": lambda: UnitTree(tuple(range(-1, 999))),
        "flat": lambda: UnitTree((-1, *[0] * 999)),
        "random": lambda: random_tree(rng, 1000),
    }[shape]()
    shown = shown_units(tree, rng.integers(0, 9, 1000), 10)

    assert tree.root in shown


@pytest.mark.parametrize(
    ("parents", "reason"),
    [
        ((), "root"),
        ((-1, -1), "root"),
        ((1, 0), "root"),
        ((-1, 2, 1), "cycle"),
        ((-1, 1), "cycle"),
        ((-1, 7), "does not exist"),
        ((-1, -2), "does not exist"),
    ],
)
def test_what_is_no_tree_is_refused(parents: tuple[int, ...], reason: str) -> None:
    with pytest.raises(MalformedTree, match=reason):
        UnitTree(parents)


@pytest.mark.parametrize("direct", [[1, 2, 3, 4], [1, 2, 3, 4, -1], [1, 2, 3, 4, 0.5]])
def test_counts_that_are_none_are_refused(direct: list[int]) -> None:
    with pytest.raises(MalformedTree):
        shown_units(TREE, direct, 5)
    with pytest.raises(MalformedTree):
        shown_units(TREE, [5] * 5, 5, present=direct)


def test_groups_of_nobody_are_no_threshold() -> None:
    with pytest.raises(ValueError, match="smallest group"):
        shown_units(TREE, [5] * 5, 0)
