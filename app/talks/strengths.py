"""What stands high and is agreed on: only what is certain."""

from dataclasses import dataclass

from app.results.beginning import LIMIT
from app.results.cell import beats_chance, view_cell
from app.results.reading import Score, UnitFigures
from app.results.texts import Texts
from surveys.model import Block, Level

MOST = 3


@dataclass(frozen=True)
class Strength:
    """Something that stands surely above the threshold, and that people agree on.

    Attributes
    ----------
    text
        The statement, or the name of the block or level.
    score
        Its figure.
    said
        How many agree with the statement; empty of a block or level.
    """

    text: str
    score: Score
    said: str


def strengths(unit: UnitFigures, threshold: float, texts: Texts, *, is_team: bool) -> tuple[Strength, ...]:
    """Name at most three: statements where those are shown as numbers, otherwise blocks and levels.

    The whole interval lies above the threshold, and the answers lie close together. The highest lower bound is first.
    """
    found = _statements(unit, threshold, texts, is_team=is_team) or _scores(unit, threshold, texts)
    return tuple(sorted(found, key=lambda strength: -strength.score.interval.low)[:MOST])


def _statements(unit: UnitFigures, threshold: float, texts: Texts, *, is_team: bool) -> list[Strength]:
    cells = [
        view_cell(statement, unit.statements.get(statement.code), unit.tier, texts, is_team=is_team)
        for statement in texts.questionnaire.statements
    ]
    return [
        Strength(cell.text, cell.numbers, cell.finding)
        for cell in cells
        if cell.numbers and _sure(cell.numbers, threshold) and (not is_team or beats_chance(cell.numbers))
    ]


def _scores(unit: UnitFigures, threshold: float, texts: Texts) -> list[Strength]:
    shown = [(code, score) for code in (*Block, *Level) if (score := unit.scores.get(code))]
    return [Strength(texts.measure(code), score, "") for code, score in shown if _sure(score, threshold)]


def _sure(score: Score, threshold: float) -> bool:
    return score.interval.low > threshold and score.ad is not None and score.ad <= LIMIT
