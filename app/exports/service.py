"""Make the files of a unit from the one table of published figures."""

from dataclasses import dataclass

from sqlmodel import Session

from analytics.breakdowns import sizes
from app.exports.cells import Cell, breakdown_cells, cells, unit_rows
from app.exports.codebook import ENTRY_COLUMNS, entries, variables
from app.exports.csv_text import csv_text
from app.exports.measures import Kind, Measure, measures
from app.exports.naming import result_name
from app.exports.sav import sav
from app.exports.sheets import (
    Sheet,
    breakdowns_sheet,
    columns_sheet,
    inside_sheet,
    recommendation_sheet,
    scores_sheet,
    statements_sheet,
)
from app.exports.teams import team_rows
from app.exports.workbook import Bars, Cover, workbook
from app.models import Organisation
from app.results.beginning import beginning
from app.results.reading import Published, figures
from app.results.service import headline, invited
from app.results.texts import Texts
from surveys.model import Block, Level

NAMES, MEANS = 1, 3
"""Columns of the sheet of scores that charts are drawn from."""


@dataclass(frozen=True)
class Subject:
    """What a file is about: a unit in a publication, in one language."""

    organisation: Organisation
    source: Published
    position: int
    texts: Texts

    @property
    def unit(self) -> str:
        """The name of the unit."""
        return self.source.tree.names[self.position]

    def named(self, kind: str) -> str:
        """Name a file of this kind."""
        return result_name(self.organisation.name, self.source.measurement.name, self.unit, kind)


def unit_workbook(session: Session, subject: Subject) -> bytes:
    """Make the workbook of a unit: what it says, and a sheet for each table."""
    texts, source = subject.texts, subject.source
    listed = measures(texts)
    own = list(cells(session, source, [subject.position], listed))
    sheets = _sheets(session, subject, own, listed)
    return workbook(
        _cover(session, subject),
        sheets,
        _charts(sheets[0], texts) if subject.position in source.shown else (),
        author="Bouwsteen",
        day=source.publication.published_on,
    )


def teams_csv(session: Session, subject: Subject) -> str:
    """Make the file with one row per team as CSV."""
    listed = measures(subject.texts)
    names = [variable.name for variable in variables(listed, subject.texts)]
    return csv_text(names, team_rows(_team_cells(session, subject, listed)))


def teams_sav(session: Session, subject: Subject) -> bytes:
    """Make the file with one row per team for SPSS."""
    listed, words = measures(subject.texts), subject.texts.words
    return sav(
        variables(listed, subject.texts),
        team_rows(_team_cells(session, subject, listed)),
        label=f"{subject.organisation.name}, {subject.source.measurement.name}",
        notes=[f"{name}: {value}" for name, value in _origin(subject)],
        hidden=words.gettext("not shown"),
        day=subject.source.publication.published_on,
    )


def codebook_csv(subject: Subject) -> str:
    """Make the codebook of the file with one row per team."""
    return csv_text(ENTRY_COLUMNS, entries(measures(subject.texts), subject.texts))


def _team_cells(session: Session, subject: Subject, listed: tuple[Measure, ...]) -> list[Cell]:
    return list(cells(session, subject.source, subject.source.tree.teams(subject.position), listed))


def _sheets(session: Session, subject: Subject, own: list[Cell], listed: tuple[Measure, ...]) -> list[Sheet]:
    texts, source = subject.texts, subject.source
    scores = [measure for measure in listed if measure.kind is Kind.SCORE]
    inside = source.tree.within(subject.position)[1:]
    least = sizes(source.measurement.minimum_scores).unit
    made = [scores_sheet(own, texts), statements_sheet(own, texts), recommendation_sheet(own, texts)]
    if inside:
        below = cells(session, source, inside, scores)
        made.append(inside_sheet(unit_rows(source, inside), below, scores, texts))
    if broken := list(breakdown_cells(session, source, [subject.position], scores, least)):
        made.append(breakdowns_sheet(broken, texts))
    return [*made, columns_sheet(texts)]


def _cover(session: Session, subject: Subject) -> Cover:
    gettext = subject.texts.words.gettext
    return Cover(gettext("Read me"), subject.unit, (*_origin(subject), *_findings(session, subject)))


def _origin(subject: Subject) -> tuple[tuple[str, str | int | float], ...]:
    words, source = subject.texts.words, subject.source
    gettext = words.gettext
    lines: list[tuple[str, str | int | float]] = [
        (gettext("Organisation"), subject.organisation.name),
        (gettext("Measurement"), source.measurement.name),
        (gettext("Unit"), " / ".join(source.tree.names[step] for step in source.tree.path(subject.position))),
        (gettext("Result of"), words.date(source.publication.published_on)),
    ]
    if subject.organisation.synthetic:
        lines.append((gettext("Synthetic"), gettext("Everything here is made up, people and answers too.")))
    return tuple(lines)


def _findings(session: Session, subject: Subject) -> tuple[tuple[str, str | int | float], ...]:
    """Say where the unit stands and where it begins, as its page does; of a hidden unit say that it is hidden."""
    texts, source, position = subject.texts, subject.source, subject.position
    gettext, measurement = texts.words.gettext, source.measurement
    unit = figures(session, source, [position]).get(position)
    empty = (gettext("Empty cells"), gettext("An empty cell is not shown, to prevent recognition, or does not exist."))
    if unit is None:
        return ((gettext("Result"), gettext("Of this unit no figures are shown, to prevent recognition.")), empty)
    begin = beginning(unit, measurement.threshold, texts, is_team=not source.tree.children[position])
    return (
        (gettext("Answered"), unit.respondents),
        (gettext("Invited"), invited(source, position)),
        (gettext("Result"), headline(unit, measurement.threshold, texts)),
        (gettext("Where to begin"), begin.advice),
        (gettext("Margins"), gettext("Another day, the answers could have been anywhere within the margin.")),
        empty,
    )


def _charts(scores: Sheet, texts: Texts) -> tuple[Bars, ...]:
    """Draw the blocks and the levels as bars: they stand under the overall score."""
    gettext, blocks = texts.words.gettext, len(Block)
    return (
        Bars(gettext("Building blocks: average, 1 to 5"), scores.name, 1, blocks, NAMES, MEANS),
        Bars(gettext("Levels: average, 1 to 5"), scores.name, blocks + 1, blocks + len(Level), NAMES, MEANS),
    )
