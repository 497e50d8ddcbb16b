"""Bars with their margins, as a chart that can be edited, and one line over it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.enum.dml import MSO_LINE_DASH_STYLE, MSO_THEME_COLOR
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu, Inches, Pt

from app.figures.colours import colour, mixed
from app.reports.charts import TEXT, add_chart, fill, fix_scale, from_the_top, inert, label, place_drawing, rgb
from app.reports.deck import describe, write
from app.reports.layouts import Area
from app.reports.palette import ink_on, strength

LABELS, RIGHT = 0.24, 0.97  # of the width: where the names of bars end, and where the axis does


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
    chart = add_chart(slide, area, XL_CHART_TYPE.BAR_CLUSTERED, data, alt)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 35, 0
    from_the_top(chart)
    fix_scale(chart.value_axis, axis.low, axis.high, axis.step)
    chart.value_axis.tick_labels.number_format_is_linked = False
    chart.value_axis.tick_labels.number_format = "General"
    place_drawing(chart, Area(round(LABELS * 1000), 70, round((RIGHT - LABELS) * 1000), 860))
    _paint(plot.series[0], rows, axis.number, ink_on(strength(slide)))
    if names[1] is not None:
        fill(plot.series[1].format, mixed("muted", 0.45))
    _mark(slide, area, axis)
    return chart


def _paint(series: Any, rows: Sequence[Bar], number: str, accent_ink: str) -> None:
    fill(series.format, None)
    for place, row in enumerate(rows):
        if row.value is not None and row.stage is not None:
            fill(series.points[place].format, colour(f"stage-{row.stage}"))
    label(series.data_labels, number, accent_ink, XL_LABEL_POSITION.INSIDE_BASE)
    for place, row in enumerate(rows):
        if row.value is not None and row.stage is not None:
            font = series.points[place].data_label.font
            font.size, font.color.rgb = Pt(TEXT), rgb(colour(f"on-stage-{row.stage}"))
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


def _mark(slide: Any, area: Area, axis: Axis) -> None:
    """Draw the line of the axis over the chart, with its name above it."""
    share = (axis.mark - axis.low) / (axis.high - axis.low)
    across = round(area.left + area.width * (LABELS + (RIGHT - LABELS) * share))
    top, bottom = area.top + round(0.07 * area.height), area.top + round(0.94 * area.height)
    line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Emu(across), Emu(top), Emu(across), Emu(bottom))
    line.name = "mark"
    line.line.color.theme_color, line.line.width = MSO_THEME_COLOR.TEXT_1, Pt(1.25)
    line.line.dash_style = MSO_LINE_DASH_STYLE.DASH
    describe(line, axis.mark_name)
    name = Area(across - Inches(1), bottom + Inches(0.02), Inches(2), Inches(0.25))
    write(slide, name, (axis.mark_name,), size=11, centre=True)
