"""Groups beside each other, and the units inside a unit, as tables; a long one goes on on the next slide."""

from collections.abc import Iterator, Sequence

from pptx.util import Inches

from app.reports.findings import inside_finding
from app.reports.sheets import Sheets
from app.reports.tables import Cell, lined
from app.reports.words import begin_of, margin
from app.results.breakdown import Breakdown, BreakdownRow
from app.results.inside import InsideRow
from app.results.reading import Score
from app.results.texts import Texts

ROWS = 12  # of a table, on one slide
ROW = Inches(0.36)


def breakdowns(sheets: Sheets) -> None:
    """Lay groups beside each other, for each thing that people said of themselves."""
    for breakdown in sheets.page.breakdowns:
        _breakdown(sheets, breakdown)


def inside(sheets: Sheets) -> None:
    """List the units directly inside; a hidden one keeps its place."""
    page, gettext = sheets.page, sheets.texts.words.gettext
    measure = gettext("Average from 1 to 5 and where to begin, in order of name")
    notes = gettext("Units without figures are too small, or stand beside one that is: see the last slide.")
    names = (gettext("Unit"), gettext("Score"), gettext("Stage"), gettext("Begin with"), gettext("Answered"))
    head = [Cell(name, bold=True, right=place in {1, 4}) for place, name in enumerate(names)]
    for rows in _parts(page.inside):
        slide, area = sheets.add(inside_finding(page), measure, notes)
        body = [_inside(row, sheets.texts) for row in rows]
        alt = gettext("The units inside, each with its score and where to begin")
        lined(slide, area.above(ROW * (1 + len(body))), [head, *body], [4, 1, 3, 3.4, 1.2], alt)


def _parts(rows: Sequence[InsideRow]) -> Iterator[Sequence[InsideRow]]:
    return (rows[first : first + ROWS] for first in range(0, len(rows), ROWS))


def _breakdown(sheets: Sheets, breakdown: Breakdown) -> None:
    texts, gettext = sheets.texts, sheets.texts.words.gettext
    notes = gettext(
        "The average of a group says nothing about one person in it, and a difference says nothing about its cause. "
        "All scores are compared at once."
    )
    slide, area = sheets.add(breakdown.finding, breakdown.question, notes)
    heads = [f"{group.name}\n{gettext('%(count)s people', count=group.people)}" for group in breakdown.groups]
    if breakdown.compares:
        heads.append(gettext("Difference"))
    head = [Cell(gettext("Score"), bold=True), *(Cell(name, bold=True, right=True, size=12) for name in heads)]
    rows = [_compared(row, texts, compares=breakdown.compares) for row in breakdown.rows]
    lined(slide, area, [head, *rows], [2, *[1.5] * len(heads)], gettext("The scores of the groups"))


def _compared(row: BreakdownRow, texts: Texts, *, compares: bool) -> list[Cell]:
    cells = [Cell(row.name, size=12), *(Cell(_figure(score, texts), right=True, size=12) for score in row.scores)]
    if compares:
        cells.append(Cell(_difference(row, texts), right=True, size=12))
    return cells


def _figure(score: Score | None, texts: Texts) -> str:
    if score is None:
        return texts.words.gettext("not shown")
    return f"{texts.words.number(score.mean, 2)}  ({margin(score, texts)})"


def _difference(row: BreakdownRow, texts: Texts) -> str:
    if row.difference is None:
        return "-"
    words = texts.words
    low, high = words.signed(row.difference.low, 2), words.signed(row.difference.high, 2)
    between = words.gettext("%(low)s to %(high)s", low=low, high=high)
    return f"{words.signed(row.difference.estimate, 2)}  ({between})"


def _inside(row: InsideRow, texts: Texts) -> list[Cell]:
    if row.respondents is None:
        return [Cell(row.unit.name), Cell(""), Cell(texts.words.gettext("not shown"), 0), Cell(""), Cell("")]
    score, stage = Cell("-", right=True), Cell(texts.words.gettext("not shown"), 0)
    if row.score:
        score = Cell(texts.words.number(row.score.mean, 2), right=True, bold=True)
        stage = Cell(texts.stages(row.score.stages), row.score.stage)
    return [Cell(row.unit.name), score, stage, Cell(begin_of(row, texts)), Cell(str(row.respondents), right=True)]
