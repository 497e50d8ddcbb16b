"""From answers to the score of a person.

An answer matrix has shape (respondents, items) and holds the scale's own codes; a negative code is no answer.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LARGEST_DENOMINATOR = 2**31


@dataclass(frozen=True, slots=True)
class ExactScores:
    """Scores of persons as fractions with one denominator, so that their sums are exact in any order.

    Attributes
    ----------
    numerators
        Shape (respondents,); 0 where there is no score.
    valid
        Shape (respondents,); whether the person has a score.
    denominator
        What the numerators are divided by to get scale points.
    """

    numerators: NDArray[np.int64]
    valid: NDArray[np.bool_]
    denominator: int


def person_scores(answers: NDArray[np.int8]) -> NDArray[np.float64]:
    """Give each person a score on one scale: the mean of the items that he or she answered.

    Half rule: a person has a score when at least half of the items are answered, and at least one.

    Parameters
    ----------
    answers
        Shape (respondents, items), in scale points; negative is no answer.

    Returns
    -------
    Shape (respondents,), in scale points; NaN where a person has no score.
    """
    totals, counts = _totals_and_counts(answers)
    scores = np.full(len(answers), np.nan)
    np.divide(totals, counts, out=scores, where=half_answered(counts, answers.shape[1]))
    return scores


def overall_scores(block_scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give each person the mean of the block scores, with equal weights.

    Parameters
    ----------
    block_scores
        Shape (respondents, blocks), in scale points; NaN is no score.

    Returns
    -------
    Shape (respondents,), in scale points; NaN unless the person has a score on every block.
    """
    return np.asarray(block_scores.mean(axis=1), dtype=np.float64)


def exact_scores(answers: NDArray[np.int8]) -> ExactScores:
    """Give each person the score of `person_scores` as a fraction.

    Parameters
    ----------
    answers
        Shape (respondents, items), in scale points; negative is no answer.

    Raises
    ------
    ValueError
        With so many items (23 or more) that the common denominator becomes unwieldy.
    """
    denominator = math.lcm(*range(1, answers.shape[1] + 1))
    if denominator > LARGEST_DENOMINATOR:
        raise ValueError(f"no exact scores on {answers.shape[1]} items")
    totals, counts = _totals_and_counts(answers)
    valid = half_answered(counts, answers.shape[1])
    numerators = np.where(valid, totals * (denominator // np.maximum(counts, 1)), 0)
    return ExactScores(numerators, valid, denominator)


def exact_overall(blocks: Sequence[ExactScores]) -> ExactScores:
    """Give each person the mean of the block scores as a fraction; only who has them all has one.

    Raises ValueError without blocks.
    """
    if not blocks:
        raise ValueError("an overall score needs blocks")
    common = math.lcm(*(block.denominator for block in blocks))
    valid = np.logical_and.reduce([block.valid for block in blocks])
    total = sum(block.numerators * (common // block.denominator) for block in blocks)
    return ExactScores(np.where(valid, total, 0), valid, common * len(blocks))


def _totals_and_counts(answers: NDArray[np.int8]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Sum and count the answers of each person."""
    answered = answers >= 0
    return np.where(answered, answers, 0).sum(axis=1, dtype=np.int64), answered.sum(axis=1, dtype=np.int64)


def half_answered(counts: NDArray[np.int64], items: int) -> NDArray[np.bool_]:
    """Apply the half rule: at least half of the items are answered, and at least one."""
    return (2 * counts >= items) & (counts > 0)
