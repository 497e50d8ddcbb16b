"""Differences against sizes: what lies in the band may be chance alone."""

from collections.abc import Sequence

import plotly.graph_objects as go

from app.figures.change_marks import LOOKS, WASH, ZERO, ChangeRow, Words, axis_name, marks, plain, reach, ticks
from app.figures.theme import LINE, MUTED, THEME

Edge = tuple[tuple[float, float], ...]
"""How far chance alone reaches, by size, from small to large."""


def draw_funnel(rows: Sequence[ChangeRow], words: Words, *, edge: Edge) -> go.Figure:
    """Draw differences against sizes, around zero and the band of what chance alone does: its upper edge is given."""
    side = reach(rows)
    points = [(row.size, row.estimate) for row in rows]
    figure = go.Figure([_chance(edge), *(marks(rows, kind, points) for kind in LOOKS)])
    figure.update_layout(
        template=THEME,
        height=420,
        margin={"l": 8, "r": 16, "t": 16, "b": 56},
        xaxis={"range": [0, edge[-1][0]], **axis_name(words.size)},
        yaxis={
            "range": [-side, side],
            **axis_name(words.change),
            **ticks(side, words.decimal),
            **ZERO,
        },
        annotations=[_chance_name(edge, words)],
    )
    return figure


def _chance(edge: Edge) -> go.Scatter:
    """Draw the band of what chance alone does."""
    outline = [*edge, *((size, -limit) for size, limit in reversed(edge))]
    return go.Scatter(
        x=[size for size, _ in outline],
        y=[limit for _, limit in outline],
        mode="lines",
        line={"color": LINE, "width": 1},
        fill="toself",
        fillcolor=WASH,
        hoverinfo="skip",
    )


def _chance_name(edge: Edge, words: Words) -> dict[str, object]:
    size, limit = edge[-1]
    place = {"x": size, "y": -limit, "xanchor": "right", "yanchor": "top"}
    return {**place, "text": plain(words.chance), "showarrow": False, "font": {"size": 13, "color": MUTED}}
