"""Groups that shown sums isolate, found in two other ways than the product does: by trying all, and by chance."""

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

PRIME = 2**31 - 1

Cells = Sequence[Collection[int]]


def random_table(rng: np.random.Generator) -> tuple[list[int], list[list[int]]]:
    """Make a small table: people by atom, of whom some atoms have none, and atoms by cell, often by two features."""
    people = rng.integers(0, rng.choice([2, 3, 7]), int(rng.integers(2, 10))).tolist()
    features = rng.integers(0, 3, (2, len(people)))
    cells = [np.flatnonzero(features[which] == value).tolist() for which in range(2) for value in range(3)]
    cells += [np.flatnonzero(rng.random(len(people)) < 0.5).tolist() for _ in range(rng.integers(0, 6))]
    rng.shuffle(cells)
    return people, cells


def smallest_groups(people: Sequence[int], cells: Cells, k: int) -> list[tuple[int, ...]]:
    """Try every group of fewer than k people, with fractions."""
    rows = [[Fraction(atom in cell) for atom, count in enumerate(people) if count] for cell in cells]
    atoms = [atom for atom, count in enumerate(people) if count]
    found: list[tuple[int, ...]] = []
    for size in range(1, k):
        for group in combinations(range(len(atoms)), size):
            named = tuple(atoms[place] for place in group)
            if sum(people[atom] for atom in named) < k and not any(set(less) < set(named) for less in found):
                found += [named] if _isolates(rows, group) else []
    return sorted(found)


def in_order(people: Sequence[int], cells: Cells, k: int) -> list[int]:
    """Show each cell that is large enough and isolates nobody together with those shown before it."""
    shown: list[int] = []
    for number, cell in enumerate(cells):
        together = [cells[other] for other in (*shown, number)]
        if sum(people[atom] for atom in cell) >= k and not smallest_groups(people, together, k):
            shown.append(number)
    return shown


def _isolates(rows: Sequence[Sequence[Fraction]], group: Collection[int]) -> bool:
    """Say whether some combination of rows is zero outside the group and not inside it."""
    outside = [[value for place, value in enumerate(row) if place not in group] for row in rows]
    return _rank(outside) < _rank(rows)


def _rank(rows: Sequence[Sequence[Fraction]]) -> int:
    left, rank = [list(row) for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in left if row[column]), None)
        if pivot is not None:
            left.remove(pivot)
            rank += 1
            left = [_without(row, pivot, column) for row in left]
    return rank


def _without(row: list[Fraction], pivot: list[Fraction], column: int) -> list[Fraction]:
    share = row[column] / pivot[column]
    return [value - share * other for value, other in zip(row, pivot, strict=True)]


def by_chance(people: Sequence[int], cells: Cells, k: int, *, seed: int) -> Iterator[tuple[int, ...]]:
    """Find groups of up to four atoms and fewer than k people, by random changes that no cell notices.

    The rows of these changes, modulo a prime, of a group that is isolated depend on each other. After taking out one
    or two rows, rows that are zero or that are parallel are what is looked for.
    """
    changes = _unnoticed(people, cells, np.random.default_rng(seed))
    small = np.flatnonzero((np.asarray(people) > 0) & (np.asarray(people) < k))
    yield from _named(small, _tied(changes[small]), people, k)
    for first in range(len(small)):
        rest = _taken_out(changes[small], first)
        yield from _named(small, ((first, *group) for group in _tied(rest, above=first)), people, k)
        for second in range(first + 1, len(small)):
            last = _taken_out(rest, second)
            yield from _named(small, ((first, second, *group) for group in _tied(last, above=second)), people, k)


def _named(
    small: NDArray[np.int64], groups: Iterator[tuple[int, ...]], people: Sequence[int], k: int
) -> Iterator[tuple[int, ...]]:
    """Give groups by their atoms, those of fewer than k people."""
    for group in groups:
        named = tuple(int(small[place]) for place in group)
        if sum(people[atom] for atom in named) < k:
            yield named


def _tied(rows: NDArray[np.int64], above: int = -1) -> Iterator[tuple[int, ...]]:
    """List the rows that are zero, and the pairs that are parallel, with numbers above this one."""
    zero = ~rows.any(axis=1)
    yield from ((int(place),) for place in np.flatnonzero(zero) if place > above)
    places = np.flatnonzero(~zero & (np.arange(len(rows)) > above))
    lead = rows[places, (rows[places] != 0).argmax(axis=1)]
    scaled = rows[places] * _inverse(lead)[:, None] % PRIME
    _, same, counts = np.unique(scaled, axis=0, return_inverse=True, return_counts=True)
    for number in np.flatnonzero(counts > 1):
        yield from combinations(places[same == number].tolist(), 2)


def _taken_out(rows: NDArray[np.int64], which: int) -> NDArray[np.int64]:
    """Remove from all rows their part along one, which becomes zero; nothing happens when it is zero."""
    row = rows[which]
    if not row.any():
        return rows
    place = int((row != 0).argmax())
    share = rows[:, place] * int(pow(int(row[place]), -1, PRIME)) % PRIME
    return np.delete((rows - share[:, None] * row) % PRIME, place, axis=1)


def _unnoticed(people: Sequence[int], cells: Cells, rng: np.random.Generator, changes: int = 6) -> NDArray[np.int64]:
    """Draw changes of the atoms' sums that change no cell, shape (atoms, changes)."""
    table = np.array([[atom in set(cell) and people[atom] > 0 for atom in range(len(people))] for cell in cells])
    table, pivots = _echelon(table.astype(np.int64).reshape(len(cells), len(people)))
    drawn = rng.integers(0, PRIME, (len(people), changes))
    drawn[pivots] = 0
    for row, pivot in zip(table, pivots, strict=True):
        drawn[pivot] = -_product(row, drawn) % PRIME
    return drawn


def _product(row: NDArray[np.int64], drawn: NDArray[np.int64]) -> NDArray[np.int64]:
    total: NDArray[np.int64] = (row[:, None] * drawn % PRIME).sum(axis=0)
    return total % PRIME


def _echelon(table: NDArray[np.int64]) -> tuple[NDArray[np.int64], list[int]]:
    """Reduce a table so that each row has a column of its own; give the rows that are left and those columns."""
    pivots: list[int] = []
    for column in range(table.shape[1]):
        below = np.flatnonzero(table[len(pivots) :, column])
        if below.size:
            row, pivot = len(pivots), len(pivots) + int(below[0])
            table[[row, pivot]] = table[[pivot, row]]
            table[row] = table[row] * int(pow(int(table[row, column]), -1, PRIME)) % PRIME
            factors = table[:, column].copy()
            factors[row] = 0
            table = (table - factors[:, None] * table[row]) % PRIME
            pivots.append(column)
    return table[: len(pivots)], pivots


def _inverse(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Invert numbers modulo the prime: their power of the prime minus two."""
    result, power, exponent = np.ones_like(numbers), numbers % PRIME, PRIME - 2
    while exponent:
        if exponent & 1:
            result = result * power % PRIME
        power = power * power % PRIME
        exponent >>= 1
    return result
