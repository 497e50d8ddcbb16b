"""Which sums may be shown together, so that no combination of them isolates fewer than k people."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from analytics.moves import Moves, bits
from analytics.tied import Group, LimitReached, Search

EXHAUSTIVE_K = 5  # up to here the search has no limit
STEPS = 10_000  # how many groups are tried for one cell with a larger k


class Cause(StrEnum):
    """Why a cell may not be shown."""

    TOO_SMALL = "too_small"
    ISOLATES = "isolates"
    UNPROVEN = "unproven"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a cell may not be shown, and the atoms that it would isolate, where that is the reason."""

    cause: Cause
    group: Group = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """The cells that may be shown together, by number, and why the others may not."""

    shown: Group
    refused: Mapping[int, Refusal]


def safe_cells(people: Sequence[int], cells: Sequence[Collection[int]], k: int, *, given: int = 0) -> Choice:
    """Go through cells in order of importance, and show each that is safe together with those shown before it.

    Parameters
    ----------
    people
        How many people are in each atom: a set of people that no cell divides. The sum of an atom with nobody is
        known to be 0.
    cells
        For each cell its atoms.
    k
        Smallest group that may be known, at least 1. A cell with fewer people is not shown.
    given
        So many cells at the beginning are shown without a question: it is known that together they are safe.

    Returns
    -------
    Whatever the k, no linear combination of the shown sums touches between 1 and k - 1 people. For k up to 5 that is
    all that is asked: a cell is refused only when it is too small or isolates a group. For a larger k a cell is
    refused as well when its safety could not be established in `STEPS` steps.

    Raises
    ------
    ValueError
        When k is below 1.

    Notes
    -----
    A group of atoms is isolated when their changes are tied: some weighted sum of them is the same under every move
    that the shown sums do not notice. So each move that touches one atom of a tied group touches another one too.
    The search begins with an atom or with a new sum and follows that rule: of the moves that touch exactly one member
    of what it has, it takes the one with the fewest atoms, and tries each of those. Nothing is left to chance or to
    rounding. Cells are tried together; where they are not safe together, one half after the other.
    Units and attributes of a hundred thousand people take seconds; cells that cut through dozens of single persons at
    random leave only moves with many atoms, and take long.
    """
    if k < 1:
        raise ValueError(f"the smallest group is 1, not {k}")
    audit = _Audit(people, [_with_somebody(people, cell) for cell in cells], k, list(range(given)))
    audit.show(range(given, len(cells)))
    return Choice(tuple(audit.shown), audit.refused)


def isolated_groups(people: Sequence[int], cells: Sequence[Collection[int]], k: int) -> tuple[Group, ...]:
    """Find every smallest group of 1 to k - 1 people that a combination of these sums isolates.

    Parameters as in `safe_cells`. Each group is a tuple of atoms, lowest first; any other isolated group of fewer
    than k people contains one of these. There is no limit for any k, so that a large one may take very long.
    """
    moves = _free(people, [_with_somebody(people, cell) for cell in cells])
    found = set(_isolated(moves, people, k))
    return tuple(sorted(found))


class _Audit:
    """The cells that are shown so far, by number, and why others are not.

    Many cells are tried together: sums that are learnt from the smallest to the largest leave moves of few atoms, and
    those are searched in next to no time. In order of importance each would take longer than all together.
    """

    def __init__(self, people: Sequence[int], cells: Sequence[Sequence[int]], k: int, shown: list[int]) -> None:
        self.people, self.cells, self.k, self.shown = people, cells, k, shown
        self.room, self.refused = _room(people, k), dict[int, Refusal]()
        self.moves = self._free(shown)

    def show(self, numbers: Sequence[int], *, unsafe: bool = False) -> None:
        """Show these cells, as far as they are safe together with what is shown, in order of importance.

        With `unsafe` it is known that not all of them are.
        """
        if len(numbers) == 1:
            self._show_one(numbers[0])
        elif numbers and (unsafe or not self._show_all(numbers)):
            half, before = len(numbers) // 2, len(self.refused)
            self.show(numbers[:half])
            self.show(numbers[half:], unsafe=len(self.refused) == before)

    def _show_all(self, numbers: Sequence[int]) -> bool:
        """Show cells that are safe all together; where the search has a limit it goes one by one."""
        if self.k > EXHAUSTIVE_K or any(self._is_small(number) for number in numbers):
            return False
        moves = self._free([*self.shown, *numbers])
        if any(True for _ in _isolated(moves, self.people, self.k)):
            return False
        self.shown += numbers
        self.moves = moves
        return True

    def _show_one(self, number: int) -> None:
        effects = self.moves.effects(self.cells[number])
        refusal = self._refusal(number, effects)
        if refusal:
            self.refused[number] = refusal
        else:
            self.shown.append(number)
            self.moves.learn(effects)

    def _refusal(self, number: int, effects: Mapping[int, int]) -> Refusal | None:
        """Say why a cell may not be shown in addition to what is shown, if so."""
        if self._is_small(number):
            return Refusal(Cause.TOO_SMALL)
        steps = STEPS if self.k > EXHAUSTIVE_K else None
        search = Search(self.moves, self.people, self.room, effects, steps=steps)
        try:
            group = next(search.from_sum(), None)
        except LimitReached:
            return Refusal(Cause.UNPROVEN)
        return None if group is None else Refusal(Cause.ISOLATES, group)

    def _is_small(self, number: int) -> bool:
        return sum(self.people[atom] for atom in self.cells[number]) < self.k

    def _free(self, numbers: Sequence[int]) -> Moves:
        return _free(self.people, [self.cells[number] for number in numbers])


def _with_somebody(people: Sequence[int], cell: Collection[int]) -> list[int]:
    """Leave out of a cell the atoms without people: their sum is known to be 0."""
    return [atom for atom in cell if people[atom]]


def _free(people: Sequence[int], cells: Sequence[Sequence[int]]) -> Moves:
    """Find what is free when the sums of all these cells are known."""
    moves = Moves(len(people))
    for cell in sorted(cells, key=len):
        moves.learn(moves.effects(cell))
    return moves


def _isolated(moves: Moves, people: Sequence[int], k: int) -> Iterator[Group]:
    """Find the smallest isolated groups; some come more than once."""
    room = _room(people, k)
    search = Search(moves, people, room, {})
    for atom in bits(room[-1]):
        yield from search.from_atom(atom)


def _room(people: Sequence[int], k: int) -> list[int]:
    """Collect, for 0 to k - 1 people, the atoms with somebody and with at most so many, as bits of a number."""
    return [sum(1 << atom for atom, count in enumerate(people) if 1 <= count <= most) for most in range(k)]
