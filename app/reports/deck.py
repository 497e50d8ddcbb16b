"""A presentation in the making: covers and slides in the layouts of a template, each with its number and its notes."""

from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any
from unicodedata import category

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER as KIND
from pptx.enum.text import PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Inches, Pt

from app.reports.fitting import fitting, shortened
from app.reports.layouts import Area, content_area, content_layout, cover_layout
from app.reports.packages import settled

MEASURE = Inches(0.4)
USUAL, FOOTER = 28, 11
FIELD = (
    f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
    '<a:rPr lang="en"/><a:t>0</a:t></a:fld>'
)


@dataclass(frozen=True)
class Words:
    """What is written on a slide beside its content.

    Attributes
    ----------
    title
        The finding, in one sentence.
    measure
        What was measured and of how many people; empty on a slide without figures.
    notes
        How to read it.
    footer
        Which unit, measurement and day.
    """

    title: str
    measure: str
    notes: str
    footer: str


class Deck:
    """A presentation that begins empty, in the layouts of a template that was checked before."""

    def __init__(self, template: bytes, language: str) -> None:
        self.presentation = Presentation(BytesIO(template))
        self.language = language
        _empty(self.presentation)
        self._cover: Any = cover_layout(self.presentation)
        self._content: Any = content_layout(self.presentation)
        self.area = content_area(self.presentation, self._content)

    def cover(self, title: str, lines: tuple[str, ...], notes: str) -> None:
        """Add a cover."""
        slide = self.presentation.slides.add_slide(self._cover)
        self._write_title(slide, title)
        subtitle = next(each for each in slide.placeholders if each.placeholder_format.type == KIND.SUBTITLE)
        subtitle.text_frame.text = "\n".join(lines)
        slide.notes_slide.notes_text_frame.text = notes
        self._speak(slide)

    def slide(self, words: Words) -> tuple[Any, Area]:
        """Add a slide with its title, and give it with the room for its content."""
        slide = self.presentation.slides.add_slide(self._content)
        self._write_title(slide, words.title)
        area = self.area
        if words.measure:
            write(slide, self.area.above(MEASURE), (words.measure,), size=14).name = "measure"
            area = self.area.below(MEASURE + Inches(0.1))
        self._write_footer(slide, words.footer)
        slide.notes_slide.notes_text_frame.text = words.notes
        return slide, area

    def save(self, *, title: str, author: str, day: date) -> bytes:
        """Give the file; the same slides give the same bytes."""
        for slide in self.presentation.slides:
            self._speak(slide)
        properties, moment = self.presentation.core_properties, datetime.combine(day, time(), UTC)
        properties.title = clean(title)
        properties.author = properties.last_modified_by = clean(author)
        properties.created = properties.modified = moment.replace(tzinfo=None)
        properties.language, properties.revision = self.language, 1
        file = BytesIO()
        self.presentation.save(file)
        return settled(file.getvalue(), moment)

    def _write_title(self, slide: Any, text: str) -> None:
        shape = slide.shapes.title
        shape.text_frame.text = text
        most = _title_size(slide.slide_layout)
        size = fitting(text, shape.width, shape.height, most)
        if size < most:
            for run in shape.text_frame.paragraphs[0].runs:
                run.font.size = Pt(size)

    def _write_footer(self, slide: Any, text: str) -> None:
        """Put footer and number where the layout has them, or else at the bottom."""
        found = {each.placeholder_format.type: each for each in self._content.placeholders}
        for kind in (KIND.FOOTER, KIND.SLIDE_NUMBER):
            shape = _copied(slide, found[kind]) if kind in found else self._at_bottom(slide, kind)
            paragraph = shape.text_frame.paragraphs[0]
            if kind == KIND.FOOTER:
                size = fitting(text, shape.width, shape.height, FOOTER)
                paragraph.text = shortened(text, shape.width, shape.height, size)
                paragraph.runs[0].font.size = Pt(size)
            else:
                paragraph._p.append(parse_xml(FIELD))  # the library has no fields

    def _at_bottom(self, slide: Any, kind: Any) -> Any:
        top, height = self.presentation.slide_height - Inches(0.42), Inches(0.3)
        wide = self.area.width - Inches(1.2)
        left, width = (self.area.left, wide) if kind == KIND.FOOTER else (self.area.left + wide, Inches(1.2))
        return write(slide, Area(left, top, width, height), ("",), size=FOOTER)

    def _speak(self, slide: Any) -> None:
        """Say in which language the texts are, for who has them read aloud."""
        for shapes in (slide, slide.notes_slide):
            for run in shapes._element.iter(qn("a:rPr"), qn("a:endParaRPr")):
                run.set("lang", self.language)


def write(
    slide: Any,
    area: Area,
    lines: tuple[str, ...],
    *,
    size: float,
    bold: bool = False,
    centre: bool = False,
) -> Any:
    """Write paragraphs into a part of a slide, in the template's own colour and font."""
    box = slide.shapes.add_textbox(Emu(area.left), Emu(area.top), Emu(area.width), Emu(area.height))
    frame = box.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.bold = Pt(size), bold
        paragraph.space_after = Pt(size / 2)
        paragraph.alignment = PP_ALIGN.CENTER if centre else PP_ALIGN.LEFT
    return box


def describe(shape: Any, text: str) -> None:
    """Give a shape its alternative text."""
    for own in shape._element.iter(qn("p:cNvPr")):  # the library has no alternative texts
        own.set("descr", clean(text))


def clean(text: str) -> str:
    """Leave out the signs that the format cannot hold."""
    return "".join(sign for sign in text if sign == "\n" or category(sign) != "Cc")


def _title_size(layout: Any) -> int:
    """Read how large the template writes its titles, in points."""
    shape = next(
        each for each in layout.placeholders if each.placeholder_format.type in {KIND.TITLE, KIND.CENTER_TITLE}
    )
    own = shape._element.find(f".//{qn('a:lvl1pPr')}/{qn('a:defRPr')}")
    master = layout.slide_master._element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}/{qn('a:defRPr')}")
    sizes = (int(each.get("sz")) // 100 for each in (own, master) if each is not None and each.get("sz"))
    return next(sizes, USUAL)


def _copied(slide: Any, placeholder: Any) -> Any:
    """Put a placeholder of the layout on the slide: the library leaves footer and number out."""
    element = deepcopy(placeholder._element)
    for paragraph in element.txBody.findall(qn("a:p")):
        element.txBody.remove(paragraph)
    element.txBody.append(parse_xml(f"<a:p {nsdecls('a')}/>"))
    slide.shapes._spTree.append(element)
    shape = slide.shapes[len(slide.shapes) - 1]
    element.nvSpPr.cNvPr.set("id", str(len(slide.shapes) + 1))
    return shape


def _empty(presentation: Any) -> None:
    """Take out the slides that a template came with, and the picture of its first one."""
    for number in list(presentation.slides._sldIdLst):
        presentation.part.drop_rel(number.rId)
        presentation.slides._sldIdLst.remove(number)
    package = presentation.part.package
    for name, relation in list(package._rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            package.drop_rel(name)
