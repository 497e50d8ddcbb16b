"""What is still free when some sums are known: the changes of the answers that none of those sums notices."""

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from math import gcd

Move = Mapping[int, int]


class Moves:
    """All changes of the atoms' sums that leave every known sum as it is, as combinations of a few.

    An atom is a set of people that no figure tells apart, a move a change of the sums of atoms, in whole numbers.
    Before anything is known each atom can move by itself. All arithmetic is exact.

    Attributes
    ----------
    moves
        A basis: by atom, by how much it changes; atoms that do not change are left out. A learnt sum empties one.
    support
        For each move the atoms that it changes, as bits of a number.
    touching
        For each atom the moves that change it, as bits of a number.
    """

    def __init__(self, atoms: int) -> None:
        self.moves: list[Move] = [{atom: 1} for atom in range(atoms)]
        self.support = [1 << atom for atom in range(atoms)]
        self.touching = [1 << atom for atom in range(atoms)]

    def effects(self, cell: Collection[int]) -> dict[int, int]:
        """Say by how much each move changes the sum of a cell; moves that do not change it are left out."""
        touched = 0
        for atom in cell:
            touched |= self.touching[atom]
        members = frozenset(cell)
        sums = {number: _sum(self.moves[number], members) for number in bits(touched)}
        return {number: effect for number, effect in sums.items() if effect}

    def learn(self, effects: Mapping[int, int]) -> None:
        """Make a sum known, of which the effects of all moves are given: keep the changes that it does not notice.

        Moves are combined with their neighbours in the order of their atoms, so that what stays touches few atoms.
        """
        order = sorted(effects, key=lambda number: sorted(self.moves[number]))
        combined = [combine(self.moves[a], self.moves[b], effects[a], effects[b]) for a, b in pairwise(order)]
        for number, move in zip(order, [*combined, {}], strict=False):
            self._replace(number, _smallest(move))

    def _replace(self, number: int, move: Move) -> None:
        """Put a move in the place of another."""
        for atom in self.moves[number].keys() ^ move.keys():
            self.touching[atom] ^= 1 << number
        self.moves[number] = move
        self.support[number] = sum(1 << atom for atom in move)


def combine(move: Move, other: Move, effect: int, other_effect: int) -> dict[int, int]:
    """Take so much of two moves that their effects cancel out."""
    result = {atom: other_effect * change for atom, change in move.items()}
    for atom, change in other.items():
        left = result.get(atom, 0) - effect * change
        if left:
            result[atom] = left
        else:
            result.pop(atom, None)
    return result


def bits(number: int) -> Iterator[int]:
    """List the places of the ones in a number, lowest first."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest


def _sum(move: Move, members: frozenset[int]) -> int:
    return sum(change for atom, change in move.items() if atom in members)


def _smallest(move: Move) -> Move:
    """Divide a move by what all of its changes have in common."""
    common = gcd(*move.values())
    return {atom: change // common for atom, change in move.items()} if common > 1 else move
