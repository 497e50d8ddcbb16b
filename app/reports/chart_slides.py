"""Where a unit stands, its profiles and its agreement: charts, each with its finding as the title."""

from collections.abc import Sequence
from typing import Any

from pptx.util import Inches

from app.reports.bars import Axis, Bar, bars
from app.reports.charts import radar
from app.reports.deck import write
from app.reports.layouts import Area
from app.reports.sheets import Sheets
from app.reports.tables import Cell, tiled
from app.reports.words import answered, margin
from app.results.pages import UnitPage
from app.results.profiles import Profile, ProfileRow
from app.results.reading import Score
from app.results.texts import Texts

GAP = Inches(0.4)


def standing(sheets: Sheets) -> None:
    """Show where the unit stands: one number, and the six blocks round a centre."""
    page, gettext = sheets.page, sheets.texts.words.gettext
    blocks = page.profiles[0].rows
    notes = gettext(
        "The further from the centre, the higher the average of a building block, from 1 to 5. "
        "Only the figures say whether blocks really differ: see the slide with the margins."
    )
    slide, area = sheets.add(page.headline, answered(page), notes)
    left, right = area.split(0.32, GAP)
    _number(slide, left, page)
    names = [row.name for row in blocks]
    series = [(page.place.unit.name, [_rounded(row.score) for row in blocks])]
    if page.around:
        series.append((page.around.name, [_rounded(row.beside) for row in blocks]))
    alt = gettext("Radar of the six building blocks: %(figures)s", figures=_listed(blocks, sheets.texts))
    radar(slide, right, names, series, alt)


def blocks(sheets: Sheets) -> None:
    """Compare the six blocks."""
    _profile(sheets, sheets.page.profiles[0])


def levels(sheets: Sheets) -> None:
    """Hold the seven levels against the threshold."""
    _profile(sheets, sheets.page.profiles[1])


def agreement(sheets: Sheets) -> None:
    """Hold the agreement on levels and blocks against its limit."""
    page, words = sheets.page, sheets.texts.words
    gettext, limit = words.gettext, page.beginning.limit
    measure = gettext(
        "Distance of an answer from the average, in points on the scale, %(count)s people", count=page.respondents
    )
    notes = gettext(
        "Up to %(limit)s we call it agreement. A level or building block averages over its statements: on a single "
        "statement people may still be divided.",
        limit=words.number(limit, 2),
    )
    slide, area = sheets.add(page.agreement.finding, measure, notes)
    name = gettext("limit %(value)s", value=words.number(limit, 2))
    rows = [Bar(row.name, _ad(row.score), None, None, None, None) for row in page.agreement.rows]
    figures = words.listing([f"{row.name} {_written(row.value, sheets.texts)}" for row in rows])
    bars(slide, area, rows, Axis(0, 2, 0.5, limit, name, "0.00"), (page.place.unit.name, None), figures)


def _profile(sheets: Sheets, profile: Profile) -> None:
    page, words = sheets.page, sheets.texts.words
    measure = words.gettext("Average from 1 to 5 with its margin, %(count)s people.", count=page.respondents)
    notes = words.gettext(
        "The thin line is the margin: another day, the answers could have been there too. Where margins overlap, a "
        "difference says little. The axis always runs from 1 to 5."
    )
    slide, area = sheets.add(profile.finding, _with_around(measure, sheets), notes)
    threshold = page.beginning.threshold
    name = words.gettext("threshold %(value)s", value=words.number(threshold))
    axis = Axis(1, 5, 1, round(threshold, 2), name, "0.00")
    bars(slide, area, [_bar(row) for row in profile.rows], axis, _names(sheets), _listed(profile.rows, sheets.texts))


def _number(slide: Any, area: Area, page: UnitPage) -> None:
    texts, gettext = page.texts, page.texts.words.gettext
    if page.overall is None:
        write(slide, area, (gettext("Not shown, to prevent recognition"),), size=20)
        return
    write(slide, area.above(Inches(1.5)), (texts.words.number(page.overall.mean, 2),), size=88, bold=True)
    chip = Area(area.left, area.top + Inches(1.65), area.width, Inches(0.5))
    named = Cell(texts.stages(page.overall.stages), page.overall.stage, size=18, bold=True, centre=True)
    tiled(slide, chip, [[named]], [1], gettext("The stages that the margin touches"))
    lines = [gettext("Average from 1 to 5"), gettext("Margin: %(margin)s", margin=margin(page.overall, texts))]
    if page.around:
        beside = texts.words.number(page.overall_around.mean, 2) if page.overall_around else gettext("not shown")
        lines.append(f"{page.around.name}: {beside}")
    write(slide, area.below(Inches(2.4)), tuple(lines), size=16)


def _bar(row: ProfileRow) -> Bar:
    if row.score is None:
        return Bar(row.name, None, None, None, _rounded(row.beside), None)
    low, high = (round(end, 2) for end in row.score.margin)
    return Bar(row.name, round(row.score.mean, 2), low, high, _rounded(row.beside), row.score.stage)


def _names(sheets: Sheets) -> tuple[str, str | None]:
    page = sheets.page
    return page.place.unit.name, page.around.name if page.around else None


def _with_around(measure: str, sheets: Sheets) -> str:
    if not sheets.page.around:
        return measure
    beside = sheets.texts.words.gettext("The grey bar: %(unit)s.", unit=sheets.page.around.name)
    return f"{measure.rstrip('.')}. {beside}"


def _listed(rows: Sequence[ProfileRow], texts: Texts) -> str:
    return texts.words.listing([f"{row.name} {_written(_rounded(row.score), texts)}" for row in rows])


def _written(value: float | None, texts: Texts) -> str:
    return texts.words.gettext("not shown") if value is None else texts.words.number(value, 2)


def _rounded(score: Score | None) -> float | None:
    return None if score is None else round(score.mean, 2)


def _ad(score: Score | None) -> float | None:
    return None if score is None or score.ad is None else round(score.ad, 2)
