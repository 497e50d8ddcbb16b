"""Where to begin, in words."""

from dataclasses import dataclass
from functools import partial

from analytics.agreement import agreement_limit
from analytics.ladder import Ladder, Pattern, Rung, Status, Step, climb
from app.results.reading import Score, Scores, UnitFigures
from app.results.texts import Texts
from surveys.model import Level

OPTIONS = 5
LIMIT = agreement_limit(OPTIONS)


@dataclass(frozen=True)
class RungFigure:
    """One level on the ladder: how it stands, and the score that says so."""

    level: Level
    step: Step
    score: Score | None
    begins: bool


@dataclass(frozen=True)
class Beginning:
    """The ladder with what it says.

    Attributes
    ----------
    advice
        Where to begin and why.
    patterns
        The usual mistakes that the ladder shows.
    probable
        Whether the place to begin is named, but not sure.
    certain
        Whether what the ladder says is sure, a place to begin or not.
    """

    rungs: tuple[RungFigure, ...]
    advice: str
    patterns: tuple[Pattern, ...]
    probable: bool
    certain: bool
    threshold: float
    limit: float


@dataclass(frozen=True)
class Opening:
    """Where a unit begins, for a list of units.

    Attributes
    ----------
    level
        Name of the level; None where none is named.
    probable
        Whether that is not sure.
    in_order
        Whether no level is named because all are in order; otherwise it cannot be told.
    """

    level: str | None
    probable: bool
    in_order: bool


def opening(scores: Scores, threshold: float, texts: Texts) -> Opening:
    """Say in a word where a unit begins."""
    found = ladder(scores, threshold)
    level = texts.measure(found.begin) if found.begin else None
    return Opening(level, not found.certain, found.begin is None and not found.undetermined)


def ladder(scores: Scores, threshold: float) -> Ladder:
    """Climb the ladder of one unit, given its scores by measure."""
    return climb([rung(level, scores.get(level)) for level in Level], threshold=threshold, limit=LIMIT)


def beginning(unit: UnitFigures, threshold: float, texts: Texts, *, is_team: bool) -> Beginning:
    """Say where a unit should begin."""
    found = ladder(unit.scores, threshold)
    rungs = tuple(
        RungFigure(Level(step.level), step, unit.scores.get(step.level), step.level == found.begin)
        for step in found.steps
    )
    return Beginning(
        rungs=rungs,
        advice=_advice(found, rungs, threshold, texts, is_team=is_team),
        patterns=found.patterns,
        probable=found.begin is not None and not found.certain,
        certain=found.certain,
        threshold=threshold,
        limit=LIMIT,
    )


def in_short(found: Ladder, texts: Texts) -> str:
    """Say where to begin in half a sentence."""
    gettext = texts.words.gettext
    if found.undetermined:
        return gettext("where to begin cannot be told")
    if found.begin is None:
        return (
            gettext("all seven levels are in order")
            if found.certain
            else gettext("all seven levels are probably in order")
        )
    step = next(step for step in found.steps if step.level == found.begin)
    told = {"level": texts.measure(found.begin), "why": _reason(step, texts)}
    if found.certain:
        return gettext("begin with %(level)s, where %(why)s", **told)
    return gettext("probably begin with %(level)s, where %(why)s", **told)


def _reason(step: Step, texts: Texts) -> str:
    """Say why a level is where to begin."""
    if step.status is Status.DIVIDED:
        return texts.words.gettext("the answers are divided")
    if step.certain:
        return texts.words.gettext("the average is still low")
    return texts.words.gettext("the average may still be low")


def rung(level: Level, score: Score | None) -> Rung:
    """Take from a score what the ladder needs to know of a level."""
    if score is None:
        return Rung(level, None, None, None, None)
    return Rung(level, score.mean, score.interval.low, score.interval.high, score.ad)


def _advice(found: Ladder, rungs: tuple[RungFigure, ...], threshold: float, texts: Texts, *, is_team: bool) -> str:
    gettext = texts.words.gettext
    if found.undetermined:
        return gettext("A level on the way down is not shown. That is why we name no place to begin.")
    if found.begin is None:
        return _all_in_order(texts, unsure=sum(not each.step.certain for each in rungs))
    here = next(each for each in rungs if each.begins)
    if here.step.status is Status.LOW:
        reason = _low(here, threshold, texts, certain=found.certain)
    else:
        reason = _divided(here, texts, certain=found.certain, is_team=is_team)
    return reason if found.certain else f"{reason} {_doubt(here, texts)}"


def _all_in_order(texts: Texts, *, unsure: int) -> str:
    words = texts.words
    if not unsure:
        return words.gettext("All seven levels are in order. Keep talking about what makes that so.")
    return words.ngettext(
        "All seven levels are probably in order, but of %(count)s of them the margin crosses the threshold.",
        "All seven levels are probably in order, but of %(count)s of them the margin crosses the threshold.",
        unsure,
    )


def _low(rung: RungFigure, threshold: float, texts: Texts, *, certain: bool) -> str:
    words = texts.words
    assert rung.score is not None
    gettext = partial(
        words.gettext,
        level=texts.measure(rung.level),
        mean=words.number(rung.score.mean, 2),
        threshold=words.number(threshold),
    )
    if certain:
        return gettext("Begin with %(level)s: the average of %(mean)s lies below the threshold of %(threshold)s.")
    return gettext("Probably begin with %(level)s: the average of %(mean)s lies below the threshold of %(threshold)s.")


def _divided(rung: RungFigure, texts: Texts, *, certain: bool, is_team: bool) -> str:
    gettext = partial(texts.words.gettext, level=texts.measure(rung.level))
    if certain and is_team:
        return gettext("Begin with %(level)s: the average is high enough, but the team is divided.")
    if is_team:
        return gettext("Probably begin with %(level)s: the average is high enough, but the team is divided.")
    if certain:
        return gettext(
            "Begin with %(level)s: the average is high enough, but inside the teams the answers are divided."
        )
    return gettext(
        "Probably begin with %(level)s: the average is high enough, but inside the teams the answers are divided."
    )


def _doubt(rung: RungFigure, texts: Texts) -> str:
    gettext = texts.words.gettext
    if not rung.step.certain:
        return gettext("It is not sure, because the margin crosses the threshold.")
    return gettext("It is not sure, because a level above it may not be in order either.")
