"""Charts that can be edited in the presentation: a radar, divided answers, and what all charts share.

Everything that a chart draws stands in its own workbook too: only values that are shown, rounded as they are shown.
"""

import re
from collections.abc import Sequence
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE_DASH_STYLE, MSO_THEME_COLOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu, Pt

from app.figures.colours import ANSWERS, colour
from app.reports.deck import clean, describe
from app.reports.layouts import Area
from app.reports.palette import ink_on, strength

ACTIVE = re.compile(r"[={]|\w+:", re.ASCII)
TEXT = 12
WIDE_LABELS = 0.42  # of the width: for statements


def radar(
    slide: Any, area: Area, names: Sequence[str], series: Sequence[tuple[str, Sequence[float | None]]], alt: str
) -> Any:
    """Draw one line round a centre for each series, on 1 to 5; the first is the one to look at."""
    data = CategoryChartData(number_format="0.00")
    data.categories = [inert(name) for name in names]
    for name, values in series:
        data.add_series(inert(name), values)
    chart = add_chart(slide, area, XL_CHART_TYPE.RADAR_MARKERS, data, alt)
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.legend.font.size = Pt(TEXT)
    fix_scale(chart.value_axis, 1, 5, 1)
    chart.value_axis.tick_labels.font.size = Pt(TEXT - 2)
    for place, each in enumerate(chart.plots[0].series):
        line = each.format.line
        line.width = Pt(3 if place == 0 else 2)
        line.color.theme_color = MSO_THEME_COLOR.ACCENT_1 if place == 0 else MSO_THEME_COLOR.TEXT_1
        each.marker.size = 8 if place == 0 else 6
        each.marker.format.fill.solid()
        each.marker.format.fill.fore_color.theme_color = line.color.theme_color
        each.marker.format.line.fill.background()
        each.smooth = False
        if place:
            line.dash_style = MSO_LINE_DASH_STYLE.DASH
    return chart


def divided(slide: Any, area: Area, rows: Sequence[tuple[str, Sequence[int]]], answers: Sequence[str], alt: str) -> Any:
    """Draw the answers to statements as bars of one length; the numbers in them are people."""
    data = CategoryChartData(number_format="0")
    data.categories = [inert(name) for name, _ in rows]
    for place, answer in enumerate(answers):
        data.add_series(inert(answer), [counts[place] for _, counts in rows])
    chart = add_chart(slide, area, XL_CHART_TYPE.BAR_STACKED_100, data, alt)
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.legend.font.size = Pt(TEXT)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 40, 100
    from_the_top(chart)
    chart.value_axis.visible, chart.value_axis.has_major_gridlines = False, False
    place_drawing(chart, Area(round(WIDE_LABELS * 1000), 10, round((0.99 - WIDE_LABELS) * 1000), 870))
    for each, shade in zip(plot.series, ANSWERS[-len(answers) :], strict=True):
        background = strength(slide, shade)
        fill(each.format, background)
        label(each.data_labels, "0;;", ink_on(background), XL_LABEL_POSITION.CENTER)
    return chart


def inert(name: str) -> str:
    """Keep a name from becoming a formula or a link in the workbook of its chart."""
    name = clean(name)
    return f" {name}" if ACTIVE.match(name) else name


def add_chart(slide: Any, area: Area, kind: Any, data: Any, alt: str) -> Any:
    """Add a chart without title and legend, in the template's own colour and font."""
    frame = slide.shapes.add_chart(kind, Emu(area.left), Emu(area.top), Emu(area.width), Emu(area.height), data)
    describe(frame, alt)
    chart = frame.chart
    chart.has_title = False
    chart.has_legend = False
    chart.font.size = Pt(TEXT)
    chart.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    return chart


def from_the_top(chart: Any) -> None:
    """Put the first row at the top, and take away what is drawn round the names."""
    names = chart.category_axis
    names.reverse_order = True
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.format.line.color.theme_color = MSO_THEME_COLOR.TEXT_1
    names.format.line.color.brightness = 0.6


def fix_scale(axis: Any, low: float, high: float, step: float) -> None:
    """Fix the axis to the scale's own ends, whatever the values are."""
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = low, high, step
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.has_major_gridlines = True
    for line in (axis.major_gridlines.format.line, axis.format.line):
        line.color.rgb = rgb(colour("line"))
        line.width = Pt(0.75)


def place_drawing(chart: Any, part: Area) -> None:
    """Put the drawing itself in a part of the chart, in thousandths, so that lines over it stand where they should."""
    spots = zip("xywh", (part.left, part.top, part.width, part.height), strict=True)
    spot = "".join(f'<c:{name} val="{value / 1000}"/>' for name, value in spots)
    modes = '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
    area = chart._chartSpace.chart.plotArea
    for old in area.findall("{*}layout"):
        area.remove(old)
    area.insert(0, parse_xml(f"<c:layout {nsdecls('c')}><c:manualLayout>{modes}{spot}</c:manualLayout></c:layout>"))


def fill(format_: Any, digits: str | None) -> None:
    """Fill with a colour of ours, or with the template's first one."""
    format_.fill.solid()
    if digits is None:
        format_.fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1
    else:
        format_.fill.fore_color.rgb = rgb(digits)
    format_.line.color.rgb = rgb(colour("line"))
    format_.line.width = Pt(0.75)


def label(labels: Any, number: str, ink: str, position: Any) -> None:
    """Write the values of a series in this format and ink."""
    labels.show_value, labels.position = True, position
    labels.number_format, labels.number_format_is_linked = number, False
    labels.font.size, labels.font.color.rgb = Pt(TEXT), rgb(ink)


def rgb(digits: str) -> RGBColor:
    """Give a colour as the library has it."""
    return RGBColor.from_string(digits.upper())
