"""The scores of every shown unit at once, read once: a publication never changes."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from analytics.cells import OVERALL
from analytics.moments import Moments
from app.models import PublishedCell
from app.results.kept import Kept
from app.results.reading import Published, Score, Scores
from surveys.model import Block, Level

SCORES = (OVERALL, *map(str, Block), *map(str, Level))
_KEPT: Kept[Mapping[int, Scores]] = Kept(16)  # some 15 MB each at 2,000 units


def scores_of_all(session: Session, source: Published) -> Mapping[int, Scores]:
    """Give the scores of every shown unit, by position in the tree; a score that is missing is hidden."""
    return _KEPT.get(source.publication.id, lambda: _read(session, source))


def _read(session: Session, source: Published) -> Mapping[int, Scores]:
    found: defaultdict[int, dict[str, Score]] = defaultdict(dict)
    for unit_id, measure, ad, *sums in session.execute(_query(source)):
        found[source.tree.positions[unit_id]][measure] = Score(Moments(*sums), ad)
    return dict(found)


def _query(source: Published) -> sa.Select[UUID, str, float | None, int, float, float]:
    cell: Any = PublishedCell  # a score always has its sums
    return sa.select(cell.unit_id, cell.measure, cell.ad, cell.n, cell.total, cell.squares).where(
        cell.publication_id == source.publication.id, cell.measure.in_(SCORES)
    )
