"""The figures of breakdowns: the scores of people in a unit who are alike in one background."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.breakdowns import Attribute, breakdowns, complete, sizes
from analytics.cells import every_score
from analytics.disclosure import UnitTree
from analytics.scoring import ExactScores
from analytics.tiers import Tier
from surveys.model import Background, Questionnaire

COLUMNS = ["unit", "background", "option", "measure", "n", "total", "squares"]


def breakdown_cells(
    answers: NDArray[np.int8],
    unit_of: NDArray[np.int64],
    options: NDArray[np.int64],
    tree: UnitTree,
    questionnaire: Questionnaire,
    *,
    k: int,
) -> pd.DataFrame:
    """Break down the units that show scores by each background question of the questionnaire.

    Which cells there are depends on the number of respondents alone (`analytics.breakdowns`). Only scores of persons
    are broken down, overall and by block and level: statements and recommendations are not.

    Parameters
    ----------
    answers
        Shape (respondents, scored questions), in the order of the questionnaire; negative is no answer.
    unit_of
        Shape (respondents,): number of the unit that each is directly in.
    options
        Shape (respondents, backgrounds): number of the option that each chose; negative is no answer.
    tree
        The units.
    questionnaire
        What was asked.
    k
        Smallest group with scores; 5 or more.

    Returns
    -------
    One row per figure: `unit` by number, `background` and `option` by code, `measure`, `n` (people with a score),
    `total` and `squares` (the sum of scores and of their squares, in scale points). A score that too few people of
    one option have is missing for every option of that breakdown. Nothing depends on the order of respondents.
    """
    tier, backgrounds = Tier.of(tree, unit_of, k), questionnaire.backgrounds
    chosen = breakdowns(tree, unit_of, options, _attributes(backgrounds), shown=tier.units.tolist(), k=k).cells
    cells = _named(chosen, backgrounds)
    scores = {name: _sums(score, options, chosen, tier) for name, score in every_score(answers, questionnaire).items()}
    people = np.column_stack([sums[:, 0] for sums in scores.values()])
    shown = complete(chosen, people.astype(np.int64), minimum=sizes(k).cell)
    pieces = [
        cells.assign(measure=name, n=sums[:, 0].astype(np.int64), total=sums[:, 1], squares=sums[:, 2])[
            shown[:, column]
        ]
        for column, (name, sums) in enumerate(scores.items())
    ]
    return pd.concat(pieces, ignore_index=True)[COLUMNS]


def _attributes(backgrounds: Sequence[Background]) -> list[Attribute]:
    """Of two options one says nothing without the other: below the organisation both are shown, or none."""
    return [Attribute(len(each.options), whole=len(each.options) == 2) for each in backgrounds]


def _named(chosen: pd.DataFrame, backgrounds: Sequence[Background]) -> pd.DataFrame:
    """Give the cells with codes in the place of numbers."""
    pairs = zip(chosen["attribute"].tolist(), chosen["value"].tolist(), strict=True)
    named = [(backgrounds[attribute].code, backgrounds[attribute].options[value]) for attribute, value in pairs]
    return chosen[["unit"]].assign(background=[code for code, _ in named], option=[option for _, option in named])


def _sums(score: ExactScores, options: NDArray[np.int64], chosen: pd.DataFrame, tier: Tier) -> NDArray[np.float64]:
    """Count the scores in each cell and sum them and their squares, shape (cells, 3), in scale points."""
    row_of = {unit: row for row, unit in enumerate(tier.units.tolist())}
    rows = np.array([row_of[unit] for unit in chosen["unit"].tolist()], dtype=np.int64)
    attribute, value = chosen["attribute"].to_numpy(), chosen["value"].to_numpy()
    powers = (score.valid.astype(np.int64), score.numerators, score.numerators**2)
    result = np.zeros((len(chosen), 3))
    for place, option in sorted(set(zip(attribute.tolist(), value.tolist(), strict=True))):
        inside, here = options[:, place] == option, (attribute == place) & (value == option)
        table = tier.rolled(np.column_stack([tier.sums(np.where(inside, each, 0)) for each in powers]))
        result[here] = table[rows[here]] / [1, score.denominator, score.denominator**2]
    return result
