"""Sheets as an Excel workbook: numbers as numbers, headings that stay in view, and charts that can be edited."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from app.exports.sheets import Format, Sheet

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
FORMATS = {
    Format.TEXT: {"valign": "top"},
    Format.WHOLE: {"num_format": "0", "valign": "top"},
    Format.SCORE: {"num_format": "0.00", "valign": "top"},
    Format.SHARE: {"num_format": "0%", "valign": "top"},
}
HEADING = {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#F3F6F7", "bottom": 1}
INK, ACCENT, LINE = "#16232B", "#2A7AB1", "#CFD8DC"
LOWEST, HIGHEST = 1, 5


@dataclass(frozen=True)
class Bars:
    """A bar chart of part of a sheet: which rows, and which column holds the values.

    Attributes
    ----------
    first, last
        Rows, counted from 0 under the headings.
    names, values
        Columns, counted from 0.
    """

    title: str
    sheet: str
    first: int
    last: int
    names: int
    values: int


@dataclass(frozen=True)
class Cover:
    """The first sheet: a title and what there is to know, line by line; a line is a name and what it is."""

    name: str
    title: str
    lines: tuple[tuple[str, str | int | float], ...]


def workbook(cover: Cover, sheets: Sequence[Sheet], charts: Sequence[Bars], *, author: str, day: date) -> bytes:
    """Write a workbook; the same sheets give the same bytes. It bears the day of publication and no other date."""
    content = BytesIO()
    book = Workbook(content, OPTIONS)
    book.set_properties({"title": cover.title, "author": author, "created": datetime.combine(day, time())})
    formats = {kind: book.add_format(look) for kind, look in FORMATS.items()}
    heading = book.add_format(HEADING)
    _write_cover(book, cover, charts)
    for sheet in sheets:
        _write(book.add_worksheet(sheet.name), sheet, formats, heading)
    book.close()
    return content.getvalue()


def _write_cover(book: Workbook, cover: Cover, charts: Sequence[Bars]) -> None:
    page = book.add_worksheet(cover.name)
    page.hide_gridlines(2)
    page.set_column(0, 0, 26)
    page.set_column(1, 1, 90)
    page.set_row(0, 24)
    page.fit_to_pages(1, 1)
    page.write_string(0, 0, cover.title, book.add_format({"bold": True, "font_size": 16, "font_color": INK}))
    name, text = book.add_format({"bold": True, "valign": "top"}), book.add_format({"text_wrap": True, "align": "left"})
    for row, (label, value) in enumerate(cover.lines, start=2):
        page.write_string(row, 0, label, name)
        page.write(row, 1, value, text)
    for number, bars in enumerate(charts):
        page.insert_chart(len(cover.lines) + 3 + 16 * number, 0, _chart(book, bars))


def _write(page: Worksheet, sheet: Sheet, formats: dict[Format, Any], heading: Any) -> None:  # noqa: ANN401  untyped
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, column.width)
        page.write_string(0, number, column.heading, heading)
    for row, values in enumerate(sheet.rows, start=1):
        for number, (value, column) in enumerate(zip(values, sheet.columns, strict=True)):
            if value is not None:
                page.write(row, number, value, formats[column.format])
    page.set_row(0, 32)
    page.freeze_panes(1, 2)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _chart(book: Workbook, bars: Bars) -> Any:  # noqa: ANN401  the library has no types
    chart = book.add_chart({"type": "bar"})
    rows = bars.first + 1, bars.last + 1
    chart.add_series(
        {
            "categories": [bars.sheet, rows[0], bars.names, rows[1], bars.names],
            "values": [bars.sheet, rows[0], bars.values, rows[1], bars.values],
            "fill": {"color": ACCENT},
            "data_labels": {"value": True, "num_format": "0.00"},
            "gap": 60,
        }
    )
    chart.set_title({"name": bars.title, "name_font": {"size": 12}})
    lines = {"visible": True, "line": {"color": LINE}}
    chart.set_x_axis({"min": LOWEST, "max": HIGHEST, "major_unit": 1, "num_format": "0", "major_gridlines": lines})
    chart.set_y_axis({"reverse": True})
    chart.set_legend({"none": True})
    chart.set_size({"width": 720, "height": 300})
    chart.show_blanks_as("gap")
    return chart
