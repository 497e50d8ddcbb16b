"""The cells of a publication: one figure of one shown unit each.

Column by column: `unit`, `measure`, `n` (valid answers or scores), `total` and `squares` (their sum and sum of squares,
in scale points), `ad` (average deviation, in scale points), `stage` (1 to 5), `counts` (a tuple: how many gave each
answer, lowest first), `unknown` and `skipped` (how many gave none). NA, or None in `counts`, is not published.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.agreement import average_deviations, mean_deviation
from analytics.maturity import stages
from analytics.scoring import ExactScores, exact_overall, exact_scores
from analytics.tiers import Tier
from surveys.answers import SKIPPED, UNKNOWN
from surveys.model import Questionnaire, Scale, ScoredQuestion

OVERALL = "overall"
TYPES = {
    "unit": "int64",
    "measure": "str",
    "n": "Int64",
    "total": "Float64",
    "squares": "Float64",
    "ad": "Float64",
    "stage": "Int64",
    "counts": "object",
    "unknown": "Int64",
    "skipped": "Int64",
}


def all_cells(pieces: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Put cells together, by unit and then in the order of the pieces, with every column."""
    cells = pd.concat(pieces, ignore_index=True).reindex(columns=list(TYPES)).astype(TYPES)
    cells["counts"] = cells["counts"].where(cells["counts"].notna(), None)
    return cells.sort_values("unit", kind="stable", ignore_index=True)


def score_cells(answers: NDArray[np.int8], tier: Tier, questionnaire: Questionnaire) -> list[pd.DataFrame]:
    """Make the cells of the overall, block and level scores: `n`, `total`, `squares` and `ad`.

    A cell needs as many people with a score as the tier asks for. Its AD is the mean of the ADs of its statements,
    taken in each part of a unit.
    """
    blocks, levels = _columns_by(questionnaire, "block"), _columns_by(questionnaire, "level")
    every = {OVERALL: list(range(len(questionnaire.statements)))}
    items = _item_deviations(answers, tier, questionnaire.statements)
    deviations = {name: mean_deviation(items[:, columns]) for name, columns in {**every, **blocks, **levels}.items()}
    scores = every_score(answers, questionnaire)
    return [_score_cells(name, score, deviations[name], tier) for name, score in scores.items()]


def every_score(answers: NDArray[np.int8], questionnaire: Questionnaire) -> dict[str, ExactScores]:
    """Give each person the overall score, those of the blocks and those of the levels, by measure in that order."""
    blocks, levels = _columns_by(questionnaire, "block"), _columns_by(questionnaire, "level")
    scores = {name: exact_scores(answers[:, columns]) for name, columns in {**blocks, **levels}.items()}
    return {OVERALL: exact_overall([scores[name] for name in blocks]), **scores}


def question_cells(
    codes: NDArray[np.int8], question: ScoredQuestion, stage_tier: Tier, number_tier: Tier
) -> list[pd.DataFrame]:
    """Make the cells of one question.

    In a unit of the number tier with as many valid answers as that tier asks for: everything but the stage. In other
    units, of the stage tier and with as many as that one asks for: the stage of the mean and nothing else. On the scale
    0 to 10 there are no sums, deviations and stages.
    """
    if is_recommendation(question.scale):
        return [_number_cells(codes, question, number_tier).drop(columns=["total", "squares", "ad"])]
    numbers = _number_cells(codes, question, number_tier)
    bare = _stage_cells(codes, question, stage_tier)
    return [numbers, bare[~bare["unit"].isin(numbers["unit"])]]


def is_recommendation(scale: Scale) -> bool:
    """Say whether this is the scale 0 to 10, of the recommendation questions."""
    return (scale.low, scale.high) == (0, 10)


def _columns_by(questionnaire: Questionnaire, attribute: str) -> Mapping[str, list[int]]:
    """Find the columns of the statements of each block or level, in the order of the questionnaire."""
    columns: dict[str, list[int]] = {}
    for column, statement in enumerate(questionnaire.statements):
        columns.setdefault(str(getattr(statement, attribute)), []).append(column)
    return columns


def _item_deviations(
    answers: NDArray[np.int8], tier: Tier, statements: Sequence[ScoredQuestion]
) -> NDArray[np.float64]:
    """Return the average deviation of each statement in each residue, shape (shown, statements)."""
    return np.column_stack(
        [
            average_deviations(_tally(answers[:, column], tier, statement.scale)[:, 2:], values=statement.scale.values)
            for column, statement in enumerate(statements)
        ]
    )


def _score_cells(name: str, scores: ExactScores, own: NDArray[np.float64], tier: Tier) -> pd.DataFrame:
    """Make the cells of one score, from the average deviation of each residue."""
    people = tier.sums(scores.valid.astype(np.int64))
    total, squares = (tier.rolled(tier.sums(scores.numerators**power)) for power in (1, 2))
    cells = pd.DataFrame(
        {
            "unit": tier.units,
            "measure": name,
            "n": tier.rolled(people),
            "total": total / scores.denominator,
            "squares": squares / scores.denominator**2,
            "ad": tier.average(own[:, None], people[:, None])[:, 0],
        }
    )
    return cells[cells["n"] >= tier.k]


def _number_cells(codes: NDArray[np.int8], question: ScoredQuestion, tier: Tier) -> pd.DataFrame:
    """Make the cells of one question in which everything but the stage is published."""
    values = np.array(question.scale.values)
    own = _tally(codes, tier, question.scale)
    table = tier.rolled(own)
    counts = table[:, 2:]
    deviations = average_deviations(own[:, 2:], values=values)
    cells = pd.DataFrame(
        {
            "unit": tier.units,
            "measure": question.code,
            "n": counts.sum(axis=1),
            "total": counts @ values,
            "squares": counts @ values**2,
            "ad": tier.average(deviations[:, None], own[:, 2:].sum(axis=1, keepdims=True))[:, 0],
            "counts": pd.Series(map(tuple, counts.tolist()), dtype=object),
            "unknown": table[:, 0],
            "skipped": table[:, 1],
        }
    )
    return cells[cells["n"] >= tier.k]


def _stage_cells(codes: NDArray[np.int8], question: ScoredQuestion, tier: Tier) -> pd.DataFrame:
    """Make the cells of one question in which only the stage of the mean is published."""
    counts = tier.rolled(_tally(codes, tier, question.scale))[:, 2:]
    n = counts.sum(axis=1)
    enough = n >= tier.k
    means = (counts @ np.array(question.scale.values))[enough] / n[enough]
    return pd.DataFrame({"unit": tier.units[enough], "measure": question.code, "stage": stages(means)})


def _tally(codes: NDArray[np.int8], tier: Tier, scale: Scale) -> NDArray[np.int64]:
    """Count, per residue: unknown, skipped, and then each value of the scale from the lowest up."""
    table = tier.tally(codes, options=scale.high - UNKNOWN + 1, shift=UNKNOWN)
    return np.delete(table, range(SKIPPED - UNKNOWN + 1, scale.low - UNKNOWN), axis=1)
