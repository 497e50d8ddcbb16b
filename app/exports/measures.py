"""What is measured, one entry for each figure that a unit can have, in the order of every list and file."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from analytics.cells import OVERALL, is_recommendation
from analytics.maturity import HIGHEST, LOWEST
from app.results.texts import Texts
from surveys.model import Block, Level, ScoredQuestion


class Kind(StrEnum):
    """What a figure is of: several statements, one statement, or a recommendation question."""

    SCORE = "score"
    STATEMENT = "statement"
    RECOMMENDATION = "recommendation"


FIELDS = {
    Kind.SCORE: ("n", "mean", "sd", "low", "high", "ad", "stage", "stage_low", "stage_high"),
    Kind.STATEMENT: (
        *("n", "mean", "sd", "low", "high", "ad", "favourable", "favourable_low", "favourable_high"),
        *("stage", "stage_low", "stage_high", "unknown", "skipped"),
    ),
    Kind.RECOMMENDATION: ("n", "score", "score_low", "score_high"),
}
"""Which single numbers there are of each kind; the counts per answer come beside them."""


@dataclass(frozen=True)
class Measure:
    """One thing that is measured.

    Attributes
    ----------
    measure
        Its code: "overall", that of a block, a level or a question. It stays the same in every measurement.
    block, level
        Of a block score the block, of a level score the level, of a statement of the grid both.
    text
        Its name, or the statement or question as it was asked.
    lowest, highest
        Of the scale that is answered on.
    """

    measure: str
    kind: Kind
    block: Block | None
    level: Level | None
    text: str
    lowest: int
    highest: int


def measures(texts: Texts) -> tuple[Measure, ...]:
    """List everything that is measured: overall, blocks, levels, statements of the grid, closing questions."""
    return (*_scores(texts), *(_question(question, texts) for question in texts.questionnaire.scored))


def _scores(texts: Texts) -> Iterator[Measure]:
    scale = int(LOWEST), int(HIGHEST)
    yield Measure(OVERALL, Kind.SCORE, None, None, texts.words.gettext("Overall score"), *scale)
    for block in Block:
        yield Measure(str(block), Kind.SCORE, block, None, texts.measure(block), *scale)
    for level in Level:
        yield Measure(str(level), Kind.SCORE, None, level, texts.measure(level), *scale)


def _question(question: ScoredQuestion, texts: Texts) -> Measure:
    kind = Kind.RECOMMENDATION if is_recommendation(question.scale) else Kind.STATEMENT
    text = {**texts.wording.statements, **texts.wording.questions}[question.code]
    return Measure(question.code, kind, question.block, question.level, text, question.scale.low, question.scale.high)
