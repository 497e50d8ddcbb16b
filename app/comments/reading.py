"""Comments as they were stored at closing, in an order of chance: here alone are they read."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, func, select

from app.models import CommentTheme, Theme, Tier
from app.models.comment import Comment
from app.results.reading import Published


@dataclass(frozen=True)
class Remark:
    """One comment, with nothing of who wrote it beside it: that was promised.

    Attributes
    ----------
    themes
        What readers say that it is about, by id.
    """

    id: UUID
    text: str
    themes: frozenset[UUID]


def may_show(source: Published, position: int) -> bool:
    """Say whether comments of a unit may be shown: only where its statements are shown as numbers."""
    return position in source.shown and source.shown[position].tier is Tier.STATEMENTS


def units_with_comments(source: Published, position: int) -> list[UUID]:
    """Give the units whose comments are shown with a unit: itself and those inside it; none where it may not.

    A comment is stored at the lowest unit that may show it: its writer is in that unit, or in a smaller one inside.
    """
    if not may_show(source, position):
        return []
    return [source.tree.ids[each] for each in source.tree.within(position) if may_show(source, each)]


def remarks(session: Session, source: Published, position: int, question: str) -> list[Remark]:
    """Read the comments on one question in a unit. The order is that of random ids: it says nothing."""
    query = select(Comment).where(
        Comment.measurement_id == source.measurement.id,
        Comment.question == question,
        col(Comment.unit_id).in_(units_with_comments(source, position)),
    )
    themes = _themes_of(session, source)
    rows = session.exec(query.order_by(col(Comment.id)))
    return [Remark(row.id, row.text, frozenset(themes[row.id])) for row in rows]


def counts(session: Session, source: Published, position: int) -> dict[str, int]:
    """Count the comments in a unit, by question; a question without any is missing."""
    query = (
        select(Comment.question, func.count())
        .where(
            Comment.measurement_id == source.measurement.id,
            col(Comment.unit_id).in_(units_with_comments(source, position)),
        )
        .group_by(col(Comment.question))
    )
    return dict(session.exec(query).all())


def themes(session: Session, source: Published) -> Sequence[Theme]:
    """Give the themes of a measurement, by name."""
    query = select(Theme).where(Theme.measurement_id == source.measurement.id)
    return sorted(session.exec(query), key=lambda theme: theme.name.casefold())


def _themes_of(session: Session, source: Published) -> defaultdict[UUID, set[UUID]]:
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    query = select(CommentTheme).join(Theme).where(Theme.measurement_id == source.measurement.id)
    for row in session.exec(query):
        found[row.comment_id].add(row.theme_id)
    return found
