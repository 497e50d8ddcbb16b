"""What is published of a measurement: computed once at closing, after which no figure is made from answers."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.cells import all_cells, is_recommendation, question_cells, score_cells
from analytics.disclosure import UnitTree
from analytics.tiers import Tier
from surveys.answers import UNKNOWN
from surveys.model import Questionnaire, ScoredQuestion

# Floors, not settings: a measurement may raise the two numbers, never lower them.
K_SCORES, K_STATEMENTS = 5, 10


@dataclass(frozen=True, eq=False, slots=True)
class Publication:
    """Every figure of a measurement that anyone may ever see.

    Attributes
    ----------
    respondents
        How many people answered in all.
    units
        One row per shown unit, by number: `unit`, `respondents` (everything inside it included), `tier` ("statements"
        where statements are shown as numbers too, else "scores").
    cells
        One row per published figure, by unit; for the columns see `analytics.cells`.
    score_node, statement_node
        Shape (respondents,), in the order of the answers: number of the lowest unit with scores, and with statements
        as numbers, that contains each respondent; -1 where there is none.
    """

    respondents: int
    units: pd.DataFrame
    cells: pd.DataFrame
    score_node: NDArray[np.int64]
    statement_node: NDArray[np.int64]


def publish(
    answers: NDArray[np.int8],
    unit_of: NDArray[np.int64],
    tree: UnitTree,
    questionnaire: Questionnaire,
    *,
    k_scores: int = K_SCORES,
    k_statements: int = K_STATEMENTS,
) -> Publication:
    """Choose the units to show and compute all of their figures.

    Which units are shown depends on the number of respondents alone, once per tier. Fewer valid answers than the
    tier asks for only reduce what a shown unit shows. Nothing depends on the order of respondents, to the last bit.

    Parameters
    ----------
    answers
        Shape (respondents, scored questions), in the order of the questionnaire; negative is no answer.
    unit_of
        Shape (respondents,): number of the unit that each is directly in.
    tree
        The units.
    questionnaire
        What was asked.
    k_scores
        Smallest group with scores, and with stages of statements; 5 or more.
    k_statements
        Smallest group with statements and recommendations as numbers; 10 or more, and at least `k_scores`.

    Raises
    ------
    ValueError
        When a threshold is below its floor, when shapes or units do not fit, or when an answer is not on its scale.
    """
    _check_thresholds(k_scores, k_statements)
    _check_shapes(answers, unit_of, tree, questionnaire)
    for column, question in enumerate(questionnaire.scored):
        _check_answers(answers[:, column], question)
    scores = Tier.of(tree, unit_of, k_scores)
    statements = Tier.of(tree, unit_of, k_statements, eligible=scores.units.tolist())
    pieces = score_cells(answers, scores, questionnaire)
    for column, question in enumerate(questionnaire.scored):
        pieces += question_cells(answers[:, column], question, scores, statements)
    totals = tree.totals(np.bincount(unit_of, minlength=len(tree.parents)))
    return Publication(
        len(answers), _units(totals, scores, statements), all_cells(pieces), scores.node, statements.node
    )


def _units(totals: NDArray[np.int64], scores: Tier, statements: Tier) -> pd.DataFrame:
    """List the shown units with their respondents and tier."""
    units = np.sort(scores.units)
    tier = np.where(np.isin(units, statements.units), "statements", "scores")
    return pd.DataFrame({"unit": units, "respondents": totals[units], "tier": tier})


def _check_thresholds(k_scores: int, k_statements: int) -> None:
    """Refuse thresholds below the floors."""
    if k_scores < K_SCORES or k_statements < max(K_STATEMENTS, k_scores):
        raise ValueError(f"thresholds {k_scores} and {k_statements} are below {K_SCORES} and {K_STATEMENTS}")


def _check_shapes(
    answers: NDArray[np.int8], unit_of: NDArray[np.int64], tree: UnitTree, questionnaire: Questionnaire
) -> None:
    """Refuse answers that are not one row per respondent and one column per question, and units that do not exist."""
    if answers.shape != (len(unit_of), len(questionnaire.scored)):
        raise ValueError(f"{(len(unit_of), len(questionnaire.scored))} answers expected, got {answers.shape}")
    if ((unit_of < 0) | (unit_of >= len(tree.parents))).any():
        raise ValueError("a respondent is in a unit that does not exist")


def _check_answers(codes: NDArray[np.int8], question: ScoredQuestion) -> None:
    """Refuse answers off the scale, and scales that no figure is defined for."""
    scale = question.scale
    if not is_recommendation(scale) and (scale.low, scale.high) != (1, 5):
        raise ValueError(f"{question.code}: no figures for the scale {scale.low} to {scale.high}")
    if ((codes < UNKNOWN) | (codes > scale.high) | ((codes >= 0) & (codes < scale.low))).any():
        raise ValueError(f"{question.code}: an answer is not on the scale")
