"""What is stored of a closed measurement that says how well its questionnaire measured."""

from collections import defaultdict
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlmodel import Session

from analytics.cells import OVERALL
from analytics.moments import Moments
from analytics.quality import Quality
from analytics.remainders import remainders
from app.models import PublishedCell, PublishedQuality
from app.results.reading import Published, StatementNumbers, figures
from surveys.model import Block, Level

SCORES = (OVERALL, *Block, *Level)
QUALITY = TypeAdapter(Quality)


def stored_quality(session: Session, source: Published) -> Quality | None:
    """Read what was computed at closing; None when it was not."""
    row = session.get(PublishedQuality, source.publication.id)
    return QUALITY.validate_python(row.figures) if row else None


def grouped_scores(session: Session, source: Published) -> dict[str, list[Moments]]:
    """Read each score of everybody once, by group: shown units, each less the shown units inside it.

    Nothing that is hidden goes into a model that is fitted on these groups.
    """
    shown: defaultdict[str, dict[int, Moments]] = defaultdict(dict)
    for unit_id, measure, *sums in session.execute(_query(source)):
        shown[measure][source.tree.positions[unit_id]] = Moments(*sums)
    return {score: list(remainders(source.tree.units, shown[score]).values()) for score in SCORES}


def statement_numbers(session: Session, source: Published) -> dict[str, StatementNumbers]:
    """Read the numbers of every question of the organisation as a whole; what is hidden is missing."""
    whole = figures(session, source, [0]).get(0)
    statements = whole.statements if whole else {}
    return {code: figure.numbers for code, figure in statements.items() if figure.numbers}


def _query(source: Published) -> sa.Select[UUID, str, int, float, float]:
    cell: Any = PublishedCell  # a score always has its sums
    return sa.select(cell.unit_id, cell.measure, cell.n, cell.total, cell.squares).where(
        cell.publication_id == source.publication.id, cell.measure.in_(SCORES)
    )
