"""Change between two measurements: filled marks are verdicts, open marks may be noise."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from html import escape
from textwrap import wrap

import plotly.graph_objects as go
from markupsafe import Markup

from app.figures.embedding import embedded
from app.figures.theme import CLEAR, INK, LINE, MUTED, PAPER, THEME

IMPROVEMENT, DECLINE, UNCLEAR, WASH = "var(--improvement)", "var(--decline)", "var(--unclear)", "var(--wash)"
ROW, AROUND = 40, 108  # pixels
NUMBERS = 60  # pixels at the right of the plot, for the differences
LINE_LENGTH, LINES = 18, 2  # characters and lines of a name that leave room for the plot on a phone
APART = 0.28  # scale points from one name on the map to the next, so that they can be read on a phone
NEAR = 1.5  # scale points from one mark on the map to the next within which their names may meet
LOWEST, HIGHEST = 1, 5  # of the scale
PAD = 0.1  # so that the two ends of the axes stand apart
SMALLEST_REACH = 1.0  # scale points to either side of zero: an axis is never cut to exaggerate


Edge = tuple[tuple[float, float], ...]
"""How far chance alone reaches, by size, from small to large."""


class Kind(StrEnum):
    """How a change is drawn."""

    IMPROVED = "improved"
    DECLINED = "declined"
    UNCLEAR = "unclear"


LOOKS = {
    Kind.UNCLEAR: {"symbol": "circle", "color": PAPER, "size": 10, "line": {"color": UNCLEAR, "width": 2}},
    Kind.DECLINED: {"symbol": "triangle-down", "color": DECLINE, "size": 15, "line": {"color": PAPER, "width": 1}},
    Kind.IMPROVED: {"symbol": "triangle-up", "color": IMPROVEMENT, "size": 15, "line": {"color": PAPER, "width": 1}},
}
ZERO = {"zeroline": True, "zerolinecolor": INK, "zerolinewidth": 1}
COLOURS = {Kind.UNCLEAR: UNCLEAR, Kind.DECLINED: DECLINE, Kind.IMPROVED: IMPROVEMENT}


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One unit; without an estimate it only has its label and a quiet text.

    Attributes
    ----------
    estimate, low, high
        The difference, after minus before, with its interval.
    before, after
        The scores, on 1 to 5.
    size
        How many people, as if they had been as many both times.
    text
        The difference in words, at the right of the row; or why there is none.
    hover
        What is said when somebody points at the mark.
    """

    label: str
    kind: Kind
    estimate: float | None
    low: float | None
    high: float | None
    before: float | None
    after: float | None
    size: float | None
    text: str
    hover: str


@dataclass(frozen=True, slots=True)
class Words:
    """The words in a figure, in the language of the reader.

    Attributes
    ----------
    down, up
        At the two ends of the axis of change.
    band
        Name of the band of changes that are too small to count.
    before, after
        Names of the two measurements.
    size, change
        Names of the axes of the funnel.
    chance
        Name of the band of what chance alone does.
    decimal
        The decimal sign.
    """

    down: str
    up: str
    band: str
    before: str
    after: str
    size: str
    change: str
    chance: str
    decimal: str


@lru_cache(maxsize=256)
def changes(rows: tuple[ChangeRow, ...], words: Words, *, relevant: float) -> Markup:
    """Draw the difference of every unit from top to bottom; what was drawn before is remembered."""
    return embedded(draw_changes(rows, words, relevant=relevant))


@lru_cache(maxsize=256)
def change_map(rows: tuple[ChangeRow, ...], words: Words, *, relevant: float) -> Markup:
    """Draw every unit by where it stood and where it stands now; what was drawn before is remembered."""
    return embedded(draw_map(rows, words, relevant=relevant))


@lru_cache(maxsize=256)
def funnel(rows: tuple[ChangeRow, ...], words: Words, *, edge: Edge) -> Markup:
    """Draw the difference of every unit against its size; what was drawn before is remembered."""
    return embedded(draw_funnel(rows, words, edge=edge))


