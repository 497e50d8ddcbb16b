"""What goes together across teams, in words and as charts: never what causes it."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup
from sqlmodel import Session

from analytics.drivers import FEWEST_TEAMS
from analytics.intervals import Interval
from app.figures.dots import Axis, Dot, dots
from app.overview.relating import OTHERS, Relations, relations
from app.results.reading import Published
from app.results.texts import Texts
from surveys.model import Block


@dataclass(frozen=True)
class Relation:
    """How far a block goes together with something, and what part of it the block explains."""

    name: str
    correlation: Interval
    weight: Interval | None


@dataclass(frozen=True)
class Together:
    """One thing that the blocks are laid beside.

    Attributes
    ----------
    asked
        The question, or the block.
    teams
        How many teams it rests on.
    rows
        The strongest first; empty where it cannot be told.
    explained
        What all blocks together explain of the differences between teams, 0 to 1; None where it is not divided.
    """

    asked: str
    finding: str
    teams: int
    rows: tuple[Relation, ...]
    explained: float | None
    chart: Markup | None


def together(session: Session, source: Published, texts: Texts) -> tuple[Together, ...]:
    """Say what goes together with each recommendation question, and what with insight."""
    questions = [question.code for question in texts.questionnaire.questions if question.scale.high > 5]
    found = relations(session, source, questions)
    insight = texts.words.gettext("Insight, beside the other building blocks")
    return (
        *(_told(texts.wording.questions[code], found[code], tuple(Block), texts) for code in questions),
        _told(insight, found[Block.INSIGHT], OTHERS, texts),
    )


def _told(asked: str, found: Relations, blocks: Sequence[Block], texts: Texts) -> Together:
    weights = found.weights.weights if found.weights else [None] * len(found.correlations)
    pairs = zip(found.correlations, weights, strict=True)
    rows = [Relation(texts.measure(block), *pair) for block, pair in zip(blocks, pairs, strict=False)]
    rows.sort(key=lambda row: -row.correlation.estimate)
    return Together(
        asked=asked,
        finding=_finding(rows, found.teams, texts),
        teams=found.teams,
        rows=tuple(rows),
        explained=found.weights.r2 if found.weights else None,
        chart=_chart(rows, texts) if rows else None,
    )


def _finding(rows: Sequence[Relation], teams: int, texts: Texts) -> str:
    words = texts.words
    if not rows:
        return words.ngettext(
            "What goes together cannot be told: it takes %(fewest)s teams with all figures, and there is %(count)s",
            "What goes together cannot be told: it takes %(fewest)s teams with all figures, and there are %(count)s",
            teams,
            fewest=FEWEST_TEAMS,
        )
    sure = [row.name for row in rows if row.correlation.low > 0]
    if len(sure) == len(rows):
        return words.gettext("Teams that stand higher on any building block stand higher on this too")
    if sure:
        return words.gettext("Teams that stand higher on %(names)s stand higher on this too", names=words.listing(sure))
    return words.gettext("No building block surely goes together with it")


def _chart(rows: Sequence[Relation], texts: Texts) -> Markup:
    ticks = tuple((value, texts.words.number(value)) for value in (-1.0, -0.5, 0.0, 0.5, 1.0))
    return dots(tuple(_dot(row, texts) for row in rows), Axis(-1, 1, ticks, 0, texts.words.gettext("no relation")))


def _dot(row: Relation, texts: Texts) -> Dot:
    words, found = texts.words, row.correlation
    told = {
        "mean": words.number(found.estimate, 2),
        "low": words.number(found.low, 2),
        "high": words.number(found.high, 2),
    }
    hover = words.gettext("%(mean)s, between %(low)s and %(high)s", **told)
    low, high = round(found.low, 2), round(found.high, 2)
    return Dot(row.name, round(found.estimate, 2), low, high, None, told["mean"], hover)
