"""What the figures of change share: filled marks are verdicts, open marks may be noise."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from textwrap import wrap

import plotly.graph_objects as go

from app.figures.theme import INK, MUTED, PAPER

IMPROVEMENT, DECLINE, UNCLEAR, WASH = "var(--improvement)", "var(--decline)", "var(--unclear)", "var(--wash)"
LINE_LENGTH, LINES = 18, 2  # characters and lines of a name that leave room for the plot on a phone
SMALLEST_REACH = 1.0  # scale points to either side of zero: an axis is never cut to exaggerate


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


Point = tuple[float | None, float | None]


def marks(rows: Sequence[ChangeRow], kind: Kind, points: Sequence[Point], *, clip: bool = False) -> go.Scatter:
    """Draw the rows of a kind that have an estimate, each at its point; `clip` cuts marks off at the axes."""
    chosen = [(row, point) for row, point in zip(rows, points, strict=True) if drawn(row, kind)]
    return go.Scatter(
        x=[x for _, (x, _) in chosen],
        y=[y for _, (_, y) in chosen],
        mode="markers",
        marker=LOOKS[kind],
        cliponaxis=clip,
        hovertext=[plain(row.hover) for row, _ in chosen],
        hoverinfo="text",
    )


def drawn(row: ChangeRow, kind: Kind) -> bool:
    """Say whether a row is one of a kind that is drawn."""
    return row.kind is kind and row.estimate is not None


def reach(rows: Sequence[ChangeRow]) -> float:
    """Find half points to either side of zero between which all intervals lie."""
    bounds = [abs(bound) for row in rows for bound in (row.low, row.high, row.estimate) if bound is not None]
    return max([SMALLEST_REACH, *(math.ceil(2 * bound) / 2 for bound in bounds)])


def ticks(reach: float, decimal: str) -> dict[str, object]:
    """Place ticks from one end of an axis of change to the other, zero among them."""
    step = 0.5 if reach <= 1 else 1.0
    values = [step * place for place in range(-int(reach / step), int(reach / step) + 1)]
    texts = [f"{value:+.1f}".replace("-", "\N{MINUS SIGN}").replace(".", decimal) if value else "0" for value in values]
    return {"tickvals": values, "ticktext": texts}


def axis_name(text: str) -> dict[str, object]:
    """Name an axis."""
    return {"title": {"text": plain(text), "font": {"color": MUTED}}}


def wrapped(text: str, *, lines: int = LINES) -> list[str]:
    """Break a name into lines; what does not fit is left out."""
    return wrap(text, LINE_LENGTH, max_lines=lines, placeholder="…") or [""]


def plain(text: str) -> str:
    """Write a text so that nothing in it is taken for markup."""
    return escape(text, quote=False)
