"""Estimates on one axis: a dot and a thin line for the interval, and an open dot to compare with."""

from dataclasses import dataclass
from functools import lru_cache
from html import escape
from textwrap import wrap

import plotly.graph_objects as go
from markupsafe import Markup

from app.figures.embedding import embedded
from app.figures.theme import ACCENT, INK, MUTED, PAPER, THEME

AROUND, ROW, TEXT_LINE = 64, 6, 18  # pixels
LINES = 2  # every row has room for so many lines of its label
NARROW, WIDEST = 16, 24  # characters in a line of a label: where words allow it, and at most
PAD = 0.06  # of the axis, so that a dot at its end is whole


@dataclass(frozen=True, slots=True)
class Dot:
    """One row, in the unit of the axis; what is None is not drawn.

    Attributes
    ----------
    label
        Stands to the left of the row.
    value, low, high
        The estimate with its interval.
    beside
        The value to compare with: an open dot.
    text
        The estimate in words, at the right of the row.
    hover
        What is said when somebody points at the row.
    """

    label: str
    value: float | None
    low: float | None
    high: float | None
    beside: float | None
    text: str
    hover: str


@dataclass(frozen=True, slots=True)
class Axis:
    """From where to where, which ticks with which labels, and one dashed line with its name."""

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]
    mark: float
    mark_name: str


@lru_cache(maxsize=1024)
def dots(rows: tuple[Dot, ...], axis: Axis) -> Markup:
    """Draw the rows from top to bottom and give the figure for a page; what was drawn before is remembered."""
    return embedded(draw(rows, axis))


def draw(rows: tuple[Dot, ...], axis: Axis) -> go.Figure:
    """Draw the rows from top to bottom."""
    figure = go.Figure([_lines(rows), _beside(rows), _estimates(rows)])
    labels = [_wrapped(row.label) for row in rows]
    tallest = max(LINES, *map(len, labels))
    pad = PAD * (axis.high - axis.low)
    figure.update_layout(
        template=THEME,
        height=AROUND + (ROW + TEXT_LINE * tallest) * len(rows),
        margin={"l": 8, "r": 48, "t": 28, "b": 36},
        xaxis={
            "range": [axis.low - pad, axis.high + pad],
            "tickvals": [value for value, _ in axis.ticks],
            "ticktext": [text for _, text in axis.ticks],
        },
        yaxis={
            "range": [len(rows) - 0.5, -0.5],
            "tickvals": list(range(len(rows))),
            "ticktext": ["<br>".join(escape(line, quote=False) for line in lines) for lines in labels],
        },
        shapes=[_mark(axis)],
        annotations=[_mark_name(axis), *(_number(place, row) for place, row in enumerate(rows))],
    )
    return figure


def _wrapped(text: str) -> list[str]:
    """Break a label into lines at its spaces; only a word that is too long for any chart is broken itself."""
    lines = wrap(text, NARROW, break_long_words=False)
    return [part for line in lines for part in wrap(line, WIDEST)]


def _lines(rows: tuple[Dot, ...]) -> go.Scatter:
    """Draw every interval as a thin line; None between two keeps them apart."""
    intervals = [(place, row) for place, row in enumerate(rows) if row.low is not None and row.high is not None]
    return go.Scatter(
        x=[x for _, row in intervals for x in (row.low, row.high, None)],
        y=[y for place, _ in intervals for y in (place, place, None)],
        mode="lines",
        line={"color": ACCENT, "width": 2},
        hoverinfo="skip",
    )


def _beside(rows: tuple[Dot, ...]) -> go.Scatter:
    places = [place for place, row in enumerate(rows) if row.beside is not None]
    return go.Scatter(
        x=[rows[place].beside for place in places],
        y=places,
        mode="markers",
        marker={"size": 11, "color": PAPER, "line": {"color": MUTED, "width": 2}},
        hoverinfo="skip",
    )


def _estimates(rows: tuple[Dot, ...]) -> go.Scatter:
    places = [place for place, row in enumerate(rows) if row.value is not None]
    return go.Scatter(
        x=[rows[place].value for place in places],
        y=places,
        mode="markers",
        marker={"size": 12, "color": ACCENT, "line": {"color": PAPER, "width": 1.5}},
        hovertext=[escape(rows[place].hover, quote=False) for place in places],
        hoverinfo="text",
    )


def _mark(axis: Axis) -> dict[str, object]:
    line = {"color": INK, "width": 1, "dash": "4px,4px"}
    return {"type": "line", "x0": axis.mark, "x1": axis.mark, "y0": 0, "y1": 1, "yref": "paper", "line": line}


def _mark_name(axis: Axis) -> dict[str, object]:
    return {
        "x": axis.mark,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "text": escape(axis.mark_name, quote=False),
        "showarrow": False,
        "font": {"size": 13, "color": INK},
    }


def _number(place: int, row: Dot) -> dict[str, object]:
    shown = row.value is not None
    return {
        "x": 1,
        "xref": "paper",
        "xanchor": "left",
        "y": place,
        "text": escape(row.text, quote=False),
        "showarrow": False,
        "font": {"color": INK if shown else MUTED, "size": 14 if shown else 13},
    }
