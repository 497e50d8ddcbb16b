"""Our own slides: 16:9, two layouts, our colours and a font that every computer has."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER as KIND
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Inches, Pt

from app.figures.colours import colour
from app.reports.packages import settled

WIDTH, HEIGHT = Inches(40 / 3), Inches(7.5)
FONT = "Arial"
MADE = datetime(2026, 1, 1, tzinfo=UTC)
BRICK = (
    f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{{id}}" name="brick {{id}}"/><p:cNvSpPr/>'
    '<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/>'
    '<a:ext cx="502920" cy="502920"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
)
KEPT = ("title", "titleOnly")
TITLE_SIZE, COVER_SIZE, SUBTITLE_SIZE, FOOTER_SIZE = 26, 40, 20, 11
Box = tuple[float, float, float, float]
"""Left, top, width and height in inches."""
MARGIN, INSIDE = 0.6, 40 / 3 - 1.2
BOXES: Mapping[Any, Box] = {
    KIND.TITLE: (MARGIN, 0.4, INSIDE, 0.95),
    KIND.CENTER_TITLE: (MARGIN, 2.1, INSIDE, 1.7),
    KIND.SUBTITLE: (MARGIN, 3.95, INSIDE, 1.5),
    KIND.BODY: (MARGIN, 1.5, INSIDE, 5.2),
    KIND.FOOTER: (MARGIN, 6.98, INSIDE - 1.5, 0.3),
    KIND.SLIDE_NUMBER: (MARGIN + INSIDE - 1.2, 6.98, 1.2, 0.3),
    KIND.DATE: (MARGIN + INSIDE - 1.2, 6.6, 1.2, 0.3),
}
ANCHORS = {KIND.TITLE: "b", KIND.CENTER_TITLE: "b", KIND.SUBTITLE: "t", KIND.BODY: "t"}
COLOURS = {
    "dk1": "ink",
    "lt1": "paper",
    "dk2": "muted",
    "lt2": "wash",
    "accent1": "accent",
    "accent2": "stage-4",
    "accent3": "stage-3",
    "accent4": "stage-2",
    "accent5": "stage-5",
    "accent6": "focus",
    "hlink": "accent",
    "folHlink": "accent-strong",
}


@cache
def default_template() -> bytes:
    """Make the presentation without slides that ours begin with, as a .pptx file."""
    made = Presentation()
    made.slide_width, made.slide_height = Emu(WIDTH), Emu(HEIGHT)
    master = made.slide_master
    for layout in list(made.slide_layouts):
        if layout._element.get("type") not in KEPT:  # the library does not give the kind of a layout
            made.slide_layouts.remove(layout)
    for part in (master, *made.slide_layouts):
        for shape in part.placeholders:
            _place(shape, BOXES[shape.placeholder_format.type])
    _mark(made.slide_layouts[0])
    _style(master._element)
    _dress(master)
    file = BytesIO()
    made.save(file)
    return settled(file.getvalue(), MADE)


def _place(shape: Any, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = (Inches(length) for length in box)
    kind = shape.placeholder_format.type
    for own in shape._element.iter(qn("a:lvl1pPr")):
        own.set("algn", "r" if kind in {KIND.SLIDE_NUMBER, KIND.DATE} else "l")
    body = shape._element.txBody.find(qn("a:bodyPr"))
    body.set("anchor", ANCHORS.get(kind, "ctr"))
    for inset in ("lIns", "rIns"):
        body.set(inset, "0")
    for own in shape._element.iter(qn("a:defRPr")):
        _set_size(own, kind)


def _set_size(style: Any, kind: Any) -> None:
    sizes = {KIND.CENTER_TITLE: COVER_SIZE, KIND.SUBTITLE: SUBTITLE_SIZE}
    sizes |= dict.fromkeys((KIND.FOOTER, KIND.SLIDE_NUMBER, KIND.DATE), FOOTER_SIZE)
    if kind in sizes:
        style.set("sz", str(100 * sizes[kind]))
    for fill in style.findall(qn("a:solidFill")):
        style.remove(fill)


def _mark(cover: Any) -> None:
    """Give the cover its two bricks, and a larger title."""
    title = next(each for each in cover.placeholders if each.placeholder_format.type == KIND.CENTER_TITLE)
    style = f'<a:lvl1pPr {nsdecls("a")}><a:defRPr sz="{100 * COVER_SIZE}" b="1"/></a:lvl1pPr>'
    title._element.txBody.find(qn("a:lstStyle")).append(parse_xml(style))
    for number, left in enumerate((MARGIN, MARGIN + 0.62)):
        cover.shapes._spTree.append(parse_xml(BRICK.format(id=100 + number, left=Inches(left), top=Inches(0.7))))


def _style(master: Any) -> None:
    """Set titles to the left, in the size of a sentence."""
    title = master.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    title.set("algn", "l")
    title.find(qn("a:defRPr")).set("sz", str(Pt(TITLE_SIZE).centipoints))


def _dress(master: Any) -> None:
    """Put our colours and font into the theme."""
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = etree.fromstring(part.blob)
    for name, ours in COLOURS.items():
        slot = theme.find(f".//{qn('a:clrScheme')}/{qn(f'a:{name}')}")
        slot[:] = [etree.Element(qn("a:srgbClr"), val=colour(ours))]
    for font in theme.iterfind(f".//{qn('a:fontScheme')}/*/{qn('a:latin')}"):
        font.set("typeface", FONT)
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)
