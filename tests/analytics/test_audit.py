"""The audit against two independent methods, and on tables whose answer can be seen."""

import numpy as np
import pytest

from analytics import audit
from analytics.audit import Cause, Refusal, isolated_groups, safe_cells
from tests.analytics.isolation import by_chance, in_order, random_table, smallest_groups

# two teams of men and women: atoms 0 to 3
WOMEN_A, MEN_A, WOMEN_B, MEN_B = range(4)
TEAM_A, TEAM_B = [WOMEN_A, MEN_A], [WOMEN_B, MEN_B]
WOMEN, MEN = [WOMEN_A, WOMEN_B], [MEN_A, MEN_B]
EVERYBODY = [*TEAM_A, *TEAM_B]


def test_a_whole_and_all_but_a_few_of_it_isolate_those_few() -> None:
    assert isolated_groups([9, 3], [[0, 1], [0]], 5) == ((1,),)
    assert isolated_groups([9, 5], [[0, 1], [0]], 5) == ()


def test_a_small_cell_isolates_itself() -> None:
    assert isolated_groups([3, 1, 9], [[0, 1], [2]], 5) == ((0, 1),)


def test_an_atom_with_nobody_is_known() -> None:
    # the women of team B are none, so that the cell of women is that of the women of team A
    assert isolated_groups([6, 2, 0, 9], [TEAM_A, WOMEN], 5) == ((MEN_A,),)


def test_two_ways_to_divide_the_same_people_tell_a_difference_of_two_corners() -> None:
    # team A and the women and no longer everybody: the women of team A minus the men of team B
    cells = [EVERYBODY, TEAM_A, WOMEN]

    assert isolated_groups([3, 9, 9, 2], cells, 5) == ()
    assert isolated_groups([3, 9, 9, 1], cells, 5) == ((WOMEN_A, MEN_B),)
    assert isolated_groups([3, 9, 9, 2], [*cells, [WOMEN_A, MEN_B]], 5) == ((WOMEN_A,), (MEN_B,))


def test_inclusion_and_exclusion_is_seen() -> None:
    # none is the difference of two others: 0 + 1, 1 + 2 and 0 + 2 together give the double of each
    assert isolated_groups([4, 8, 8], [[0, 1], [1, 2], [0, 2]], 5) == ((0,),)
    assert isolated_groups([4, 8, 8], [[0, 1], [1, 2]], 5) == ()


def test_a_weighted_sum_over_few_people_is_seen_though_no_group_of_them_is() -> None:
    # twice the first plus once the second
    cells = [[0, 1, 2], [0, 3], [2, 3]]
    assert isolated_groups([2, 2, 9, 9], cells, 5) == ((0, 1),)


def test_cells_are_shown_in_their_order_as_long_as_they_are_safe_together() -> None:
    choice = safe_cells([3, 9, 9, 2], [EVERYBODY, TEAM_A, WOMEN, [WOMEN_A, MEN_B], MEN, [WOMEN_A]], 5)

    assert choice.shown == (0, 1, 2, 4)
    assert choice.refused == {3: Refusal(Cause.ISOLATES, (WOMEN_A,)), 5: Refusal(Cause.TOO_SMALL)}


def test_a_refusal_names_whom_the_cell_would_isolate() -> None:
    choice = safe_cells([9, 2, 1, 9], [[0, 1, 2, 3], [3], [0]], 5)

    assert choice.refused == {2: Refusal(Cause.ISOLATES, (1, 2))}


def test_what_is_given_is_shown_and_counts() -> None:
    cells = [[0, 1], [0]]

    assert safe_cells([9, 3], cells, 5, given=2).shown == (0, 1)


def test_the_same_cell_twice_tells_nothing_new() -> None:
    assert safe_cells([4, 5], [[0, 1], [1, 0]], 5).shown == (0, 1)


def test_no_cells_and_no_people() -> None:
    assert safe_cells([], [], 5).shown == ()
    assert safe_cells([0, 0], [[0, 1], []], 5).refused.keys() == {0, 1}
    assert isolated_groups([1, 2], [], 5) == ()


def test_agrees_with_trying_every_group_with_fractions() -> None:
    rng, leaking = np.random.default_rng(1), 0
    for _ in range(300):
        people, cells = random_table(rng)
        k = int(rng.integers(1, 9))
        expected = smallest_groups(people, cells, k)

        assert list(isolated_groups(people, cells, k)) == expected
        assert list(safe_cells(people, cells, k).shown) == in_order(people, cells, k)
        leaking += bool(expected)
    assert 100 < leaking < 280


def test_the_named_group_is_one_that_the_cell_isolates() -> None:
    rng, named = np.random.default_rng(2), 0
    for _ in range(100):
        people, cells = random_table(rng)
        choice = safe_cells(people, cells, 5)
        for number, refusal in choice.refused.items():
            if refusal.cause is Cause.ISOLATES:
                together = [cells[other] for other in choice.shown if other < number] + [cells[number]]
                assert refusal.group in smallest_groups(people, together, 5)
                named += 1
    assert named > 20


def test_agrees_with_random_changes_on_larger_tables() -> None:
    rng, found = np.random.default_rng(3), 0
    for seed in range(8):
        people = rng.integers(1, 4, 40).tolist()
        features = rng.integers(0, 4, (3, 40))
        cells = [np.flatnonzero(own == value).tolist() for own in features for value in range(4)]
        cells += [np.flatnonzero((features[0] == a) & (features[1] == b)).tolist() for a in range(4) for b in range(3)]
        chance = {tuple(sorted(group)) for group in by_chance(people, cells, 5, seed=seed)}
        groups = isolated_groups(people, cells, 5)

        assert set(groups) == {group for group in chance if not any(set(less) < set(group) for less in chance)}
        found += len(groups)
    assert found > 20


def test_the_numbers_of_atoms_and_the_order_of_cells_do_not_matter_for_what_is_isolated() -> None:
    rng = np.random.default_rng(4)
    for _ in range(50):
        people, cells = random_table(rng)
        renamed = rng.permutation(len(people))
        moved = [0] * len(people)
        for atom, number in enumerate(renamed):
            moved[number] = people[atom]
        others = [[int(renamed[atom]) for atom in cell] for cell in reversed(cells)]

        expected = {frozenset(int(renamed[atom]) for atom in group) for group in isolated_groups(people, cells, 5)}
        assert set(map(frozenset, isolated_groups(moved, others, 5))) == expected


def test_what_cannot_be_proven_in_time_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "STEPS", 3)
    rng, unproven = np.random.default_rng(5), 0
    for _ in range(60):
        people, cells = random_table(rng)
        choice = safe_cells(people, cells, 8)
        unproven += sum(refusal.cause is Cause.UNPROVEN for refusal in choice.refused.values())

        assert not smallest_groups(people, [cells[number] for number in choice.shown], 8)
    assert unproven > 5


def test_up_to_five_the_search_has_no_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "STEPS", 0)
    rng = np.random.default_rng(6)
    for _ in range(30):
        people, cells = random_table(rng)

        assert list(safe_cells(people, cells, 5).shown) == in_order(people, cells, 5)


def test_groups_of_nobody_are_no_threshold() -> None:
    with pytest.raises(ValueError, match="smallest group"):
        safe_cells([5], [[0]], 0)
