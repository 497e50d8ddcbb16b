"""Tables of a presentation: quiet ones with lines, and the map of six by seven in the colours of the stages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Inches

from app.figures.colours import colour
from app.reports.deck import clean, describe
from app.reports.layouts import Area

PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # the format's own style without fills and lines
SMALL = Inches(0.05)
TEXT = 13
THIN, WIDE = 9525, 28575
DARKER = '<a:lumMod val="94000"/>'
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


def lined(slide: Any, area: Area, rows: Sequence[Sequence[Cell]], widths: Sequence[float], alt: str) -> None:
    """Draw a table with a thin line under every row; the first row is its head, and the widths are shares.

    It fills its area; a row grows where its texts need more lines than it has room for.
    """
    _table(slide, area, rows, widths, describe_as=alt, edges=_edge("lnB", _ours("line"), THIN))


def tiled(slide: Any, area: Area, rows: Sequence[Sequence[Cell]], widths: Sequence[float], alt: str) -> None:
    """Draw a table whose cells stand apart, as the tiles of a map."""
    edges = "".join(_edge(side, _theme("bg1"), WIDE) for side in ("lnL", "lnR", "lnT", "lnB"))
    _table(slide, area, rows, widths, describe_as=alt, edges=edges)


def _table(
    slide: Any,
    area: Area,
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[float],
    *,
    describe_as: str,
    edges: str,
) -> None:
    frame = slide.shapes.add_table(len(rows), len(widths), *map(Emu, (area.left, area.top, area.width, area.height)))
    describe(frame, describe_as)
    made = frame.table
    made._tbl.tblPr.find(qn("a:tableStyleId")).text = PLAIN
    made.horz_banding = False
    for column, share in zip(made.columns, widths, strict=True):
        column.width = round(area.width * share / sum(widths))
    for old, row in zip(made._tbl.tr_lst, rows, strict=True):
        made._tbl.replace(old, _row(row, round(area.height / len(rows)), edges))


def _row(cells: Sequence[Cell], height: int, edges: str) -> Any:
    """Write a row as the format has it: made cell by cell, the library takes most of the time of a report."""
    return parse_xml(f'<a:tr {nsdecls("a")} h="{height}">{"".join(_cell(cell, edges) for cell in cells)}</a:tr>')


def _cell(cell: Cell, edges: str) -> str:
    align = "ctr" if cell.centre else "r" if cell.right else "l"
    lines = "<a:br/>".join(_run(cell, line, second=bool(number)) for number, line in enumerate(cell.text.split("\n")))
    insets = f'marL="{SMALL}" marR="{SMALL}" marT="{SMALL // 2}" marB="{SMALL // 2}" anchor="ctr"'
    paragraph = f'<a:p><a:pPr algn="{align}"/>{lines}</a:p>'
    body = f"<a:txBody><a:bodyPr/><a:lstStyle/>{paragraph}</a:txBody>"
    return f"<a:tc>{body}<a:tcPr {insets}>{edges}{_fill(cell)}</a:tcPr></a:tc>"


def _run(cell: Cell, text: str, *, second: bool) -> str:
    size, ink = cell.size - BESIDE * second, _ours(f"on-stage-{cell.stage}") if cell.stage else _theme("tx1")
    look = f'sz="{round(100 * size)}" b="{int(cell.bold)}"'
    return f"<a:r><a:rPr {look}><a:solidFill>{ink}</a:solidFill></a:rPr><a:t>{escape(clean(text))}</a:t></a:r>"


def _fill(cell: Cell) -> str:
    if cell.stage:
        return f"<a:solidFill>{_ours(f'stage-{cell.stage}')}</a:solidFill>"
    if cell.stage == 0:
        front, back = f"<a:fgClr>{_ours('line')}</a:fgClr>", f"<a:bgClr>{_theme('bg1')}</a:bgClr>"
        return f'<a:pattFill prst="ltUpDiag">{front}{back}</a:pattFill>'
    if cell.wash:
        return f"<a:solidFill>{_theme('bg1', DARKER)}</a:solidFill>"
    return "<a:noFill/>"


def _edge(side: str, fill: str, width: int) -> str:
    return f'<a:{side} w="{width}"><a:solidFill>{fill}</a:solidFill></a:{side}>'


def _ours(name: str) -> str:
    return f'<a:srgbClr val="{colour(name)}"/>'


def _theme(name: str, change: str = "") -> str:
    return f'<a:schemeClr val="{name}">{change}</a:schemeClr>'
