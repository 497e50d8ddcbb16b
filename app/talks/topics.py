"""The two levels that a team talks about: which, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from analytics.ladder import Status
from app.results.beginning import LIMIT, Beginning, RungFigure
from app.results.cell import CellView, find_cell, view_cell
from app.results.outcomes import DividedStatement, most_divided
from app.results.reading import UnitFigures
from app.results.texts import Texts
from surveys.catalogue import talk_help
from surveys.model import Block, Level
from surveys.schema import LevelTalk

TOPICS = 2


class Reason(StrEnum):
    """Why a level is talked about."""

    BEGIN = "begin"
    """The ladder says to begin here."""
    APART = "apart"
    """The answers to one of its statements lie far apart."""
    DIVIDED = "divided"
    """The answers to its statements together lie far apart."""
    LOW = "low"
    """Its average lies below the threshold."""
    LOWEST = "lowest"
    """Nothing is low or divided: of the others it has the lowest average."""


@dataclass(frozen=True)
class Choice:
    """A level to talk about, and what made it one.

    Attributes
    ----------
    rung
        The level as it stands on the ladder.
    statement
        The statement on which the answers lie apart, where that is the reason.
    """

    rung: RungFigure
    reason: Reason
    statement: DividedStatement | None = None


@dataclass(frozen=True)
class Topic:
    """A level to talk about: why, its six statements as they may be shown, and the guide.

    Attributes
    ----------
    why
        In a sentence or two.
    cells
        One per block, in the order of the blocks.
    """

    level: Level
    why: str
    cells: tuple[CellView, ...]
    guide: LevelTalk

    @property
    def apart(self) -> frozenset[str]:
        """The statements of which the answers lie far apart, by code."""
        return frozenset(cell.code for cell in self.cells if cell.numbers and (cell.numbers.ad or 0) > LIMIT)


def topics(unit: UnitFigures, beginning: Beginning, texts: Texts, *, is_team: bool) -> tuple[Topic, ...]:
    """Choose two levels, in this order: where the ladder begins, where the answers lie furthest apart, what is low.

    Where nothing of that is left, the lowest average. Fewer than two when fewer levels are shown.
    """
    chosen: dict[Level, Choice] = {}
    for choice in _candidates(unit, beginning, texts):
        chosen.setdefault(choice.rung.level, choice)
    return tuple(
        _topic(choice, unit, beginning, texts, is_team=is_team, first=not place)
        for place, choice in enumerate(islice(chosen.values(), TOPICS))
    )


def _candidates(unit: UnitFigures, beginning: Beginning, texts: Texts) -> Iterator[Choice]:
    shown = {rung.level: rung for rung in beginning.rungs if rung.score}
    yield from (Choice(rung, Reason.BEGIN) for rung in shown.values() if rung.begins)
    for row in most_divided(unit, texts, most=None):
        statement = find_cell(texts, row.code)
        assert statement is not None
        if (row.numbers.ad or 0) > LIMIT and statement.level in shown:
            yield Choice(shown[statement.level], Reason.APART, row)
    divided = [rung for rung in shown.values() if _distance(rung) > LIMIT]
    yield from (Choice(rung, Reason.DIVIDED) for rung in sorted(divided, key=_distance, reverse=True))
    yield from (Choice(rung, Reason.LOW) for rung in shown.values() if rung.step.status is Status.LOW)
    yield from (Choice(rung, Reason.LOWEST) for rung in sorted(shown.values(), key=_average))


def _topic(
    choice: Choice, unit: UnitFigures, beginning: Beginning, texts: Texts, *, is_team: bool, first: bool
) -> Topic:
    level = choice.rung.level
    statements = [texts.questionnaire.statement(block, level) for block in Block]
    return Topic(
        level=level,
        why=_why(choice, beginning, texts, first=first),
        cells=tuple(
            view_cell(statement, unit.statements.get(statement.code), unit.tier, texts, is_team=is_team)
            for statement in statements
        ),
        guide=talk_help(texts.words.code).levels[level],
    )


def _why(choice: Choice, beginning: Beginning, texts: Texts, *, first: bool) -> str:
    if choice.reason is Reason.BEGIN:
        return beginning.advice
    if choice.reason is Reason.LOW:
        return _low(choice.rung, texts)
    if choice.reason is Reason.LOWEST and first:
        return texts.words.gettext(
            "%(level)s has the lowest average of all levels: %(mean)s. That is not low, and the difference may be "
            "chance.",
            level=texts.measure(choice.rung.level),
            mean=texts.words.number(_average(choice.rung), 2),
        )
    if choice.reason is Reason.LOWEST:
        return texts.words.gettext(
            "%(level)s has the lowest average of the levels that are left: %(mean)s. That is not low, and the "
            "difference may be chance.",
            level=texts.measure(choice.rung.level),
            mean=texts.words.number(_average(choice.rung), 2),
        )
    return _apart(choice, texts)


def _apart(choice: Choice, texts: Texts) -> str:
    words = texts.words
    if choice.statement and choice.statement.camps:
        return words.gettext(
            "On “%(statement)s” there are two camps: %(low)s disagree and %(high)s agree. Ask each other: what would "
            "somebody who agrees point at in our work, and what somebody who disagrees?",
            statement=choice.statement.text.rstrip("."),
            low=choice.statement.numbers.disagree,
            high=choice.statement.numbers.agree,
        )
    if choice.statement:
        return words.gettext(
            "On “%(statement)s” the answers lie far apart: the distance from the average is %(distance)s points.",
            statement=choice.statement.text.rstrip("."),
            distance=words.number(choice.statement.numbers.ad or 0, 2),
        )
    return words.gettext(
        "On %(level)s the answers lie far apart: the distance from the average is %(distance)s points. We call it "
        "agreement up to %(limit)s.",
        level=texts.measure(choice.rung.level),
        distance=words.number(_distance(choice.rung), 2),
        limit=words.number(LIMIT, 2),
    )


def _low(rung: RungFigure, texts: Texts) -> str:
    gettext = texts.words.gettext
    said = gettext(
        "The average of %(level)s, %(mean)s, lies below the threshold.",
        level=texts.measure(rung.level),
        mean=texts.words.number(_average(rung), 2),
    )
    doubt = gettext("It is not sure, because the margin crosses the threshold.")
    return said if rung.step.certain else f"{said} {doubt}"


def _distance(rung: RungFigure) -> float:
    return rung.score.ad or 0.0 if rung.score else 0.0


def _average(rung: RungFigure) -> float:
    return rung.score.mean if rung.score else 0.0
