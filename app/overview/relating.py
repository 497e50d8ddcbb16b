"""The figures of what goes together across teams, computed once for a publication."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlmodel import Session

from analytics.drivers import RelativeWeights, correlation, relative_weights
from analytics.errors import NotReportable
from analytics.intervals import Interval
from app.results.kept import Kept
from app.results.reading import Published, UnitFigures, figures
from surveys.model import Block

OTHERS = tuple(block for block in Block if block is not Block.INSIGHT)


@dataclass(frozen=True)
class Relations:
    """How the means of teams on blocks go together with one outcome.

    Attributes
    ----------
    teams
        How many teams have all the figures that it takes.
    correlations
        One per block; empty where it cannot be told.
    weights
        What part of the outcome each block explains; None where that is not asked, or cannot be told.
    """

    teams: int
    correlations: tuple[Interval, ...] = ()
    weights: RelativeWeights | None = None


_KEPT: Kept[Mapping[str, Relations]] = Kept(64)


def relations(session: Session, source: Published, questions: Sequence[str]) -> Mapping[str, Relations]:
    """Relate the blocks of shown teams to each of these recommendation questions, and the other blocks to insight."""
    return _KEPT.get(source.publication.id, lambda: _computed(session, source, questions))


def _computed(session: Session, source: Published, questions: Sequence[str]) -> Mapping[str, Relations]:
    units = figures(session, source, source.tree.leaves, measures=(*Block, *questions)).values()
    found = {code: _weighted(_rows(units, code)) for code in questions}
    return found | {str(Block.INSIGHT): _basis(_rows(units, None))}


def _weighted(rows: NDArray[np.float64]) -> Relations:
    """Relate all blocks to the last column."""
    blocks, outcome = rows[:, :-1], rows[:, -1]
    try:
        pairs = tuple(correlation(block, outcome) for block in blocks.T)
        return Relations(len(rows), pairs, relative_weights(blocks, outcome))
    except NotReportable:
        return Relations(len(rows))


def _basis(rows: NDArray[np.float64]) -> Relations:
    """Relate the other blocks to insight."""
    columns = {block: rows[:, place] for place, block in enumerate(Block)}
    try:
        return Relations(len(rows), tuple(correlation(columns[block], columns[Block.INSIGHT]) for block in OTHERS))
    except NotReportable:
        return Relations(len(rows))


def _rows(units: Iterable[UnitFigures], question: str | None) -> NDArray[np.float64]:
    """Give the block means of each team, and its recommendation score last; a team that lacks one is left out."""
    complete = [row for row in (_row(unit, question) for unit in units) if None not in row]
    return np.array(complete, dtype=np.float64).reshape(len(complete), len(Block) + (question is not None))


def _row(unit: UnitFigures, question: str | None) -> list[float | None]:
    means = [score.mean if (score := unit.scores.get(block)) else None for block in Block]
    if question is None:
        return means
    figure = unit.recommendations.get(question)
    return [*means, figure.score.score if figure else None]
