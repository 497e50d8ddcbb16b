"""One number is the same in reports too: on slides and on paper, for figures chosen by chance."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pptx import Presentation

from app.exports.measures import Kind
from app.web.i18n import language
from surveys.catalogue import customer_focus, model_help
from surveys.model import Block, Level
from tests.app.api.test_same_numbers import Cell, chosen
from tests.app.reports.reading import charts, drawn, paper, tables, text_of
from tests.app.results.factories import Closed
from tests.conftest import sqlite_copy

__all__ = ["chosen"]

NL = language("nl")
WORDING, MODEL = customer_focus().wording["nl"], model_help("nl")
NAMES = {code: MODEL.blocks[code].name for code in Block} | {code: MODEL.levels[code].name for code in Level}
STAGE = "|".join(stage.name.lower() for stage in MODEL.stages.values())
ON_MAP = re.compile(rf"\d,\d|niet getoond|(?:{STAGE})(?: tot (?:{STAGE}))?")
Fetch = Callable[[str, str], bytes]


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Give an empty SQLite database: that figures are read alike on both is tested where they are read."""
    return sqlite_copy(sqlite_template, tmp_path)


@pytest.fixture
def fetch(hr: TestClient, sample: Closed) -> Fetch:
    """Fetch the report of a unit, made once."""
    kept: dict[tuple[str, str], bytes] = {}

    def fetched(unit: str, file: str) -> bytes:
        if (unit, file) not in kept:
            kept[unit, file] = hr.get(f"{sample.address(unit)}/{file}").content
        return kept[unit, file]

    return fetched


def test_on_slides(chosen: list[Cell], fetch: Fetch) -> None:
    read = {unit: Slides(fetch(unit, "report.pptx")) for unit in {cell["unit"] for cell in chosen}}

    for cell in chosen:
        slides = read[cell["unit"]]
        if cell["tier"] is None:
            assert cell["unit"] not in slides.series
        else:
            assert slides.says(cell), (cell["unit"], cell["measure"])


def test_on_paper(chosen: list[Cell], fetch: Fetch) -> None:
    read = {unit: text_of(paper(fetch(unit, "report.pdf"))) for unit in {cell["unit"] for cell in chosen}}

    for cell in chosen:
        text = read[cell["unit"]]
        if cell["tier"] is None:
            assert "Van dit onderdeel tonen we geen cijfers" in text
        elif cell["kind"] == Kind.STATEMENT and cell["block"]:
            assert on_map(text, cell) == in_map(cell), (cell["unit"], cell["measure"])
        else:
            assert " ".join(printed(cell)) in text, (cell["unit"], cell["measure"])


class Slides:
    """What the slides of one unit show: the values of its charts, and the rows of its tables."""

    def __init__(self, content: bytes) -> None:
        opened = Presentation(BytesIO(content))
        drawings = [(drawn(chart), [str(each) for each in chart.plots[0].categories]) for chart in charts(opened)]
        self.series = {name for values, _ in drawings for name in values}
        self.bars = [dict(zip(names, zip(*values.values(), strict=True), strict=True)) for values, names in drawings]
        self.rows = [row for table in tables(opened) for row in table]
        self.texts = [
            shape.text_frame.text for slide in opened.slides for shape in slide.shapes if shape.has_text_frame
        ]

    def says(self, cell: Cell) -> bool:
        """Say whether a figure stands as the API gives it."""
        if cell["kind"] == Kind.STATEMENT and cell["block"]:
            return self._on_map(cell) == in_map(cell) and self._counted(cell)
        if cell["measure"] == "overall":
            return NL.number(cell["mean"], 2) in self.texts and any(printed(cell)[-1] in text for text in self.texts)
        if cell["kind"] == Kind.SCORE:
            drawn_as = {bars[NAMES[cell["measure"]]][0] for bars in self.bars if NAMES[cell["measure"]] in bars}
            return drawn_as >= {round(cell["mean"], 2)} and drawn_as <= {round(cell["mean"], 2), round(cell["ad"], 2)}
        return any(row[: len(printed(cell))] == printed(cell) for row in self.rows)

    def _on_map(self, cell: Cell) -> str:
        row = next(row for row in self.rows if row[0] == NAMES[cell["level"]] and len(row) > len(Block))
        found: str = row[1 + list(Block).index(cell["block"])]
        return found.removesuffix("verdeeld").strip()

    def _counted(self, cell: Cell) -> bool:
        """Say whether all answers to a statement with numbers are drawn, and of another statement none."""
        text = WORDING.statements[cell["measure"]]
        found = {bars[text] for bars in self.bars if text in bars}
        return found == ({tuple(cell["counts"].values())} if cell["mean"] is not None else set())


def on_map(text: str, cell: Cell) -> str:
    """Read the figure of a statement from the map on paper: in the row of its level, at the place of its block."""
    levels = [*(NAMES[level] for level in Level), "Alle niveaus"]
    place = list(Level).index(cell["level"])
    rows = text.partition("Alle bouwstenen")[2]
    row = rows.partition(levels[place])[2].partition(levels[place + 1])[0]
    found: list[str] = ON_MAP.findall(row)
    return found[list(Block).index(cell["block"])]


def in_map(cell: Cell) -> str:
    """Say how a statement stands on the map."""
    if not cell["shown"]:
        return "niet getoond"
    return NL.number(cell["mean"]) if cell["mean"] is not None else stages(cell)


def stages(cell: Cell) -> str:
    """Name the stages that a figure touches."""
    names = [MODEL.stages[cell[end]].name.lower() for end in ("stage_low", "stage_high")]
    return " tot ".join(dict.fromkeys(names))


def printed(cell: Cell) -> list[Any]:
    """Say how a figure stands in a table, part by part; the overall score stands alone."""
    if cell["kind"] == Kind.RECOMMENDATION:
        if not cell["shown"]:
            return [WORDING.questions[cell["measure"]], "niet getoond"]
        return [WORDING.questions[cell["measure"]], NL.signed(cell["score"], 0)]
    low, high = (NL.number(cell[name], 2) if cell[name] is not None else "" for name in ("low", "high"))
    if cell["measure"] == "overall":
        return [f"Marge: {low} tot {high}"]
    if cell["kind"] == Kind.SCORE:
        return [NAMES[cell["measure"]], NL.number(cell["mean"], 2), f"{low} tot {high}", NL.number(cell["ad"], 2)]
    figure = f"{NL.number(cell['mean'])} {stages(cell)}" if cell["mean"] is not None else stages(cell)
    return [WORDING.questions[cell["measure"]], figure, f"{low} tot {high}" if low else "-"]
