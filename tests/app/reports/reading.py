"""Read reports back as their readers' programs do."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Protocol
from zipfile import ZipFile

from openpyxl import load_workbook
from pptx import Presentation
from pptx.util import Emu
from pypdf import PdfReader

from app.reports.content import Content
from app.reports.default_template import default_template
from app.reports.presenting import presentation


class Tell(Protocol):
    """Reads what a report of a unit says."""

    def __call__(self, name: str, *, inside: bool = False, words: str = "nl") -> Content: ...


def deck(content: Content, template: bytes | None = None) -> Any:
    """Make slides and open them."""
    return Presentation(BytesIO(slides_of(content, template)))


def slides_of(content: Content, template: bytes | None = None) -> bytes:
    """Make slides in our template or another."""
    return presentation(content, template or default_template(), told=lambda _done, _of: None)


def titles(opened: Any) -> list[str]:
    """Give the title of every slide."""
    return [slide.shapes.title.text_frame.text for slide in opened.slides]


def charts(opened: Any) -> Iterator[Any]:
    """Give every chart."""
    return (shape.chart for slide in opened.slides for shape in slide.shapes if shape.has_chart)


def tables(opened: Any) -> Iterator[list[list[str]]]:
    """Give every table as its texts."""
    return (
        [[cell.text.replace("\v", "\n") for cell in row.cells] for row in shape.table.rows]
        for slide in opened.slides
        for shape in slide.shapes
        if shape.has_table
    )


def drawn(chart: Any) -> dict[str, list[float | None]]:
    """Give the values of a chart, by the name of their series."""
    return {each.name: list(each.values) for each in chart.plots[0].series}


def workbook(chart: Any) -> list[list[Any]]:
    """Give everything that a chart's own workbook holds."""
    book = load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    return [[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()]


def parts(package: bytes) -> dict[str, bytes]:
    """Give every part of an Office file, those of the workbooks inside it too."""
    found = {}
    with ZipFile(BytesIO(package)) as opened:
        for name in opened.namelist():
            content = opened.read(name)
            found[name] = content
            if name.endswith(".xlsx"):
                found |= {f"{name}/{inner}": text for inner, text in parts(content).items()}
    return found


def described(opened: Any) -> list[tuple[str, str]]:
    """Give name and alternative text of everything that is drawn."""
    return [
        (shape.name, shape._element.nvGraphicFramePr.cNvPr.get("descr", ""))
        for slide in opened.slides
        for shape in slide.shapes
        if shape.has_chart or shape.has_table
    ]


def outside(opened: Any) -> list[str]:
    """Name what does not lie wholly on its slide."""
    wide, high = opened.slide_width, opened.slide_height
    return [
        f"{number}: {shape.name}"
        for number, slide in enumerate(opened.slides, 1)
        for shape in slide.shapes
        if min(shape.left, shape.top) < 0
        or shape.left + shape.width > wide + Emu(2)
        or shape.top + shape.height > high + Emu(2)
    ]


def paper(content: bytes) -> PdfReader:
    """Open a report on paper."""
    return PdfReader(BytesIO(content))


def root_of(content: bytes) -> Any:
    """Give the root of a report on paper: its language, its marks and the tree of its tags."""
    return paper(content).trailer["/Root"]


def text_of(opened: PdfReader) -> str:
    """Give all text of a report on paper, with single spaces."""
    return " ".join(" ".join(page.extract_text() for page in opened.pages).split())
