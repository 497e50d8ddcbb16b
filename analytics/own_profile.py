"""What the answers of one person say, for that person alone: nothing of it is stored or published."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from analytics.errors import TooFewAnswers
from analytics.scoring import person_scores
from surveys.answers import SKIPPED
from surveys.model import Block, Level, Questionnaire, ScoredQuestion

Measure = TypeVar("Measure", Block, Level)


@dataclass(frozen=True, slots=True)
class OwnProfile:
    """How one person sees the own unit.

    Attributes
    ----------
    blocks, levels
        Score of each, in scale points; one of which less than half was answered is missing.
    answered
        How many statements were answered; skipped and "don't know" are no answer.
    strengths
        The statements answered above the middle of the scale, the highest answer first.
    begin
        The statement to begin with: the one with the lowest answer.
    """

    blocks: Mapping[Block, float]
    levels: Mapping[Level, float]
    answered: int
    strengths: tuple[ScoredQuestion, ...]
    begin: ScoredQuestion


def own_profile(questionnaire: Questionnaire, answers: Mapping[str, int]) -> OwnProfile:
    """Sum up the answers of one person to the statements of the grid.

    Scores as in `person_scores`, half rule included. Among equal answers the highest level comes first, for what is
    done there works through in the levels below it; within a level the blocks keep their order, which begins with the
    basis of all others.

    Parameters
    ----------
    questionnaire
        Its statements cover the grid, each cell once.
    answers
        Code by question, in scale points; negative or missing is no answer. Other questions are left alone.

    Raises
    ------
    TooFewAnswers
        When no statement was answered.
    """
    grid = _grid(questionnaire, answers)
    given = [
        (answers[each.code], each) for each in _from_the_top(questionnaire) if answers.get(each.code, SKIPPED) >= 0
    ]
    if not given:
        raise TooFewAnswers("no statement was answered")
    strong = [(value, each) for value, each in given if 2 * value > each.scale.low + each.scale.high]
    return OwnProfile(
        blocks=_scored(Block, person_scores(grid)),
        levels=_scored(Level, person_scores(grid.T)),
        answered=len(given),
        strengths=tuple(each for _, each in sorted(strong, key=_value, reverse=True)),
        begin=min(given, key=_value)[1],
    )


def _from_the_top(questionnaire: Questionnaire) -> list[ScoredQuestion]:
    asked = {(each.block, each.level): each for each in questionnaire.statements}
    return [asked[block, level] for level, block in product(Level, Block)]


def _grid(questionnaire: Questionnaire, answers: Mapping[str, int]) -> NDArray[np.int8]:
    """Lay the answers out in shape (blocks, levels)."""
    given = {(each.block, each.level): answers.get(each.code, SKIPPED) for each in questionnaire.statements}
    return np.array([[given[block, level] for level in Level] for block in Block], dtype=np.int8)


def _scored(measures: Iterable[Measure], scores: NDArray[np.float64]) -> dict[Measure, float]:
    return {measure: float(score) for measure, score in zip(measures, scores, strict=True) if not np.isnan(score)}


def _value(answer: tuple[int, ScoredQuestion]) -> int:
    return answer[0]
