"""How well a questionnaire measured, in one measurement and for the organisation as a whole: made once, at closing.

Never of a unit and never of a person. What follows from published figures is not in here: shares without an answer, and
how much the team explains.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from analytics.bases import base, fewest, mixed
from analytics.errors import NotReportable, NoVariation, TooFewAnswers
from analytics.reliability import Alpha, Omega, cronbach_alpha, item_rest, omega_total
from analytics.response_styles import (
    Distribution,
    common_share,
    correlation,
    distribution,
    longest_runs,
    means_of_others,
    spreads,
)
from analytics.scoring import ExactScores, exact_scores
from surveys.model import Block, Level, Questionnaire

Figure = TypeVar("Figure")

SPREADS = (0.0, 0.5, 0.75, 1.0)
"""Limits of the bands of the spread within a person, in scale points; the first band is no spread at all."""
RUNS = (6, 13, 20)
"""Limits of the bands of the longest run: seven statements are a page of the questionnaire, 21 are half of it."""


class Reason(StrEnum):
    """Why a figure is not there."""

    TOO_FEW = "too_few"
    """Too few people answered what it needs."""
    NO_VARIATION = "no_variation"
    """Everybody gave the same answer."""
    NO_MODEL = "no_model"
    """The model that it comes from does not fit these answers."""


@dataclass(frozen=True, slots=True)
class ItemFit:
    """One statement among the others of its block or level.

    Attributes
    ----------
    code
        Of the statement.
    rest
        Correlation with the sum of the other statements; None where one of the two does not vary.
    alpha_without
        Cronbach's alpha of the other statements; None where it is not defined.
    """

    code: str
    rest: float | None
    alpha_without: float | None


@dataclass(frozen=True, slots=True)
class ScaleQuality:
    """One block or level.

    Attributes
    ----------
    code
        Of the block or level.
    respondents
        What everything here rests on: people who answered all of its statements.
    alpha, no_alpha
        Cronbach's alpha, or the reason why there is none.
    omega, no_omega
        McDonald's omega total, likewise.
    items
        The statements in the order of the questionnaire; empty when too few people answered all of them.
    """

    code: str
    respondents: int
    alpha: Alpha | None
    no_alpha: Reason | None
    omega: Omega | None
    no_omega: Reason | None
    items: tuple[ItemFit, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """How far a score or a statement goes with the rest of what the same person answered: a correlation, or None."""

    code: str
    estimate: float | None
    respondents: int


@dataclass(frozen=True, slots=True)
class Styles:
    """Signs of careless and of yes-saying answers.

    Attributes
    ----------
    respondents
        Who answered at least half of the statements: what `mean_spread` and the bands rest on.
    mean_spread
        The spread within a person, on average over people, in scale points.
    spreads, runs
        People by spread within the person, and by longest row of equal answers.
    scores
        Each block beside the other blocks, each level beside the other levels.
    statements
        Each statement beside the mean of all other statements.
    common, common_respondents
        Share of the differences between people on the blocks that lies along one line, and what it rests on; None
        where it is not defined.
    """

    respondents: int
    mean_spread: float
    spreads: Distribution
    runs: Distribution
    scores: tuple[Together, ...]
    statements: tuple[Together, ...]
    common: float | None
    common_respondents: int


@dataclass(frozen=True, slots=True)
class Quality:
    """How well the questionnaire measured.

    Attributes
    ----------
    respondents
        How many people answered in all.
    scales
        The blocks, then the levels. They share statements, so these figures are not independent.
    styles
        None when too few people answered half of the statements.
    """

    respondents: int
    scales: tuple[ScaleQuality, ...]
    styles: Styles | None


def quality(answers: NDArray[np.int8], questionnaire: Questionnaire, *, k: int) -> Quality:
    """Judge how well the statements measured.

    No figure leaves out between 1 and k - 1 people (see `analytics.bases`), and no band has fewer than k. Nothing
    depends on the order of respondents, to the last bit.

    Parameters
    ----------
    answers
        Shape (respondents, scored questions), in the order of the questionnaire; negative is no answer. Only the
        statements are looked at.
    questionnaire
        What was asked.
    k
        Smallest group with statements as numbers.

    Raises
    ------
    TooFewAnswers
        When fewer than `fewest(k)` people answered.
    """
    if len(answers) < fewest(k):
        raise TooFewAnswers(f"needs {fewest(k)} people, got {len(answers)}")
    statements = mixed(answers[:, : len(questionnaire.statements)])
    columns = scales_of(questionnaire)
    codes = [statement.code for statement in questionnaire.statements]
    return Quality(
        respondents=len(answers),
        scales=tuple(
            _scale(name, statements[:, places], [codes[place] for place in places], k)
            for name, places in columns.items()
        ),
        styles=_or_none(lambda: _styles(statements, codes, columns, k)),
    )


def scales_of(questionnaire: Questionnaire) -> dict[str, list[int]]:
    """Find the columns of the statements of each block and then each level, by code, those not asked left out."""
    found = {
        str(scale): [column for column, row in enumerate(questionnaire.statements) if scale in {row.block, row.level}]
        for scale in (*Block, *Level)
    }
    return {scale: columns for scale, columns in found.items() if columns}


def _scale(name: str, answers: NDArray[np.int8], codes: list[str], k: int) -> ScaleQuality:
    """Judge one block or level on the people who answered all of it."""
    try:
        rows = base(np.asarray((answers >= 0).all(axis=1)), k=k)
    except TooFewAnswers:
        return ScaleQuality(name, 0, None, Reason.TOO_FEW, None, Reason.TOO_FEW, ())
    complete = answers[rows]
    alpha, no_alpha = _or_reason(lambda: cronbach_alpha(complete))
    omega, no_omega = _or_reason(lambda: omega_total(complete))
    items = tuple(
        ItemFit(code, rest, _alpha_without(complete, item))
        for item, (code, rest) in enumerate(zip(codes, item_rest(complete).correlations, strict=True))
    )
    return ScaleQuality(name, len(rows), alpha, no_alpha, omega, no_omega, items)


def _alpha_without(answers: NDArray[np.int8], item: int) -> float | None:
    alpha = _or_none(lambda: cronbach_alpha(np.delete(answers, item, axis=1)))
    return alpha.estimate if alpha else None


def _styles(answers: NDArray[np.int8], codes: list[str], columns: Mapping[str, list[int]], k: int) -> Styles:
    """Look for signs of careless and of yes-saying answers; raises TooFewAnswers when too few answered enough."""
    rows = base(np.asarray(2 * (answers >= 0).sum(axis=1) >= answers.shape[1]), k=k)
    enough = answers[rows]
    asked = [place for block in Block for place in columns.get(block, ())]  # a page is a block
    spread = spreads(enough)
    blocks, levels = ([name for name in columns if name in set(kind)] for kind in (Block, Level))
    scores = {name: exact_scores(answers[:, places]) for name, places in columns.items()}
    common, people = _common([scores[name] for name in blocks], k)
    return Styles(
        respondents=len(rows),
        mean_spread=float(spread.mean()),
        spreads=distribution(spread, SPREADS, k=k),
        runs=distribution(longest_runs(enough[:, asked]), RUNS, k=k, high_first=True),
        scores=(*_beside(blocks, scores, k), *_beside(levels, scores, k)),
        statements=tuple(_beside_all(answers, codes, k)),
        common=common,
        common_respondents=people,
    )


def _beside(names: list[str], scores: Mapping[str, ExactScores], k: int) -> list[Together]:
    """Lay each score beside the sum of the others of its kind; all have one denominator."""
    try:
        table = _complete([scores[name] for name in names], k)
    except TooFewAnswers:
        return [Together(name, None, 0) for name in names]
    found = item_rest(table).correlations
    return [Together(name, value, len(table)) for name, value in zip(names, found, strict=True)]


def _common(scores: list[ExactScores], k: int) -> tuple[float | None, int]:
    """Give the share that lies along one line, and how many people it rests on."""
    table = _or_none(lambda: _complete(scores, k))
    if table is None:
        return None, 0
    return _or_none(lambda: common_share(table)), len(table)


def _complete(scores: list[ExactScores], k: int) -> NDArray[np.int64]:
    """Give the scores of the people who have all of them, shape (people, scores); raises TooFewAnswers."""
    rows = base(np.asarray(np.column_stack([score.valid for score in scores]).all(axis=1)), k=k)
    return np.column_stack([score.numerators[rows] for score in scores])


def _beside_all(answers: NDArray[np.int8], codes: list[str], k: int) -> list[Together]:
    """Lay each statement beside the mean of all others."""
    others = means_of_others(answers)
    return [_statement(code, answers[:, item], others[:, item], k) for item, code in enumerate(codes)]


def _statement(code: str, own: NDArray[np.int8], others: NDArray[np.float64], k: int) -> Together:
    try:
        rows = base((own >= 0) & ~np.isnan(others), k=k)
        return Together(code, correlation(own[rows], others[rows]), len(rows))
    except NotReportable:
        return Together(code, None, 0)


def _or_none(compute: Callable[[], Figure]) -> Figure | None:
    try:
        return compute()
    except NotReportable:
        return None


def _or_reason(compute: Callable[[], Figure]) -> tuple[Figure | None, Reason | None]:
    """Compute a figure, or say why there is none."""
    try:
        return compute(), None
    except TooFewAnswers:
        return None, Reason.TOO_FEW
    except NoVariation:
        return None, Reason.NO_VARIATION
    except NotReportable:
        return None, Reason.NO_MODEL
