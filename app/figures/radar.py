"""A shape with as many corners as there are measures: what stands out, and beside it the shape of another unit."""

from collections.abc import Sequence
from functools import lru_cache
from html import escape

import plotly.graph_objects as go
from markupsafe import Markup

from app.figures.embedding import embedded
from app.figures.theme import ACCENT, CLEAR, LINE, MUTED, PAPER, THEME

HEIGHT = 380  # pixels
Shape = tuple[float | None, ...]


@lru_cache(maxsize=1024)
def radar(names: tuple[str, ...], values: Shape, beside: Shape, hovers: tuple[str, ...]) -> Markup:
    """Draw a shape on 1 to 5 and give the figure for a page; what was drawn before is remembered.

    Parameters
    ----------
    names
        Of the corners, clockwise from the top.
    values
        In the order of the names; a corner that is None is left out.
    beside
        The shape to compare with; empty when there is none.
    hovers
        What is said when somebody points at a corner.
    """
    return embedded(draw(names, values, beside, hovers))


def draw(names: Sequence[str], values: Shape, beside: Shape, hovers: Sequence[str]) -> go.Figure:
    """Draw the shape; the other one lies under it, as a dashed line."""
    traces = [_outline(names, beside)] if beside else []
    figure = go.Figure([*traces, _shape(names, values, hovers)])
    figure.update_layout(
        template=THEME,
        height=HEIGHT,
        margin={"l": 64, "r": 64, "t": 36, "b": 36},
        polar={
            "bgcolor": CLEAR,
            "radialaxis": {
                "range": [1, 5],
                "tickvals": [1, 2, 3, 4, 5],
                "gridcolor": LINE,
                "angle": 90,
                "tickangle": 90,
                "tickfont": {"color": MUTED, "size": 11},
                "linecolor": LINE,
            },
            "angularaxis": {"direction": "clockwise", "rotation": 90, "gridcolor": LINE, "linecolor": LINE},
        },
    )
    return figure


def _closed(names: Sequence[str], values: Sequence[float | None]) -> tuple[list[str], list[float]]:
    """Leave out the corners without a value, and come back to the first one."""
    kept = [(escape(name, quote=False), value) for name, value in zip(names, values, strict=True) if value is not None]
    kept += kept[:1]
    return [name for name, _ in kept], [value for _, value in kept]


def _outline(names: Sequence[str], values: Shape) -> go.Scatterpolar:
    theta, r = _closed(names, values)
    return go.Scatterpolar(
        theta=theta,
        r=r,
        mode="lines+markers",
        line={"color": MUTED, "width": 2, "dash": "4px,4px"},
        marker={"size": 9, "color": PAPER, "line": {"color": MUTED, "width": 2}},
        hoverinfo="skip",
    )


def _shape(names: Sequence[str], values: Shape, hovers: Sequence[str]) -> go.Scatterpolar:
    theta, r = _closed(names, values)
    said = [escape(text, quote=False) for text, value in zip(hovers, values, strict=True) if value is not None]
    return go.Scatterpolar(
        theta=theta,
        r=r,
        mode="lines+markers",
        line={"color": ACCENT, "width": 2},
        marker={"size": 9, "color": ACCENT},
        fill="none",
        hovertext=said + said[:1],
        hoverinfo="text",
    )
