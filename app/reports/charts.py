"""Charts that can be edited in the presentation: bars with margins, a radar, and whole answers divided.

Everything that a chart draws stands in its own workbook too: only values that are shown, rounded as they are shown.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE_DASH_STYLE, MSO_THEME_COLOR
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu, Inches, Pt

from app.figures.colours import colour, mixed
from app.reports.deck import clean, describe, write
from app.reports.layouts import Area
from app.reports.palette import ink_on, strength

SHADES = (0.12, 0.3, 0.5, 0.75, 1.0)
"""How strong the colour of each answer is, the lowest first: in grey print too each is darker than the one before."""
ACTIVE = re.compile(r"[={]|\w+:", re.ASCII)
TEXT = 12
LABELS, WIDE_LABELS = 0.24, 0.42  # of the width: for the names of bars


@dataclass(frozen=True)
class Bar:
    """One bar, in the unit of the axis; None is not drawn.

    Attributes
    ----------
    beside
        What it is compared with.
    stage
        Whose colour it has; None for one of the template.
    """

    name: str
    value: float | None
    low: float | None
    high: float | None
    beside: float | None
    stage: int | None


@dataclass(frozen=True)
class Axis:
    """From where to where, one step, and one line with its name; the format of the numbers on the bars."""

    low: float
    high: float
    step: float
    mark: float
    mark_name: str
    number: str


def bars(slide: Any, area: Area, rows: Sequence[Bar], axis: Axis, names: tuple[str, str | None], alt: str) -> Any:
    """Draw bars from top to bottom, each with its margin, and thin ones for what it is compared with.

    Parameters
    ----------
    names
        Of the values, and of what they are compared with; None where there is nothing to compare with.
    """
    data = CategoryChartData(number_format=axis.number)
    data.categories = [inert(row.name) for row in rows]
    data.add_series(inert(names[0]), [row.value for row in rows])
    if names[1] is not None:
        data.add_series(inert(names[1]), [row.beside for row in rows])
    chart = _chart(slide, area, XL_CHART_TYPE.BAR_CLUSTERED, data, alt)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 35, 0
    _from_the_top(chart)
    _scale(chart.value_axis, axis.low, axis.high, axis.step)
    chart.value_axis.tick_labels.number_format_is_linked = False
    chart.value_axis.tick_labels.number_format = "General"
    _place(chart, Area(round(LABELS * 1000), 70, round((0.97 - LABELS) * 1000), 860))
    _paint(plot.series[0], rows, axis.number, ink_on(strength(slide)))
    if names[1] is not None:
        _fill(plot.series[1].format, mixed("muted", 0.45))
    _mark(slide, area, axis)
    return chart


def radar(
    slide: Any, area: Area, names: Sequence[str], series: Sequence[tuple[str, Sequence[float | None]]], alt: str
) -> Any:
    """Draw one line round a centre for each series, on 1 to 5; the first is the one to look at."""
    data = CategoryChartData(number_format="0.00")
    data.categories = [inert(name) for name in names]
    for name, values in series:
        data.add_series(inert(name), values)
    chart = _chart(slide, area, XL_CHART_TYPE.RADAR_MARKERS, data, alt)
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.legend.font.size = Pt(TEXT)
    _scale(chart.value_axis, 1, 5, 1)
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
    chart = _chart(slide, area, XL_CHART_TYPE.BAR_STACKED_100, data, alt)
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.legend.font.size = Pt(TEXT)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 40, 100
    _from_the_top(chart)
    chart.value_axis.visible, chart.value_axis.has_major_gridlines = False, False
    _place(chart, Area(round(WIDE_LABELS * 1000), 10, round((0.99 - WIDE_LABELS) * 1000), 870))
    for each, shade in zip(plot.series, SHADES[-len(answers) :], strict=True):
        background = strength(slide, shade)
        _fill(each.format, background)
        _label(each.data_labels, "0;;", ink_on(background), XL_LABEL_POSITION.CENTER)
    return chart


def inert(name: str) -> str:
    """Keep a name from becoming a formula or a link in the workbook of its chart."""
    name = clean(name)
    return f" {name}" if ACTIVE.match(name) else name


def _chart(slide: Any, area: Area, kind: Any, data: Any, alt: str) -> Any:
    frame = slide.shapes.add_chart(kind, Emu(area.left), Emu(area.top), Emu(area.width), Emu(area.height), data)
    describe(frame, alt)
    chart = frame.chart
    chart.has_title = False
    chart.has_legend = False
    chart.font.size = Pt(TEXT)
    chart.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    return chart


def _from_the_top(chart: Any) -> None:
    """Put the first row at the top, and take away what is drawn round the names."""
    names = chart.category_axis
    names.reverse_order = True
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.format.line.color.theme_color = MSO_THEME_COLOR.TEXT_1
    names.format.line.color.brightness = 0.6


def _scale(axis: Any, low: float, high: float, step: float) -> None:
    """Fix the axis to the scale's own ends, whatever the values are."""
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = low, high, step
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.has_major_gridlines = True
    for line in (axis.major_gridlines.format.line, axis.format.line):
        line.color.rgb = _rgb(colour("line"))
        line.width = Pt(0.75)


