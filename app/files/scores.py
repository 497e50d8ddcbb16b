"""From a survey file in long form, one row per person and measurement, to the scores of two measurements."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from operator import attrgetter

from app.files.errors import BadInput
from app.files.issues import Issue, Kind
from app.files.reading import Column, SurveyFile
from app.files.values import name, number


@dataclass(frozen=True)
class Columns:
    """Which column holds what, and which two measurements are compared."""

    wave: str
    before: str
    after: str
    group: str
    score: str
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """What one person gave in one measurement; None where it is not known."""

    group: str | None
    person: str | None
    score: float | None


@dataclass(frozen=True)
class Scores:
    """The scores of two measurements.

    Attributes
    ----------
    rows
        Data rows in the file.
    elsewhere
        How many of them belong to neither measurement, by the name of theirs ("" for none).
    issues
        Everything in the rows of the two that does not count, by row.
    before, after
        The rows of each measurement, duplicates left out.
    """

    rows: int
    elsewhere: Mapping[str, int]
    issues: tuple[Issue, ...]
    before: tuple[Row, ...]
    after: tuple[Row, ...]


def read_scores(file: SurveyFile, columns: Columns) -> Scores:
    """Read a file; BadInput when it cannot be read, or when a measurement is not in it.

    The first row of a person in a measurement counts; a row without a person is always somebody else.
    """
    if columns.before == columns.after:
        message = file.words.gettext("--before and --after name the same measurement: %(name)s.", name=columns.after)
        raise BadInput(message)
    pile = _Pile(columns)
    named = [columns.wave, columns.group, columns.score, *([columns.person] if columns.person else [])]
    for chunk in file.columns(named):
        pile.add(*chunk)
    for wave in (columns.before, columns.after):
        if wave not in pile.waves:
            message = file.words.gettext(
                "%(file)s, column %(column)s: there is no measurement %(wave)s. There are %(present)s.",
                file=file.path,
                column=columns.wave,
                wave=wave,
                present=", ".join(sorted(filter(None, pile.waves))),
            )
            raise BadInput(message)
    return pile.scores()


class _Pile:
    """What was read so far."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.rows = 0
        self.waves: dict[str, int] = defaultdict(int)
        self.issues: list[Issue] = []
        self.seen: set[tuple[str, str]] = set()
        self.kept: dict[str, list[Row]] = {columns.before: [], columns.after: []}

    def add(self, waves: Column, groups: Column, scores: Column, persons: Column | None = None) -> None:
        """Take up some rows."""
        for wave, group, score, person in zip(waves, groups, scores, persons or ("",) * len(waves), strict=True):
            self.rows += 1
            wave_name = name(wave) or ""
            self.waves[wave_name] += 1
            if wave_name in self.kept:
                self._take(wave_name, group, score, name(person))

    def scores(self) -> Scores:
        """Put everything together."""
        before, after = (tuple(self.kept[wave]) for wave in (self.columns.before, self.columns.after))
        elsewhere = {wave: count for wave, count in self.waves.items() if wave not in self.kept}
        return Scores(self.rows, elsewhere, tuple(sorted(self.issues, key=attrgetter("row"))), before, after)

    def _take(self, wave: str, group: str, score: str, person: str | None) -> None:
        home, found = name(group), number(score)
        if home is None:
            self._issue(Kind.NO_GROUP, self.columns.group, group)
        if isinstance(found, Kind):
            self._issue(found, self.columns.score, score)
        if person is not None and (wave, person) in self.seen:
            self._issue(Kind.DUPLICATE, str(self.columns.person), person)
            return
        if person is not None:
            self.seen.add((wave, person))
        self.kept[wave].append(Row(home, person, found if isinstance(found, float) else None))

    def _issue(self, kind: Kind, column: str, value: str) -> None:
        self.issues.append(Issue(kind, self.rows, column, value.strip()))
