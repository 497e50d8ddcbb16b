"""Groups of atoms that are tied: some weighted sum of them follows from the sums that are known."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_

from analytics.moves import Move, Moves, bits, combine

SPARES = 2
NEW = -1  # stands among the atoms for the sum that is looked at

Group = tuple[int, ...]


class LimitReached(Exception):
    """The search has not come to an end in the steps that it may take."""


class Search:
    """Look for tied groups.

    Attributes
    ----------
    effects
        What each move does to the new sum; empty when there is none, or when it follows from what is known.
    room
        By number of people that may still join: the atoms that fit, as bits of a number.
    steps_left
        How many groups may still be tried before LimitReached; None for all.
    """

    def __init__(
        self,
        moves: Moves,
        people: Sequence[int],
        room: Sequence[int],
        effects: Mapping[int, int],
        *,
        steps: int | None = None,
    ) -> None:
        self.moves, self.people, self.room, self.effects = moves, people, room, effects
        self.steps_left = steps

    def from_sum(self) -> Iterator[Group]:
        """Find the groups that the new sum ties."""
        if self.effects:
            for group in self._grown((NEW,), self._touching(NEW), 0, 0, len(self.room) - 1):
                yield tuple(sorted(set(group) - {NEW}))

    def from_atom(self, atom: int) -> Iterator[Group]:
        """Find the tied groups of which this is the lowest atom."""
        up_to_here, left = (2 << atom) - 1, len(self.room) - 1 - self.people[atom]
        for group in self._grown((atom,), self._touching(atom), 0, up_to_here, left):
            yield tuple(sorted(group))

    def _grown(self, group: Group, once: int, more: int, barred: int, left: int) -> Iterator[Group]:
        """Find the tied groups that hold this one and at most so many more people, without the atoms that are barred.

        The moves that touch exactly one member are in `once`, those that touch several in `more`, as bits.
        """
        self._count()
        free = self.room[left] & ~barred
        joining = self._hitting(once, free, last=left == 1) if once else self._beside(group, last=left == 1)
        if joining is None:
            yield self._smallest(group)
            return
        for atom in bits(joining & free):
            barred |= 1 << atom
            touching = self._touching(atom)
            several = more | once & touching
            rest = left - self.people[atom]
            yield from self._grown((*group, atom), (once ^ touching) & ~several, several, barred, rest)

    def _hitting(self, once: int, free: int, *, last: bool) -> int:
        """Choose atoms of which one must join: those of the smallest move, or when it is the last, those in all."""
        best = free
        for number in bits(once):
            hits = self.moves.support[number] & free
            if last:
                best &= hits
            elif hits.bit_count() < best.bit_count():
                best = hits
            if not best:
                break
        return best

    def _beside(self, group: Group, *, last: bool) -> int | None:
        """Choose atoms of which one must join a group that no single move touches once; None when it is tied.

        Moves are combined until there is one that touches one member only. Its atoms are taken, without those that a
        combination touches which leaves the group alone: such an atom cannot be the last.
        """
        pivots: list[tuple[int, Move]] = []
        spares: list[Move] = []
        for number in bits(self._all_touching(group)):
            move = self._reduced(number, pivots)
            if (member := next((atom for atom in group if atom in move), None)) is not None:
                pivots.append((member, move))
            elif last:
                spares.append(move)
            if len(pivots) == len(group) and (not last or len(spares) >= SPARES):
                break
        if len(pivots) < len(group):
            return None
        return _atoms(pivots[-1][1]) & ~_atoms(*spares)

    def _smallest(self, group: Group) -> Group:
        """Leave out of a tied group who is not needed for that."""
        for atom in group:
            rest = tuple(other for other in group if other != atom)
            if rest and self._beside(rest, last=False) is None:
                group = rest
        return group

    def _reduced(self, number: int, pivots: Sequence[tuple[int, Move]]) -> Move:
        """Take from a move, with its effect on the new sum, what others can do to the members that they stand for."""
        move: Move = self.moves.moves[number]
        if number in self.effects:
            move = {**move, NEW: self.effects[number]}
        for member, pivot in pivots:
            if member in move:
                move = combine(move, pivot, move[member], pivot[member])
        return move

    def _touching(self, atom: int) -> int:
        return _set(self.effects) if atom == NEW else self.moves.touching[atom]

    def _all_touching(self, group: Group) -> int:
        return reduce(or_, map(self._touching, group))

    def _count(self) -> None:
        """Count a step, where they are limited."""
        if self.steps_left is not None:
            self.steps_left -= 1
            if self.steps_left < 0:
                raise LimitReached


def _atoms(*moves: Move) -> int:
    """Collect the atoms of moves, as bits of a number."""
    return _set({atom for move in moves for atom in move if atom != NEW})


def _set(places: Iterable[int]) -> int:
    return sum(1 << place for place in places)
