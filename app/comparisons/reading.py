"""The few published figures that an overview needs, in one query per measurement."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from analytics.cells import OVERALL
from analytics.moments import Moments
from app.measurements.tree import WHOLE
from app.models import PublishedCell
from app.results.reading import Published
from surveys.model import Block, Level

SCORES = (OVERALL, *Block, *Level)


@dataclass(frozen=True)
class Scores:
    """The published scores of one measurement; what is missing is hidden.

    Attributes
    ----------
    overall
        The overall score of every shown unit, by position in the tree.
    organisation
        All scores of the whole organisation, by measure.
    """

    overall: Mapping[int, Moments]
    organisation: Mapping[str, Moments]


def scores(session: Session, source: Published) -> Scores:
    """Read the overall scores of all shown units, and every score of the organisation."""
    overall: dict[int, Moments] = {}
    organisation: dict[str, Moments] = {}
    for unit_id, measure, *sums in session.execute(_query(source)):
        position = source.tree.positions[unit_id]
        if measure == OVERALL:
            overall[position] = Moments(*sums)
        if position == WHOLE:
            organisation[measure] = Moments(*sums)
    return Scores(overall, organisation)


def _query(source: Published) -> sa.Select[UUID, str, int, float, float]:
    cell: Any = PublishedCell  # a score always has its sums
    own = sa.and_(cell.unit_id == source.tree.ids[0], cell.measure.in_(SCORES))
    return sa.select(cell.unit_id, cell.measure, cell.n, cell.total, cell.squares).where(
        cell.publication_id == source.publication.id, sa.or_(cell.measure == OVERALL, own)
    )
