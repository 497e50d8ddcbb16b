"""Little drawings for paper, each with its figures as the title that is read aloud."""

from collections.abc import Sequence

from markupsafe import Markup, escape

from app.figures.colours import ANSWERS, colour, mixed
from app.results.reading import Score

LENGTH, HEIGHT = 100.0, 7.0  # in the unit of the drawing
LOW, HIGH = 1.0, 5.0
NARROW = 4.0  # a part that is shorter has no room for its number


def score_bar(score: Score, threshold: float, said: str) -> Markup:
    """Draw a score from 1 to 5 in the colour of its stage, with its margin and the threshold."""
    low, high = (round(end, 2) for end in score.margin)
    mean = round(score.mean, 2)
    parts = (
        f'<rect y="1" width="{LENGTH}" height="5" fill="#{colour("wash")}"/>',
        f'<rect y="1" width="{_across(mean)}" height="5" fill="#{colour(f"stage-{score.stage}")}"/>',
        _line(_across(low), 3.5, _across(high), 3.5, 0.6),
        *(_line(_across(end), 2.5, _across(end), 4.5, 0.6) for end in (low, high)),
        _line(_across(threshold), 0, _across(threshold), HEIGHT, 0.5, dashed=True),
    )
    return _drawn(parts, said)


def answers_bar(counts: Sequence[int], said: str) -> Markup:
    """Draw how many gave each answer as one bar, from the lowest to the highest, with the numbers in it."""
    everybody, parts, left = max(1, sum(counts)), [], 0.0
    for count, share in zip(counts, ANSWERS[-len(counts) :], strict=True):
        wide = LENGTH * count / everybody
        parts.append(
            f'<rect x="{left:.2f}" width="{wide:.2f}" height="{HEIGHT}" fill="#{mixed("accent", share)}" '
            f'stroke="#{colour("paper")}" stroke-width="0.4"/>'
        )
        if wide >= NARROW:
            ink = colour("on-accent" if share > 0.6 else "ink")
            parts.append(
                f'<text x="{left + wide / 2:.2f}" y="5" font-size="4" text-anchor="middle" fill="#{ink}">{count}</text>'
            )
        left += wide
    return _drawn(parts, said)


def _across(value: float) -> str:
    return f"{LENGTH * (value - LOW) / (HIGH - LOW):.2f}"


def _line(x1: str, y1: float, x2: str, y2: float, width: float, *, dashed: bool = False) -> str:
    dashes = ' stroke-dasharray="1.2 1"' if dashed else ""
    ends = f'x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"'
    return f'<line {ends} stroke="#{colour("ink")}" stroke-width="{width}"{dashes}/>'


def _drawn(parts: Sequence[str], said: str) -> Markup:
    inside = Markup("").join(map(Markup, parts))
    head = Markup('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}"><title>{}</title>')
    return head.format(LENGTH, HEIGHT, escape(said)) + inside + Markup("</svg>")
