"""The map of six blocks by seven levels, and the ladder, as tables that can be edited."""

from typing import Any

from pptx.util import Inches

from app.reports.findings import grid_finding
from app.reports.layouts import Area
from app.reports.sheets import Sheets
from app.reports.tables import Cell, lined, tiled
from app.reports.words import margin, status_of
from app.results.beginning import RungFigure
from app.results.heat_map import HeatRow, Tile
from app.results.reading import Score
from app.results.texts import Texts

LEGEND = Inches(0.42)


def grid(sheets: Sheets) -> None:
    """Show the map of six blocks by seven levels."""
    page, texts, gettext = sheets.page, sheets.texts, sheets.texts.words.gettext
    count = page.respondents
    if page.heat.numbers:
        measure = gettext("Averages from 1 to 5 per statement, %(count)s people. The colour is the stage.", count=count)
    else:
        measure = gettext("The stage per statement, %(count)s people: too few for numbers per statement.", count=count)
    notes = gettext(
        "Each tile is one statement: a level (row) of a building block (column). The colour is the stage of its "
        "average, before rounding. “Divided” means that the answers lie far apart. Work from the top down."
    )
    slide, area = sheets.add(grid_finding(page.heat, texts), measure, notes)
    heads = [Cell(texts.model.blocks[block].name, size=10.5, bold=True, centre=True) for block in page.heat.blocks]
    head = [Cell(""), *heads, Cell(gettext("Level"), size=12, bold=True, centre=True)]
    rows = [_tiles(row, texts) for row in page.heat.rows]
    scores = [_score_tile(score, texts) for score in (*page.heat.block_scores, page.heat.overall)]
    foot = [Cell(gettext("Building block"), size=12, bold=True), *scores]
    body = Area(area.left, area.top, area.width, area.height - LEGEND - Inches(0.12))
    alt = gettext("Map of six building blocks by seven levels; the figures stand in the table itself")
    tiled(slide, body, [head, *rows, foot], [1.35, *[1] * 6, 1], alt)
    legend(slide, area, texts)


def legend(slide: Any, area: Area, texts: Texts) -> None:
    """Name the stages at the foot of an area, each on its colour, with the averages that belong to it."""
    row = [
        Cell(f"{stage.name.lower()}  {texts.bounds(number)}", number, size=11, centre=True)
        for number, stage in sorted(texts.model.stages.items())
    ]
    row.append(Cell(texts.words.gettext("not shown"), 0, size=11, centre=True))
    foot = Area(area.left, area.top + area.height - LEGEND, area.width, LEGEND)
    tiled(slide, foot, [row], [1] * len(row), texts.words.gettext("The colours of the stages"))


def begin(sheets: Sheets) -> None:
    """Show the ladder of seven levels, and where to begin."""
    page, gettext, words = sheets.page, sheets.texts.words.gettext, sheets.texts.words
    beginning = page.beginning
    measure = gettext("Seven levels from the top down, %(count)s people", count=page.respondents)
    notes = gettext(
        "A level is in order when its average is %(threshold)s or more and its distance is at most %(limit)s. The "
        "distance says how far an answer lies from the average of the team, in points on the scale. Work from the top "
        "down: what is settled higher up works through below.",
        threshold=words.number(beginning.threshold),
        limit=words.number(beginning.limit, 2),
    )
    slide, area = sheets.add(beginning.advice, measure, notes)
    head = [
        Cell(gettext("Level"), bold=True),
        Cell(gettext("How it stands"), bold=True),
        Cell(gettext("Average"), bold=True, right=True),
        Cell(gettext("Margin"), bold=True, right=True),
        Cell(gettext("Distance"), bold=True, right=True),
    ]
    rows = [_rung(rung, sheets.texts, probable=beginning.probable) for rung in beginning.rungs]
    alt = gettext("Ladder of seven levels: how each stands, and where to begin")
    lined(slide, area, [head, *rows], [4.6, 2.2, 1.2, 1.5, 1.3], alt)


def _tiles(row: HeatRow, texts: Texts) -> list[Cell]:
    name = Cell(texts.model.levels[row.level].name, size=12, bold=True)
    return [name, *(_tile(tile, texts) for tile in row.tiles), _score_tile(row.score, texts)]


def _tile(tile: Tile, texts: Texts) -> Cell:
    gettext = texts.words.gettext
    if tile.figure is None:
        return Cell(gettext("not shown"), 0, size=10, centre=True)
    if tile.figure.numbers is None:
        return Cell(texts.stages(tile.figure.stages), tile.figure.stage, size=11, centre=True)
    number = texts.words.number(tile.figure.numbers.mean)
    if tile.divided:
        return Cell(f"{number} {gettext('divided')}", tile.figure.stage, size=11, centre=True)
    return Cell(number, tile.figure.stage, size=14, centre=True)


def _score_tile(score: Score | None, texts: Texts) -> Cell:
    if score is None:
        return Cell(texts.words.gettext("not shown"), 0, size=10, centre=True)
    return Cell(texts.words.number(score.mean), score.stage, size=14, bold=True, centre=True)


def _rung(rung: RungFigure, texts: Texts, *, probable: bool) -> list[Cell]:
    gettext, words = texts.words.gettext, texts.words
    name = texts.model.levels[rung.level].name
    if rung.begins:
        flag = gettext("probably begin here") if probable else gettext("begin here")
        name = f"{name}  ▸ {flag}"
    elif rung.step.waits_for:
        level = texts.measure(rung.step.waits_for)
        later = gettext("yields less until %(level)s is in order", level=level)
        if probable:
            later = gettext("may yield less until %(level)s is in order", level=level)
        name = f"{name}\n{later}"
    figures = ["-", "-", "-"]
    if rung.score:
        distance = "-" if rung.score.ad is None else words.number(rung.score.ad, 2)
        figures = [words.number(rung.score.mean, 2), margin(rung.score, texts), distance]
    mark = {"bold": rung.begins, "wash": rung.begins}
    return [
        Cell(name, **mark),
        Cell(status_of(rung.step, texts), **mark),
        *(Cell(figure, right=True, **mark) for figure in figures),
    ]
