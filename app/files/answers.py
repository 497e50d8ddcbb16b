"""From a survey file to an answer matrix, with what does not count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from analytics.grouped import Groups
from app.files.issues import Issue, Kind
from app.files.reading import SurveyFile
from app.files.scales import Scale
from app.files.values import NONE, Codes, faults, name, nameless


@dataclass(frozen=True, eq=False)
class Answers:
    """The answers of a file, one row of `codes` per item and one column per respondent.

    Attributes
    ----------
    rows
        Data rows in the file.
    issues
        Everything in it that does not count, by row.
    items
        The columns, in the order of `codes`.
    codes
        Shape (items, respondents), counted from 0 for the lowest option; -1 is no answer.
    labels
        Names of the groups, in alphabetical order.
    groups
        The group of each respondent.
    """

    rows: int
    issues: tuple[Issue, ...]
    items: tuple[str, ...]
    codes: NDArray[np.int8]
    labels: tuple[str, ...]
    groups: Groups

    @property
    def respondents(self) -> int:
        """Who is left after duplicates."""
        return len(self.groups.row)

    def of(self, scale: Scale) -> NDArray[np.int8]:
        """Give the answers to one scale, shape (respondents, items)."""
        return self.codes[[self.items.index(item) for item in scale.items]].T


def read_answers(file: SurveyFile, scales: Sequence[Scale], *, group: str, person: str | None = None) -> Answers:
    """Read a file; BadInput when it cannot be read.

    The first row of a person counts; a row without a person is always somebody else.
    """
    tables = {item: Codes(scale.low, scale.high) for scale in scales for item in scale.items}
    pile = _Pile(tables, group, person)
    for chunk in file.columns([group, *([person] if person else []), *tables]):
        pile.add(chunk)
    return pile.answers()


class _Pile:
    """What was read so far."""

    def __init__(self, tables: Mapping[str, Codes], group: str, person: str | None) -> None:
        self.tables, self.group, self.person = tables, group, person
        self.rows = 0
        self.issues: list[Issue] = []
        self.persons: set[str] = set()
        self.homes: list[str | None] = []
        self.codes: list[NDArray[np.int8]] = []

    def add(self, chunk: list[tuple[str, ...]]) -> None:
        """Take up some rows."""
        homes = [name(value) for value in chunk[0]]
        self.issues += nameless(homes, chunk[0], self.group, self.rows)
        kept = self._first_rows(chunk[1]) if self.person else np.ones(len(homes), dtype=np.bool_)
        columns = chunk[-len(self.tables) :]
        self.codes.append(
            np.stack([self._read(item, values)[kept] for item, values in zip(self.tables, columns, strict=True)])
        )
        self.homes += [home for home, stays in zip(homes, kept.tolist(), strict=True) if stays]
        self.rows += len(homes)

    def answers(self) -> Answers:
        """Put everything together."""
        labels = sorted({home for home in self.homes if home is not None})
        numbers = {label: number for number, label in enumerate(labels)} | {None: NONE}
        homes = np.fromiter(map(numbers.__getitem__, self.homes), dtype=np.int64, count=len(self.homes))
        return Answers(
            rows=self.rows,
            issues=tuple(sorted(self.issues, key=attrgetter("row"))),
            items=tuple(self.tables),
            codes=np.concatenate(self.codes, axis=1),
            labels=tuple(labels),
            groups=Groups.of(homes, len(labels)),
        )

    def _read(self, item: str, values: tuple[str, ...]) -> NDArray[np.int8]:
        codes = self.tables[item].read(values)
        self.issues += faults(codes, values, item, self.rows)
        return np.maximum(codes, NONE)

    def _first_rows(self, values: tuple[str, ...]) -> NDArray[np.bool_]:
        """Mark the rows of persons who were not there before, and point at the others."""
        kept = np.ones(len(values), dtype=np.bool_)
        for place, value in enumerate(values):
            person = name(value)
            if person in self.persons:
                kept[place] = False
                self.issues.append(Issue(Kind.DUPLICATE, self.rows + place + 1, str(self.person), str(person)))
            elif person is not None:
                self.persons.add(person)
        return kept
