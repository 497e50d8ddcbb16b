"""What people answered: divided statements, what the blocks lead to, and every statement with its answers."""

from collections.abc import Sequence
from typing import Any

from pptx.util import Inches

from app.reports.charts import divided
from app.reports.findings import divided_finding, outcome_name, recommendation_finding
from app.reports.layouts import Area
from app.reports.sheets import Sheets
from app.reports.tables import Cell, lined
from app.reports.words import margin
from app.results.outcomes import Enthusiasm, RecommendationView
from app.results.reading import StatementNumbers
from app.results.texts import Texts
from surveys.model import Block


def most_divided(sheets: Sheets) -> None:
    """Show the statements on which the answers lie furthest apart; nothing where statements have no numbers."""
    page, gettext = sheets.page, sheets.texts.words.gettext
    if not page.divided:
        return
    rows = [(row.text, row.numbers) for row in page.divided]
    notes = gettext(
        "Two camps are no mistake and nobody's fault: they are a reason to talk. Ask what people had in mind when they "
        "answered, before you look for a solution."
    )
    _answers(sheets, divided_finding(page), rows, notes)


def outcomes(sheets: Sheets) -> None:
    """Show enthusiasm and recommendation; nothing where none of it is shown."""
    page, texts, gettext = sheets.page, sheets.texts, sheets.texts.words.gettext
    recommended = [row for row in page.recommendations if row.figure]
    if not recommended and not any(row.figure for row in page.enthusiasm):
        return
    measure = gettext("What the building blocks lead to, %(count)s people", count=page.respondents)
    notes = gettext(
        "A recommendation score is the share of promoters (9 and 10) less that of detractors (0 to 6). Its margin is "
        "wide in small groups."
    )
    slide, area = sheets.add(_outcome_finding(page.recommendations, texts), measure, notes)
    head = [Cell(text, bold=True) for text in (gettext("Question"), gettext("Result"), gettext("Margin"))]
    rows = [_enthusiasm(row, texts) for row in page.enthusiasm] + [
        _recommended(row, texts) for row in page.recommendations
    ]
    height = min(area.height // 2, Inches(0.5) * (1 + len(rows)))
    alt = gettext("Enthusiasm and recommendation, question by question")
    lined(slide, area.above(height), [head, *rows], [6, 2.2, 1.8], alt)
    if recommended:
        _recommendation_chart(slide, area.below(height + Inches(0.3)), recommended, texts)


def statements(sheets: Sheets) -> None:
    """Show what was answered to every statement, block by block; nothing where statements have no numbers."""
    page, texts, gettext = sheets.page, sheets.texts, sheets.texts.words.gettext
    notes = gettext("Statements that are not shown as numbers are left out here.")
    for place, block in enumerate(page.heat.blocks):
        rows = [
            (texts.wording.statements[tile.code], tile.figure.numbers)
            for tile in (row.tiles[place] for row in page.heat.rows)
            if tile.figure and tile.figure.numbers
        ]
        if rows:
            _answers(sheets, _agreeing(block, [numbers for _, numbers in rows], texts), rows, notes)


def _agreeing(block: Block, numbers: Sequence[StatementNumbers], texts: Texts) -> str:
    """Say between which shares people agree with the statements of a block."""
    words, shares = texts.words, sorted(each.favourable.estimate for each in numbers)
    name = texts.model.blocks[block].name
    low, high = words.percent(shares[0]), words.percent(shares[-1])
    if low == high:
        return words.gettext("%(block)s: %(low)s agree", block=name, low=low)
    return words.gettext(
        "%(block)s: from %(low)s to %(high)s agree, statement by statement", block=name, low=low, high=high
    )


def _answers(sheets: Sheets, title: str, rows: Sequence[tuple[str, StatementNumbers]], notes: str) -> None:
    texts, gettext = sheets.texts, sheets.texts.words.gettext
    measure = gettext("How many people chose each answer, %(count)s people in all", count=sheets.page.respondents)
    slide, area = sheets.add(title, measure, notes)
    figures = [f"{text} {'-'.join(map(str, numbers.counts))}" for text, numbers in rows]
    alt = gettext("Answers from low to high: %(figures)s", figures="; ".join(figures))
    answers = texts.wording.scales["agreement"].labels
    divided(slide, area, [(text, numbers.counts) for text, numbers in rows], answers, alt)


def _outcome_finding(rows: Sequence[RecommendationView], texts: Texts) -> str:
    found = [
        f"{outcome_name(row, texts)} {texts.words.signed(row.figure.score.score, 0)}, "
        f"{recommendation_finding(row, texts)}"
        for row in rows
        if row.figure
    ]
    if not found:
        return texts.words.gettext("Enthusiasm and recommendation")
    return texts.words.gettext("Recommendation: %(scores)s", scores="; ".join(found))


def _enthusiasm(row: Enthusiasm, texts: Texts) -> list[Cell]:
    gettext = texts.words.gettext
    if row.figure is None:
        return [Cell(row.text), Cell(gettext("not shown"), 0), Cell("")]
    stages = texts.stages(row.figure.stages)
    if row.figure.numbers is None:
        return [Cell(row.text), Cell(stages, row.figure.stage), Cell("")]
    numbers = row.figure.numbers
    said = f"{texts.words.number(numbers.mean)} {stages}"
    return [Cell(row.text), Cell(said, row.figure.stage), Cell(margin(numbers, texts))]


def _recommended(row: RecommendationView, texts: Texts) -> list[Cell]:
    words = texts.words
    if row.figure is None:
        return [Cell(row.text), Cell(words.gettext("not shown"), 0), Cell("")]
    score = row.figure.score
    low, high = words.signed(score.low, 0), words.signed(score.high, 0)
    return [
        Cell(row.text),
        Cell(words.signed(score.score, 0), bold=True),
        Cell(words.gettext("%(low)s to %(high)s", low=low, high=high)),
    ]


def _recommendation_chart(slide: Any, area: Area, rows: Sequence[RecommendationView], texts: Texts) -> None:
    gettext = texts.words.gettext
    parts = (gettext("Detractors (0-6)"), gettext("Passives (7-8)"), gettext("Promoters (9-10)"))
    counted = [
        (row.text, (row.figure.score.detractors, row.figure.score.passives, row.figure.score.promoters))
        for row in rows
        if row.figure
    ]
    figures = "; ".join(f"{text} {'-'.join(map(str, counts))}" for text, counts in counted)
    divided(slide, area, counted, parts, gettext("Detractors, passives and promoters: %(figures)s", figures=figures))