def _place(chart: Any, part: Area) -> None:
    """Put the drawing itself in a part of the chart, in thousandths, so that lines over it stand where they should."""
    spots = zip("xywh", (part.left, part.top, part.width, part.height), strict=True)
    spot = "".join(f'<c:{name} val="{value / 1000}"/>' for name, value in spots)
    modes = '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
    area = chart._chartSpace.chart.plotArea
    for old in area.findall("{*}layout"):
        area.remove(old)
    area.insert(0, parse_xml(f"<c:layout {nsdecls('c')}><c:manualLayout>{modes}{spot}</c:manualLayout></c:layout>"))


def _paint(series: Any, rows: Sequence[Bar], number: str, accent_ink: str) -> None:
    _fill(series.format, None)
    for place, row in enumerate(rows):
        if row.value is not None and row.stage is not None:
            _fill(series.points[place].format, colour(f"stage-{row.stage}"))
    _label(series.data_labels, number, accent_ink, XL_LABEL_POSITION.INSIDE_BASE)
    for place, row in enumerate(rows):
        if row.value is not None and row.stage is not None:
            font = series.points[place].data_label.font
            font.size, font.color.rgb = Pt(TEXT), _rgb(colour(f"on-stage-{row.stage}"))
            series.points[place].data_label.position = XL_LABEL_POSITION.INSIDE_BASE
    if any(row.low is not None for row in rows):
        series._element.append(_margins(rows))
        _in_order(series._element)


def _margins(rows: Sequence[Bar]) -> Any:
    """Write the margins of the bars: thin lines whose ends are given one by one."""
    up = [(row.high or 0) - (row.value or 0) if row.high is not None else 0 for row in rows]
    down = [(row.value or 0) - (row.low or 0) if row.low is not None else 0 for row in rows]
    return parse_xml(
        f"<c:errBars {nsdecls('c', 'a')}><c:errBarType val='both'/><c:errValType val='cust'/><c:noEndCap val='0'/>"
        f"<c:plus>{_numbers(up)}</c:plus><c:minus>{_numbers(down)}</c:minus>"
        "<c:spPr><a:ln w='19050'><a:solidFill><a:schemeClr val='tx1'/></a:solidFill></a:ln></c:spPr></c:errBars>"
    )


def _numbers(values: Sequence[float]) -> str:
    points = "".join(f"<c:pt idx='{place}'><c:v>{value:.2f}</c:v></c:pt>" for place, value in enumerate(values))
    return f"<c:numLit><c:formatCode>0.00</c:formatCode><c:ptCount val='{len(values)}'/>{points}</c:numLit>"


def _in_order(series: Any) -> None:
    """Put the margins before the categories, where the format wants them."""
    margins = series.find("{*}errBars")
    series.find("{*}cat").addprevious(margins)


def _fill(format_: Any, digits: str | None) -> None:
    """Fill with a colour of ours, or with the template's first one."""
    format_.fill.solid()
    if digits is None:
        format_.fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1
    else:
        format_.fill.fore_color.rgb = _rgb(digits)
    format_.line.color.rgb = _rgb(colour("line"))
    format_.line.width = Pt(0.75)


def _label(labels: Any, number: str, ink: str, position: Any) -> None:
    labels.show_value, labels.position = True, position
    labels.number_format, labels.number_format_is_linked = number, False
    labels.font.size, labels.font.color.rgb = Pt(TEXT), _rgb(ink)


def _rgb(digits: str) -> RGBColor:
    return RGBColor.from_string(digits.upper())


def _mark(slide: Any, area: Area, axis: Axis) -> None:
    """Draw the line of the axis over the chart, with its name above it."""
    share = (axis.mark - axis.low) / (axis.high - axis.low)
    across = round(area.left + area.width * (LABELS + (0.97 - LABELS) * share))
    top, bottom = area.top + round(0.07 * area.height), area.top + round(0.94 * area.height)
    line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Emu(across), Emu(top), Emu(across), Emu(bottom))
    line.name = "mark"
    line.line.color.theme_color, line.line.width = MSO_THEME_COLOR.TEXT_1, Pt(1.25)
    line.line.dash_style = MSO_LINE_DASH_STYLE.DASH
    describe(line, axis.mark_name)
    name = Area(across - Inches(1), bottom + Inches(0.02), Inches(2), Inches(0.25))
    write(slide, name, (axis.mark_name,), size=11, centre=True)
