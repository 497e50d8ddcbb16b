"""What the building blocks lead to, and the statements that people answer most differently."""

from dataclasses import dataclass

from app.results.cell import in_camps
from app.results.reading import RecommendationFigure, StatementFigure, StatementNumbers, UnitFigures
from app.results.texts import Texts
from surveys.model import ScoredQuestion

MOST_DIVIDED = 5


@dataclass(frozen=True)
class DividedStatement:
    """A statement about which the answers lie far apart, and its block and level in words."""

    code: str
    text: str
    where: str
    numbers: StatementNumbers

    @property
    def camps(self) -> bool:
        """Whether the answers are divided into two camps; otherwise they are spread, or not divided at all."""
        return in_camps(self.numbers)


@dataclass(frozen=True)
class Enthusiasm:
    """A closing statement on enthusiasm; None where it is hidden."""

    text: str
    figure: StatementFigure | None


@dataclass(frozen=True)
class RecommendationView:
    """A recommendation question; None where it is hidden."""

    code: str
    text: str
    figure: RecommendationFigure | None


def enthusiasm(unit: UnitFigures, texts: Texts) -> tuple[Enthusiasm, ...]:
    """List the closing statements."""
    codes = [question.code for question in texts.questionnaire.questions if question.scale.high <= 5]
    return tuple(Enthusiasm(texts.wording.questions[code], unit.statements.get(code)) for code in codes)


def recommendations(unit: UnitFigures, texts: Texts) -> tuple[RecommendationView, ...]:
    """List the recommendation questions."""
    codes = [question.code for question in texts.questionnaire.questions if question.scale.high > 5]
    return tuple(
        RecommendationView(code, texts.wording.questions[code], unit.recommendations.get(code)) for code in codes
    )


def most_divided(unit: UnitFigures, texts: Texts, *, most: int | None = MOST_DIVIDED) -> tuple[DividedStatement, ...]:
    """List the statements shown as numbers with the least agreement, the least first; with None, all of them."""
    found = [
        DividedStatement(
            statement.code, texts.wording.statements[statement.code], _where(statement, texts), figure.numbers
        )
        for statement in texts.questionnaire.statements
        if (figure := unit.statements.get(statement.code)) and figure.numbers and figure.numbers.ad is not None
    ]
    return tuple(sorted(found, key=lambda row: -(row.numbers.ad or 0))[:most])


def _where(statement: ScoredQuestion, texts: Texts) -> str:
    return f"{texts.measure(str(statement.block))}, {texts.measure(str(statement.level))}"
