"""The difference of every unit from top to bottom."""

from collections.abc import Sequence

import plotly.graph_objects as go

from app.figures.change_marks import (
    COLOURS,
    DECLINE,
    IMPROVEMENT,
    LOOKS,
    WASH,
    ZERO,
    ChangeRow,
    Kind,
    Words,
    drawn,
    marks,
    plain,
    reach,
    ticks,
    wrapped,
)
from app.figures.theme import INK, LINE, MUTED, THEME

ROW, AROUND = 40, 108  # pixels
NUMBERS = 60  # pixels at the right of the plot, for the differences


def draw_list(rows: Sequence[ChangeRow], words: Words, *, relevant: float) -> go.Figure:
    """Draw the difference of every unit with its interval, around zero and the band of changes that do not count."""
    side = reach(rows)
    points = [(row.estimate, place) for place, row in enumerate(rows)]
    intervals = [_intervals(rows, kind) for kind in LOOKS]
    figure = go.Figure(intervals + [marks(rows, kind, points, clip=True) for kind in LOOKS])
    figure.update_layout(
        template=THEME,
        height=ROW * len(rows) + AROUND,
        margin={"l": 8, "r": NUMBERS, "t": 64, "b": 44},
        xaxis={"range": [-side, side], "showgrid": False, "tickangle": 0, **ticks(side, words.decimal), **ZERO},
        yaxis={"range": [len(rows) - 0.5, -0.5], **_names(rows)},
        shapes=[_band(relevant), *_separators(len(rows))],
        annotations=[*_ends(words), _band_name(words), *_numbers(rows)],
    )
    return figure


def _intervals(rows: Sequence[ChangeRow], kind: Kind) -> go.Scatter:
    """Draw intervals as thin lines; None between two keeps them apart."""
    chosen = [(place, row) for place, row in enumerate(rows) if drawn(row, kind) and row.low is not None]
    return go.Scatter(
        x=[x for _, row in chosen for x in (row.low, row.high, None)],
        y=[y for place, _ in chosen for y in (place, place, None)],
        mode="lines",
        line={"color": COLOURS[kind], "width": 1.5},
        hoverinfo="skip",
    )


def _band(relevant: float) -> dict[str, object]:
    return {
        "type": "rect",
        "x0": -relevant,
        "x1": relevant,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "fillcolor": WASH,
        "line": {"color": LINE, "width": 1, "dash": "4px,4px"},
        "layer": "below",
    }


def _ends(words: Words) -> list[dict[str, object]]:
    """Name the two directions above the plot."""
    across = {"y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 28, "xref": "x domain", "showarrow": False}
    return [
        {**across, "x": 0, "xanchor": "left", "text": f"← {plain(words.down)}", "font": {"color": DECLINE}},
        {**across, "x": 1, "xanchor": "right", "text": f"{plain(words.up)} →", "font": {"color": IMPROVEMENT}},
    ]


def _separators(rows: int) -> list[dict[str, object]]:
    """Draw a quiet line between rows, from edge to edge, that leads from a name to its mark and its number."""
    line = {"type": "line", "x0": -2, "x1": 3, "xref": "paper", "line": {"color": LINE, "width": 1}, "layer": "below"}
    return [{**line, "y0": place + 0.5, "y1": place + 0.5} for place in range(rows - 1)]


def _band_name(words: Words) -> dict[str, object]:
    place = {"x": 0, "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 4}
    return {**place, "text": plain(words.band), "showarrow": False, "font": {"size": 13, "color": MUTED}}


def _names(rows: Sequence[ChangeRow]) -> dict[str, object]:
    """Write the name of every row at the left of its line; the plot takes the room that the longest leaves."""
    names = ["<br>".join(plain(line) for line in wrapped(row.label)) for row in rows]
    return {"tickvals": list(range(len(rows))), "ticktext": names, "tickfont": {"color": INK, "size": 13}}


def _numbers(rows: Sequence[ChangeRow]) -> list[dict[str, object]]:
    """Write the difference of every row, or the quiet text, at the right of its line."""
    side = {"x": 1, "xanchor": "right", "xref": "paper", "xshift": NUMBERS - 4, "showarrow": False}
    return [
        {**side, "y": place, "text": plain(row.text), "font": {"color": _text_colour(row), "size": 14}}
        for place, row in enumerate(rows)
    ]


def _text_colour(row: ChangeRow) -> str:
    if row.estimate is None:
        return MUTED
    return INK if row.kind is Kind.UNCLEAR else COLOURS[row.kind]