def draw_changes(rows: Sequence[ChangeRow], words: Words, *, relevant: float) -> go.Figure:
    """Draw the difference of every unit with its interval, around zero and the band of changes that do not count."""
    reach = _reach(rows)
    figure = go.Figure([_intervals(rows, kind) for kind in LOOKS] + [_marks(rows, kind) for kind in LOOKS])
    figure.update_layout(
        template=THEME,
        height=ROW * len(rows) + AROUND,
        margin={"l": 8, "r": NUMBERS, "t": 64, "b": 44},
        xaxis={"range": [-reach, reach], "showgrid": False, "tickangle": 0, **_ticks(reach, words.decimal), **ZERO},
        yaxis={"range": [len(rows) - 0.5, -0.5], **_names(rows)},
        shapes=[_band(relevant), *_separators(len(rows))],
        annotations=[*_ends(words), _band_name(words), *_numbers(rows)],
    )
    return figure


def draw_map(rows: Sequence[ChangeRow], words: Words, *, relevant: float) -> go.Figure:
    """Draw after against before: on the diagonal nothing differs, above it lies improvement."""
    figure = go.Figure([_corridor(relevant), _diagonal(), *(_points(rows, kind) for kind in LOOKS)])
    scale = {
        "range": [LOWEST - PAD, HIGHEST + PAD],
        "tickvals": list(range(LOWEST, HIGHEST + 1)),
        "constrain": "domain",
    }
    figure.update_layout(
        template=THEME,
        height=480,
        margin={"l": 8, "r": 16, "t": 16, "b": 56},
        xaxis={**scale, "title": {"text": _plain(words.before), "font": {"color": MUTED}}},
        yaxis={
            **scale,
            "title": {"text": _plain(words.after), "font": {"color": MUTED}},
            "scaleanchor": "x",
            "showgrid": True,
            "gridcolor": LINE,
        },
        annotations=[*_corners(words), *_labels(rows, Kind.IMPROVED), *_labels(rows, Kind.DECLINED)],
    )
    return figure


def draw_funnel(rows: Sequence[ChangeRow], words: Words, *, edge: Edge) -> go.Figure:
    """Draw differences against sizes, around zero and the band of what chance alone does: its upper edge is given."""
    reach = _reach(rows)
    figure = go.Figure([_chance(edge), *(_sized(rows, kind) for kind in LOOKS)])
    figure.update_layout(
        template=THEME,
        height=420,
        margin={"l": 8, "r": 16, "t": 16, "b": 56},
        xaxis={"range": [0, edge[-1][0]], "title": {"text": _plain(words.size), "font": {"color": MUTED}}},
        yaxis={
            "range": [-reach, reach],
            "title": {"text": _plain(words.change), "font": {"color": MUTED}},
            **_ticks(reach, words.decimal),
            **ZERO,
        },
        annotations=[_chance_name(edge, words)],
    )
    return figure


def _reach(rows: Sequence[ChangeRow]) -> float:
    """Find half points to either side of zero between which all intervals lie."""
    bounds = [abs(bound) for row in rows for bound in (row.low, row.high, row.estimate) if bound is not None]
    return max([SMALLEST_REACH, *(math.ceil(2 * bound) / 2 for bound in bounds)])


def _ticks(reach: float, decimal: str) -> dict[str, object]:
    step = 0.5 if reach <= 1 else 1.0
    values = [step * place for place in range(-int(reach / step), int(reach / step) + 1)]
    texts = [f"{value:+.1f}".replace("-", "\N{MINUS SIGN}").replace(".", decimal) if value else "0" for value in values]
    return {"tickvals": values, "ticktext": texts}


def _chosen(rows: Sequence[ChangeRow], kind: Kind) -> list[tuple[int, ChangeRow]]:
    return [(place, row) for place, row in enumerate(rows) if row.kind is kind and row.estimate is not None]


def _intervals(rows: Sequence[ChangeRow], kind: Kind) -> go.Scatter:
    """Draw intervals as thin lines; None between two keeps them apart."""
    chosen = [(place, row) for place, row in _chosen(rows, kind) if row.low is not None]
    return go.Scatter(
        x=[x for _, row in chosen for x in (row.low, row.high, None)],
        y=[y for place, _ in chosen for y in (place, place, None)],
        mode="lines",
        line={"color": COLOURS[kind], "width": 1.5},
        hoverinfo="skip",
    )


def _marks(rows: Sequence[ChangeRow], kind: Kind) -> go.Scatter:
    chosen = _chosen(rows, kind)
    return go.Scatter(
        x=[row.estimate for _, row in chosen],
        y=[place for place, _ in chosen],
        mode="markers",
        marker=LOOKS[kind],
        hovertext=[_plain(row.hover) for _, row in chosen],
        hoverinfo="text",
    )


