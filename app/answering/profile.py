"""What somebody gets back at once: the own answers in words, made for the thank-you page alone and kept nowhere."""

from collections.abc import Mapping
from dataclasses import dataclass

from analytics.errors import TooFewAnswers
from analytics.maturity import HIGHEST, LOWEST, stage
from analytics.own_profile import OwnProfile, own_profile
from app.web.i18n import Language
from surveys.catalogue import cell_help, model_help
from surveys.model import Block, Level, Questionnaire, ScoredQuestion
from surveys.schema import ModelHelp, Wording

MOST_STRENGTHS = 3
MOST_NAMES = 2  # more that share the first place say nothing


@dataclass(frozen=True)
class Row:
    """A block or a level: its name, and its score if enough was answered."""

    name: str
    score: float | None
    stage: int | None
    stage_name: str

    @property
    def place(self) -> float:
        """Where the score lies between the ends of the scale, in percent."""
        assert self.score is not None, "a row without a score has no place"
        return 100 * (self.score - LOWEST) / (HIGHEST - LOWEST)


@dataclass(frozen=True)
class Measures:
    """The blocks or the levels, with what stands out among them."""

    finding: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Said:
    """A statement with the answer that was given."""

    statement: str
    answer: str


@dataclass(frozen=True)
class Tip:
    """One thing to try, from the statement with the lowest answer.

    Attributes
    ----------
    block, level
        The cell of the statement, by its names.
    low
        Whether the answer lies below the middle of its scale.
    looks_like
        What it looks like when it is there.
    """

    said: Said
    block: str
    level: str
    low: bool
    looks_like: str
    text: str


@dataclass(frozen=True)
class Profile:
    """How somebody sees the own unit.

    Attributes
    ----------
    open
        How many statements have no answer.
    """

    blocks: Measures
    levels: Measures
    strengths: tuple[Said, ...]
    tip: Tip
    open: int


def profile_of(
    questionnaire: Questionnaire, answers: Mapping[str, int], wording: Wording, words: Language
) -> Profile | None:
    """Put somebody's own answers into words; None when no statement was answered."""
    try:
        own = own_profile(questionnaire, answers)
    except TooFewAnswers:
        return None
    model = model_help(words.code)
    return Profile(
        blocks=_blocks(own, model, words),
        levels=_levels(own, model, words),
        strengths=tuple(_said(each, answers, wording) for each in own.strengths[:MOST_STRENGTHS]),
        tip=_tip(own.begin, answers, wording, words),
        open=len(questionnaire.statements) - own.answered,
    )


def _blocks(own: OwnProfile, model: ModelHelp, words: Language) -> Measures:
    rows = tuple(_row(model.blocks[block].name, own.blocks.get(block), model) for block in Block)
    alike = words.gettext("You rate all building blocks alike")
    return Measures(_finding(rows, alike, words) or words.gettext("Your answers per building block"), rows)


def _levels(own: OwnProfile, model: ModelHelp, words: Language) -> Measures:
    rows = tuple(_row(model.levels[level].name, own.levels.get(level), model) for level in Level)
    alike = words.gettext("You rate all levels alike")
    return Measures(_finding(rows, alike, words) or words.gettext("Your answers per level"), rows)


def _row(name: str, score: float | None, model: ModelHelp) -> Row:
    reached = None if score is None else stage(score)
    return Row(name, score, reached, model.stages[reached].name.lower() if reached else "")


def _finding(rows: tuple[Row, ...], alike: str, words: Language) -> str | None:
    """Name what stands highest; None when too little was answered to compare, or when too much shares the place."""
    scores = [row.score for row in rows if row.score is not None]
    if len(scores) < 2:
        return None
    if len(scores) == len(rows) and len(set(scores)) == 1:
        return alike
    first = [row.name for row in rows if row.score == max(scores)]
    if len(first) > MOST_NAMES:
        return None
    return words.ngettext(
        "%(names)s stands highest for you",
        "%(names)s stand highest for you",
        len(first),
        names=words.listing(first),
    )


def _said(question: ScoredQuestion, answers: Mapping[str, int], wording: Wording) -> Said:
    labels = wording.scales[question.scale.code].labels
    return Said(wording.statements[question.code], labels[answers[question.code] - question.scale.low])


def _tip(question: ScoredQuestion, answers: Mapping[str, int], wording: Wording, words: Language) -> Tip:
    shown, model = cell_help(words.code)[question.code], model_help(words.code)
    assert question.block, "a statement has a place in the grid"
    assert question.level, "a statement has a place in the grid"
    return Tip(
        said=_said(question, answers, wording),
        block=model.blocks[question.block].name,
        level=model.levels[question.level].name,
        low=2 * answers[question.code] < question.scale.low + question.scale.high,
        looks_like=shown.looks_like,
        text=shown.tip,
    )
