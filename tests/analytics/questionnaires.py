"""A small questionnaire of two blocks and three levels, with all four closing questions."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from surveys.answers import SKIPPED, UNKNOWN
from surveys.model import Background, Block, Level, Questionnaire, Scale, ScoredQuestion

AGREEMENT = Scale("agreement", low=1, high=5, unknown=True)
ENTHUSIASM = Scale("enthusiasm", low=1, high=5, unknown=False)
RECOMMEND = Scale("recommend", low=0, high=10, unknown=False)

BLOCKS = (Block.INSIGHT, Block.DIRECTION)
LEVELS = (Level.MISSION, Level.VALUES, Level.CONTEXT)

SMALL = Questionnaire(
    code="small",
    version=1,
    statements=tuple(
        ScoredQuestion(f"{block}_{level}", AGREEMENT, block, level) for block in BLOCKS for level in LEVELS
    ),
    questions=(
        ScoredQuestion("enthusiasm_own", ENTHUSIASM),
        ScoredQuestion("enthusiasm_customers", ENTHUSIASM),
        ScoredQuestion("recommend_employer", RECOMMEND),
        ScoredQuestion("recommend_service", RECOMMEND),
    ),
    backgrounds=(),
    comments=(),
)

FULL = Questionnaire(
    code="full",
    version=1,
    statements=tuple(ScoredQuestion(f"{block}_{level}", AGREEMENT, block, level) for block in Block for level in Level),
    questions=SMALL.questions,
    backgrounds=(),
    comments=(),
)


ASKED = replace(SMALL, backgrounds=(Background("leads", ("yes", "no")), Background("years", ("few", "some", "many"))))
"""The small one with two background questions."""


def random_answers(
    rng: np.random.Generator, respondents: int, questionnaire: Questionnaire, *, missing: float = 0.1
) -> NDArray[np.int8]:
    """Draw answers, some of them skipped and, where the scale has it, unknown."""
    columns = []
    for question in questionnaire.scored:
        codes = rng.integers(question.scale.low, question.scale.high + 1, size=respondents)
        codes[rng.random(respondents) < missing] = SKIPPED
        if question.scale.unknown:
            codes[rng.random(respondents) < missing] = UNKNOWN
        columns.append(codes)
    return np.column_stack(columns).astype(np.int8)
