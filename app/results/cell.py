"""One statement of one unit, in words and figures."""

from dataclasses import dataclass

from analytics.agreement import beats_uniform, two_camps
from app.models import Tier
from app.results.beginning import LIMIT, OPTIONS
from app.results.reading import StatementFigure, StatementNumbers
from app.results.texts import Texts
from surveys.model import Block, Level, ScoredQuestion

ALWAYS_BEATS_CHANCE_FROM = 15
"""From so many answers on, every agreement within the limit beats random ticking: no need to compute it."""


@dataclass(frozen=True)
class CellView:
    """A cell of the grid: what was asked, and what is shown of it.

    Attributes
    ----------
    finding
        What the figure says, in one sentence; empty when it is hidden.
    agreement
        What the spread of the answers says; empty when it is hidden.
    without_numbers
        Why there is a stage and no number; empty when there is a number, and when nothing is shown.
    """

    code: str
    text: str
    block: Block
    level: Level
    figure: StatementFigure | None
    finding: str
    agreement: str
    without_numbers: str

    @property
    def numbers(self) -> StatementNumbers | None:
        """The numbers, where they are shown."""
        return self.figure.numbers if self.figure else None


def find_cell(texts: Texts, code: str) -> ScoredQuestion | None:
    """Find a statement of the grid by its code."""
    return next((statement for statement in texts.questionnaire.statements if statement.code == code), None)


def beside(texts: Texts, statement: ScoredQuestion) -> tuple[ScoredQuestion | None, ScoredQuestion | None]:
    """Find the statements before and after this one as one reads the grid: along the blocks, then a level down."""
    read = [texts.questionnaire.statement(block, level) for level in Level for block in Block]
    place = read.index(statement)
    return (read[place - 1] if place else None), (read[place + 1] if place + 1 < len(read) else None)


def view_cell(
    statement: ScoredQuestion, figure: StatementFigure | None, tier: Tier | None, texts: Texts, *, is_team: bool
) -> CellView:
    """Put a statement and its figure, in a unit of this tier, into words; a hidden unit has no tier."""
    assert statement.block is not None
    assert statement.level is not None
    numbers = figure.numbers if figure else None
    return CellView(
        code=statement.code,
        text=texts.wording.statements[statement.code],
        block=statement.block,
        level=statement.level,
        figure=figure,
        finding=_finding(figure, texts) if figure else "",
        agreement=_agreement(numbers, texts, is_team=is_team) if numbers else "",
        without_numbers=_without_numbers(tier, texts) if figure and not numbers else "",
    )


def _finding(figure: StatementFigure, texts: Texts) -> str:
    gettext, words = texts.words.gettext, texts.words
    if figure.numbers is None:
        return gettext("The answers together lie at the stage %(stage)s.", stage=texts.stages(figure.stages))
    numbers = figure.numbers
    return words.ngettext(
        "%(count)s of the %(all)s people who answered agrees.",
        "%(count)s of the %(all)s people who answered agree.",
        numbers.agree,
        all=sum(numbers.counts),
    )


def _without_numbers(tier: Tier | None, texts: Texts) -> str:
    if tier is Tier.STATEMENTS:
        return texts.words.gettext("Too few people answered this statement for a number.")
    return texts.words.gettext("With so few people we show no numbers per statement.")


def _agreement(numbers: StatementNumbers, texts: Texts, *, is_team: bool) -> str:
    gettext, ad = texts.words.gettext, numbers.ad
    if ad is None:
        return ""
    distance = texts.words.number(ad, 2)
    if in_camps(numbers):
        return gettext(
            "There are two camps: %(low)s disagree and %(high)s agree. The distance from the average is %(distance)s "
            "points. That is worth a conversation.",
            low=numbers.disagree,
            high=numbers.agree,
            distance=distance,
        )
    if ad > LIMIT:
        return gettext(
            "The answers are spread wide, without two camps: the distance from the average is %(distance)s points. "
            "That is worth a conversation.",
            distance=distance,
        )
    if is_team and not beats_chance(numbers):
        return gettext(
            "The answers lie fairly close together: the distance from the average is %(distance)s points. With so few "
            "answers that may be chance.",
            distance=distance,
        )
    return gettext(
        "The answers lie close together: the distance from the average is %(distance)s points.", distance=distance
    )


def in_camps(numbers: StatementNumbers) -> bool:
    """Say whether answers are divided, and into two camps."""
    return numbers.ad is not None and numbers.ad > LIMIT and two_camps(numbers.counts)


def beats_chance(numbers: StatementNumbers) -> bool:
    """Say whether answers within the limit of agreement lie closer together than those of who ticks at random."""
    n = sum(numbers.counts)
    return n >= ALWAYS_BEATS_CHANCE_FROM or (numbers.ad is not None and beats_uniform(numbers.ad, n, OPTIONS))
