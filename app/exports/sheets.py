"""The sheets of a workbook as plain tables: names, columns and rows, without a drawing of anything."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.exports.cells import COUNTS, BreakdownCell, Cell, Figures, UnitRow, Value
from app.exports.codebook import meanings
from app.exports.measures import Kind, Measure
from app.results.texts import Texts


class Format(StrEnum):
    """How the values of a column are written."""

    TEXT = "text"
    WHOLE = "whole"
    SCORE = "score"
    SHARE = "share"


@dataclass(frozen=True)
class Column:
    """A column: its heading, how its values are written, and how wide it is in signs."""

    heading: str
    format: Format = Format.TEXT
    width: int = 12


@dataclass(frozen=True)
class Sheet:
    """One sheet: a table under one row of headings."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


WHOLE = {"n", "stage", "stage_low", "stage_high", "unknown", "skipped", "respondents", "invited"}
SCORE_FIELDS = ("n", "mean", "low", "high", "sd", "ad", "stage", "stage_low", "stage_high")
STATEMENT_FIELDS = (*SCORE_FIELDS, "favourable", "favourable_low", "favourable_high", "unknown", "skipped")
RECOMMENDATION_FIELDS = ("n", "score", "score_low", "score_high")
BREAKDOWN_FIELDS = ("n", "mean", "low", "high", "sd")


def scores_sheet(cells: Iterable[Cell], texts: Texts) -> Sheet:
    """List overall, block and level scores; a hidden one keeps its row."""
    gettext = texts.words.gettext
    columns = (Column(gettext("Code")), Column(gettext("Score"), width=28), *_headings(SCORE_FIELDS, texts))
    return Sheet(gettext("Scores"), columns, tuple(_row(cell, SCORE_FIELDS) for cell in _of(cells, Kind.SCORE)))


def statements_sheet(cells: Iterable[Cell], texts: Texts) -> Sheet:
    """List the statements with their figures and how many gave each answer."""
    gettext = texts.words.gettext
    counts = COUNTS[1:6]
    names = [Column(f"{gettext('Answer')} {count.removeprefix('count_')}", Format.WHOLE, 10) for count in counts]
    columns = (
        *(Column(gettext("Code"), width=24), Column(gettext("Statement"), width=80)),
        *(Column(gettext("Building block"), width=18), Column(gettext("Level"), width=26)),
        *_headings(STATEMENT_FIELDS, texts),
        *names,
    )
    rows = tuple(_statement(cell, texts) for cell in _of(cells, Kind.STATEMENT))
    return Sheet(gettext("Statements"), columns, rows)


def recommendation_sheet(cells: Iterable[Cell], texts: Texts) -> Sheet:
    """List the recommendation questions with how many gave each answer, 0 to 10."""
    gettext = texts.words.gettext
    names = [Column(f"{gettext('Answer')} {answer}", Format.WHOLE, 10) for answer in range(11)]
    columns = (
        *(Column(gettext("Code"), width=22), Column(gettext("Question"), width=100)),
        *_headings(RECOMMENDATION_FIELDS, texts),
        *names,
    )
    found = _of(cells, Kind.RECOMMENDATION)
    rows = tuple((*_row(cell, RECOMMENDATION_FIELDS), *_counts(cell)) for cell in found)
    return Sheet(gettext("Recommendation"), columns, rows)


def inside_sheet(units: Sequence[UnitRow], cells: Iterable[Cell], measures: Sequence[Measure], texts: Texts) -> Sheet:
    """List all units inside, in the order of the tree, with their scores; a hidden one keeps its place."""
    gettext = texts.words.gettext
    means = {(cell.unit.unit_id, cell.measure.measure): cell.figures.mean for cell in cells}
    columns = (
        *(Column(gettext("Unit"), width=32), Column(gettext("Path"), width=70)),
        *(Column(gettext("Answered"), Format.WHOLE), Column(gettext("Invited"), Format.WHOLE)),
        *(Column(measure.text, Format.SCORE, 14) for measure in measures),
        Column(gettext("Shown"), width=14),
    )
    rows = tuple(
        (
            *(unit.unit, unit.path, unit.respondents, unit.invited),
            *(means[unit.unit_id, measure.measure] for measure in measures),
            gettext("yes") if unit.shown else gettext("no"),
        )
        for unit in units
    )
    return Sheet(gettext("Inside"), columns, rows)


def breakdowns_sheet(cells: Iterable[BreakdownCell], texts: Texts) -> Sheet:
    """List the scores of those who chose one option of a background question."""
    gettext, wording = texts.words.gettext, texts.wording.backgrounds
    columns = (
        *(Column(gettext("Question"), width=44), Column(gettext("Answer"), width=20)),
        *(Column(gettext("Score"), width=28), *_headings(BREAKDOWN_FIELDS, texts)),
    )
    rows = tuple(
        (
            *(wording[cell.background]["text"], wording[cell.background][cell.option], cell.measure.text),
            *_values(cell.figures, BREAKDOWN_FIELDS),
        )
        for cell in cells
    )
    return Sheet(gettext("Breakdowns"), columns, rows)


def columns_sheet(texts: Texts) -> Sheet:
    """Say what every column means."""
    gettext, said = texts.words.gettext, meanings(texts.words)
    used = (*STATEMENT_FIELDS, "score", "score_low", "score_high")
    rows = tuple((heading(field, texts), said[field]) for field in used)
    columns = (Column(gettext("Column"), width=24), Column(gettext("What it means"), width=80))
    return Sheet(gettext("Codebook"), columns, rows)


def heading(field: str, texts: Texts) -> str:
    """Head a column."""
    gettext = texts.words.gettext
    headings = {
        "n": gettext("Answers"),
        "mean": gettext("Average"),
        "sd": gettext("Standard deviation"),
        "low": gettext("Margin from"),
        "high": gettext("Margin to"),
        "ad": gettext("Distance from average"),
        "stage": gettext("Stage"),
        "stage_low": gettext("Lowest stage"),
        "stage_high": gettext("Highest stage"),
        "favourable": gettext("Share that agrees"),
        "favourable_low": gettext("Share, from"),
        "favourable_high": gettext("Share, to"),
        "score": gettext("Recommendation score"),
        "score_low": gettext("Score from"),
        "score_high": gettext("Score to"),
        "unknown": gettext("Don't know"),
        "skipped": gettext("No answer"),
    }
    return headings[field]


def _of(cells: Iterable[Cell], kind: Kind) -> list[Cell]:
    return [cell for cell in cells if cell.measure.kind is kind]


def _headings(fields: Iterable[str], texts: Texts) -> list[Column]:
    return [Column(heading(field, texts), _format(field)) for field in fields]


def _format(field: str) -> Format:
    if field in WHOLE:
        return Format.WHOLE
    return Format.SHARE if field.startswith("favourable") else Format.SCORE


def _row(cell: Cell, fields: Sequence[str]) -> tuple[Value, ...]:
    return (cell.measure.measure, cell.measure.text, *_values(cell.figures, fields))


def _statement(cell: Cell, texts: Texts) -> tuple[Value, ...]:
    measure = cell.measure
    where = tuple(texts.measure(code) if code else None for code in (measure.block, measure.level))
    return (measure.measure, measure.text, *where, *_values(cell.figures, STATEMENT_FIELDS), *_counts(cell))


def _counts(cell: Cell) -> tuple[Value, ...]:
    measure = cell.measure
    return tuple(cell.counts.get(answer) for answer in range(measure.lowest, measure.highest + 1))


def _values(figures: Figures, fields: Iterable[str]) -> tuple[Value, ...]:
    return tuple(getattr(figures, field) for field in fields)
