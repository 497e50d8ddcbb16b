"""Every unit by where it stood and where it stands now."""

from collections.abc import Sequence

import plotly.graph_objects as go

from app.figures.change_marks import (
    COLOURS,
    DECLINE,
    IMPROVEMENT,
    LOOKS,
    WASH,
    ChangeRow,
    Kind,
    Words,
    axis_name,
    drawn,
    marks,
    plain,
    wrapped,
)
from app.figures.theme import CLEAR, INK, LINE, THEME

APART = 0.28  # scale points from one name on the map to the next, so that they can be read on a phone
NEAR = 1.5  # scale points from one mark on the map to the next within which their names may meet
LOWEST, HIGHEST = 1, 5  # of the scale
PAD = 0.1  # so that the two ends of the axes stand apart


def draw_map(rows: Sequence[ChangeRow], words: Words, *, relevant: float) -> go.Figure:
    """Draw after against before: on the diagonal nothing differs, above it lies improvement."""
    points = [(row.before, row.after) for row in rows]
    figure = go.Figure([_corridor(relevant), _diagonal(), *(marks(rows, kind, points) for kind in LOOKS)])
    scale = {
        "range": [LOWEST - PAD, HIGHEST + PAD],
        "tickvals": list(range(LOWEST, HIGHEST + 1)),
        "constrain": "domain",
    }
    figure.update_layout(
        template=THEME,
        height=480,
        margin={"l": 8, "r": 16, "t": 16, "b": 56},
        xaxis={**scale, **axis_name(words.before)},
        yaxis={
            **scale,
            **axis_name(words.after),
            "scaleanchor": "x",
            "showgrid": True,
            "gridcolor": LINE,
        },
        annotations=[*_corners(words), *_labels(rows, Kind.IMPROVED), *_labels(rows, Kind.DECLINED)],
    )
    return figure


def _corridor(relevant: float) -> go.Scatter:
    """Draw the band around the diagonal in which a difference is too small to count."""
    ends = [LOWEST - 1, HIGHEST + 1]
    return go.Scatter(
        x=[*ends, *reversed(ends)],
        y=[*(end - relevant for end in ends), *(end + relevant for end in reversed(ends))],
        mode="lines",
        line={"color": CLEAR, "width": 0},
        fill="toself",
        fillcolor=WASH,
        hoverinfo="skip",
    )


def _diagonal() -> go.Scatter:
    ends = [LOWEST, HIGHEST]
    return go.Scatter(x=ends, y=ends, mode="lines", line={"color": INK, "width": 1}, hoverinfo="skip")


def _corners(words: Words) -> list[dict[str, object]]:
    """Name the two sides of the diagonal."""
    upper = {"x": LOWEST, "y": HIGHEST, "xanchor": "left", "text": f"↑ {plain(words.up)}"}
    lower = {"x": HIGHEST, "y": LOWEST, "xanchor": "right", "text": f"↓ {plain(words.down)}"}
    looks = ((upper, IMPROVEMENT), (lower, DECLINE))
    return [{**corner, "showarrow": False, "font": {"size": 14, "color": colour}} for corner, colour in looks]


def _labels(rows: Sequence[ChangeRow], kind: Kind) -> list[dict[str, object]]:
    """Name what changed clearly on the map, away from the diagonal, each name clear of the names before it."""
    away = 1 if kind is Kind.IMPROVED else -1
    look = {"showarrow": True, "arrowhead": 0, "arrowwidth": 1, "arrowcolor": COLOURS[kind], "standoff": 8}
    side = {"ax": -away * 20, "ayref": "y", "xanchor": "right" if kind is Kind.IMPROVED else "left"}
    return [
        {
            **look,
            **side,
            "x": row.before,
            "y": row.after,
            "ay": height,
            "text": plain(wrapped(row.label, lines=1)[0]),
            "font": {"color": COLOURS[kind], "size": 13},
        }
        for row, height in _heights([row for row in rows if drawn(row, kind)], away)
        if LOWEST < height < HIGHEST
    ]


def _heights(rows: Sequence[ChangeRow], away: int) -> list[tuple[ChangeRow, float]]:
    """Find a height for the name of every mark, pushed further from the diagonal where another name is near."""
    placed: list[tuple[float, float]] = []
    ordered = sorted(rows, key=lambda row: away * (row.after or 0))
    for row in ordered:
        before, after = row.before or 0, row.after or 0
        taken = [away * height + APART for other, height in placed if abs(other - before) < NEAR]
        placed.append((before, away * max([away * after, *taken])))
    return [(row, height) for row, (_, height) in zip(ordered, placed, strict=True)]
