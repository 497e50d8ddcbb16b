"""Tables of a presentation: quiet ones with lines, and the map of six by seven in the colours of the stages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_PATTERN, MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Inches, Pt

from app.figures.colours import colour
from app.reports.deck import describe
from app.reports.layouts import Area

PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # the format's own style without fills and lines
SMALL = Inches(0.05)
TEXT = 13
BESIDE = 3  # points: how much smaller a second line is


@dataclass(frozen=True)
class Cell:
    """What stands in one place of a table.

    Attributes
    ----------
    stage
        Whose colour it has; 0 for the hatch of what is hidden, None for no colour.
    size
        In points.
    """

    text: str
    stage: int | None = None
    size: float = TEXT
    bold: bool = False
    right: bool = False
    centre: bool = False
    wash: bool = False


def table(slide: Any, area: Area, rows: Sequence[Sequence[Cell]], widths: Sequence[float], alt: str) -> Any:
    """Draw a table that fills an area; the first row is its head, and the widths are shares.

    A row grows where its texts need more lines than it has room for.
    """
    frame = slide.shapes.add_table(len(rows), len(widths), *map(Emu, (area.left, area.top, area.width, area.height)))
    describe(frame, alt)
    made = frame.table
    made._tbl.tblPr.find(qn("a:tableStyleId")).text = PLAIN
    made.horz_banding = False
    for place, share in enumerate(widths):
        made.columns[place].width = round(area.width * share / sum(widths))
    for number, row in enumerate(rows):
        made.rows[number].height = round(area.height / len(rows))
        for place, cell in enumerate(row):
            _put(made.cell(number, place), cell)
    return made


def lined(made: Any) -> None:
    """Draw a thin line under every row."""
    for row in made.rows:
        for cell in row.cells:
            cell._tc.get_or_add_tcPr().insert(0, _line(colour("line")))


def spaced(made: Any) -> None:
    """Leave a white line round every cell, as between the tiles of a map."""
    for row in made.rows:
        for cell in row.cells:
            edges = cell._tc.get_or_add_tcPr()
            for place, edge in enumerate(("lnL", "lnR", "lnT", "lnB")):
                edges.insert(place, _line(None, edge, 28575))


def _line(digits: str | None, edge: str = "lnB", width: int = 9525) -> Any:
    fill = f'<a:srgbClr val="{digits}"/>' if digits else '<a:schemeClr val="bg1"/>'
    return parse_xml(f'<a:{edge} {nsdecls("a")} w="{width}"><a:solidFill>{fill}</a:solidFill></a:{edge}>')


def _put(place: Any, cell: Cell) -> None:
    place.margin_left = place.margin_right = SMALL
    place.margin_top = place.margin_bottom = SMALL // 2
    place.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = place.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.CENTER if cell.centre else PP_ALIGN.RIGHT if cell.right else PP_ALIGN.LEFT
    for number, line in enumerate(cell.text.split("\n")):
        if number:
            paragraph.add_line_break()
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.bold = Pt(cell.size - BESIDE * bool(number)), cell.bold
        _ink(run.font, cell)
    _colour(place.fill, cell)


def _ink(font: Any, cell: Cell) -> None:
    if cell.stage:
        font.color.rgb = RGBColor.from_string(colour(f"on-stage-{cell.stage}").upper())
    else:
        font.color.theme_color = MSO_THEME_COLOR.TEXT_1


def _colour(fill: Any, cell: Cell) -> None:
    if cell.stage:
        fill.solid()
        fill.fore_color.rgb = RGBColor.from_string(colour(f"stage-{cell.stage}").upper())
    elif cell.stage == 0:
        fill.patterned()
        fill.pattern = MSO_PATTERN.LIGHT_UPWARD_DIAGONAL
        fill.fore_color.rgb = RGBColor.from_string(colour("line").upper())
        fill.back_color.theme_color = MSO_THEME_COLOR.BACKGROUND_1
    elif cell.wash:
        fill.solid()
        fill.fore_color.theme_color = MSO_THEME_COLOR.BACKGROUND_1
        fill.fore_color.brightness = -0.06
    else:
        fill.background()
