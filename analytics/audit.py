"""Which sums may be shown together, so that no combination of them isolates fewer than k people."""

from collections.abc import Collection, Mapping, Sequence
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
    The search begins with the new sum and follows that rule: of the moves that touch exactly one member of what it
    has, it takes the one with the fewest atoms, and tries each of those. Nothing is left to chance or to rounding.
    Units and attributes of thousands of people take seconds; cells that cut through dozens of single persons at
    random leave only moves with many atoms, and take long.
    """
    if k < 1:
        raise ValueError(f"the smallest group is 1, not {k}")
    moves, room, refused = Moves(len(people)), _room(people, k), {}
    steps = STEPS if k > EXHAUSTIVE_K else None
    for number, cell in enumerate(cells):
        members = [atom for atom in cell if people[atom]]
        effects = moves.effects(members)
        search = Search(moves, people, room, effects, steps=steps)
        refusal = None if number < given else _refusal(search, members, k)
        if refusal:
            refused[number] = refusal
        else:
            moves.learn(effects)
    return Choice(tuple(number for number in range(len(cells)) if number not in refused), refused)


def isolated_groups(people: Sequence[int], cells: Sequence[Collection[int]], k: int) -> tuple[Group, ...]:
    """Find every smallest group of 1 to k - 1 people that a combination of these sums isolates.

    Parameters as in `safe_cells`. Each group is a tuple of atoms, lowest first; any other isolated group of fewer
    than k people contains one of these. There is no limit for any k, so that a large one may take very long.
    """
    moves = Moves(len(people))
    for cell in cells:
        moves.learn(moves.effects([atom for atom in cell if people[atom]]))
    room = _room(people, k)
    search = Search(moves, people, room, {})
    found = {group for atom in bits(room[-1]) for group in search.from_atom(atom)}
    return tuple(sorted(found))


def _room(people: Sequence[int], k: int) -> list[int]:
    """Collect, for 0 to k - 1 people, the atoms with somebody and with at most so many, as bits of a number."""
    return [sum(1 << atom for atom, count in enumerate(people) if 1 <= count <= most) for most in range(k)]


def _refusal(search: Search, members: Sequence[int], k: int) -> Refusal | None:
    """Say why a cell may not be shown in addition to what is known, if so."""
    if sum(search.people[atom] for atom in members) < k:
        return Refusal(Cause.TOO_SMALL)
    try:
        group = next(search.from_sum(), None)
    except LimitReached:
        return Refusal(Cause.UNPROVEN)
    return None if group is None else Refusal(Cause.ISOLATES, group)