def _points(rows: Sequence[ChangeRow], kind: Kind) -> go.Scatter:
    """Draw units on the map."""
    chosen = _chosen(rows, kind)
    return go.Scatter(
        x=[row.before for _, row in chosen],
        y=[row.after for _, row in chosen],
        mode="markers",
        marker=LOOKS[kind],
        cliponaxis=False,
        hovertext=[_plain(row.hover) for _, row in chosen],
        hoverinfo="text",
    )


def _sized(rows: Sequence[ChangeRow], kind: Kind) -> go.Scatter:
    """Draw units by their size."""
    chosen = _chosen(rows, kind)
    return go.Scatter(
        x=[row.size for _, row in chosen],
        y=[row.estimate for _, row in chosen],
        mode="markers",
        marker=LOOKS[kind],
        cliponaxis=False,
        hovertext=[_plain(row.hover) for _, row in chosen],
        hoverinfo="text",
    )


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
    return {**place, "text": _plain(words.chance), "showarrow": False, "font": {"size": 13, "color": MUTED}}


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


def _diagonal() -> go.Scatter:
    ends = [LOWEST, HIGHEST]
    return go.Scatter(x=ends, y=ends, mode="lines", line={"color": INK, "width": 1}, hoverinfo="skip")


def _corners(words: Words) -> list[dict[str, object]]:
    """Name the two sides of the diagonal."""
    upper = {"x": LOWEST, "y": HIGHEST, "xanchor": "left", "text": f"↑ {_plain(words.up)}"}
    lower = {"x": HIGHEST, "y": LOWEST, "xanchor": "right", "text": f"↓ {_plain(words.down)}"}
    looks = ((upper, IMPROVEMENT), (lower, DECLINE))
    return [{**corner, "showarrow": False, "font": {"size": 14, "color": colour}} for corner, colour in looks]


def _ends(words: Words) -> list[dict[str, object]]:
    """Name the two directions above the plot."""
    across = {"y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 28, "xref": "x domain", "showarrow": False}
    return [
        {**across, "x": 0, "xanchor": "left", "text": f"← {_plain(words.down)}", "font": {"color": DECLINE}},
        {**across, "x": 1, "xanchor": "right", "text": f"{_plain(words.up)} →", "font": {"color": IMPROVEMENT}},
    ]


def _separators(rows: int) -> list[dict[str, object]]:
    """Draw a quiet line between rows, from edge to edge, that leads from a name to its mark and its number."""
    line = {"type": "line", "x0": -2, "x1": 3, "xref": "paper", "line": {"color": LINE, "width": 1}, "layer": "below"}
    return [{**line, "y0": place + 0.5, "y1": place + 0.5} for place in range(rows - 1)]


def _band_name(words: Words) -> dict[str, object]:
    place = {"x": 0, "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 4}
    return {**place, "text": _plain(words.band), "showarrow": False, "font": {"size": 13, "color": MUTED}}


def _names(rows: Sequence[ChangeRow]) -> dict[str, object]:
    """Write the name of every row at the left of its line; the plot takes the room that the longest leaves."""
    names = ["<br>".join(_plain(line) for line in _lines(row.label)) for row in rows]
    return {"tickvals": list(range(len(rows))), "ticktext": names, "tickfont": {"color": INK, "size": 13}}


def _numbers(rows: Sequence[ChangeRow]) -> list[dict[str, object]]:
    """Write the difference of every row, or the quiet text, at the right of its line."""
    side = {"x": 1, "xanchor": "right", "xref": "paper", "xshift": NUMBERS - 4, "showarrow": False}
    return [
        {**side, "y": place, "text": _plain(row.text), "font": {"color": _text_colour(row), "size": 14}}
        for place, row in enumerate(rows)
    ]


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
            "text": _plain(_lines(row.label, lines=1)[0]),
            "font": {"color": COLOURS[kind], "size": 13},
        }
        for row, height in _heights([row for _, row in _chosen(rows, kind)], away)
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


def _text_colour(row: ChangeRow) -> str:
    if row.estimate is None:
        return MUTED
    return INK if row.kind is Kind.UNCLEAR else COLOURS[row.kind]


def _lines(text: str, *, lines: int = LINES) -> list[str]:
    return wrap(text, LINE_LENGTH, max_lines=lines, placeholder="…") or [""]


def _plain(text: str) -> str:
    return escape(text, quote=False)
