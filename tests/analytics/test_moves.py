import numpy as np
import pytest

from analytics.moves import Moves, bits, combine
from tests.analytics.isolation import random_table


def test_before_anything_is_known_every_atom_moves_by_itself() -> None:
    moves = Moves(3)

    assert moves.moves == [{0: 1}, {1: 1}, {2: 1}]
    assert moves.effects([0, 2]) == {0: 1, 2: 1}


def test_a_known_sum_leaves_exchanges_between_its_atoms() -> None:
    moves = Moves(3)
    moves.learn(moves.effects([0, 2]))

    assert moves.moves == [{0: 1, 2: -1}, {1: 1}, {}]
    assert moves.touching == [0b001, 0b010, 0b001]
    assert moves.support == [0b101, 0b010, 0]


def test_changes_have_nothing_in_common() -> None:
    assert combine({0: 2, 1: 4}, {1: 2, 2: 2}, 2, 1) == {0: 2, 2: -4}
    moves = Moves(3)
    for cell in ([0, 1], [1, 2], [0, 1, 2]):
        moves.learn(moves.effects(cell))
    assert moves.moves == [{}, {}, {}]


@pytest.mark.parametrize("seed", range(30))
def test_moves_are_all_the_changes_that_no_known_sum_notices(seed: int) -> None:
    people, cells = random_table(np.random.default_rng(seed))
    moves = Moves(len(people))
    for cell in cells:
        moves.learn(moves.effects(cell))
    table = np.array([[atom in cell for atom in range(len(people))] for cell in cells], dtype=float)
    changes = np.array([[move.get(atom, 0) for atom in range(len(people))] for move in moves.moves if move])

    assert not any(moves.effects(cell) for cell in cells)
    assert len(changes) == len(people) - np.linalg.matrix_rank(table)
    assert not changes.size or np.linalg.matrix_rank(changes) == len(changes)
    for number, move in enumerate(moves.moves):
        assert set(bits(moves.support[number])) == move.keys()
        assert all(bool(moves.touching[atom] >> number & 1) is (atom in move) for atom in range(len(people)))


def test_bits_are_places_of_ones() -> None:
    assert list(bits(0b100101)) == [0, 2, 5]
    assert list(bits(0)) == []
