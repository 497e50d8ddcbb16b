"""What a result looks like in a few numbers: equal where the result is equal, here and in a restored backup."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from sqlmodel import Session, SQLModel, col, func, select

from app.models import Publication, PublishedBreakdown, PublishedCell, PublishedQuality, PublishedUnit
from app.models.comment import Comment
from app.models.response import Response

NOTHING = (None, "")  # a column that is added later leaves the fingerprint of older results as it was


@dataclass(frozen=True)
class Fingerprint:
    """A result.

    Attributes
    ----------
    responses, comments
        Stored rows.
    digest
        SHA-256 of everything published, in hexadecimal; None where there is no result.
    """

    responses: int
    comments: int
    digest: str | None


def fingerprint(session: Session, measurement_id: UUID) -> Fingerprint:
    """Take the fingerprint of what is stored of a closed measurement."""
    query = select(Publication).where(Publication.measurement_id == measurement_id)
    publication = session.exec(query).one_or_none()
    return Fingerprint(
        responses=_count(session, Response, measurement_id),
        comments=_count(session, Comment, measurement_id),
        digest=_digest(session, publication) if publication else None,
    )


def _count(session: Session, table: type[Response | Comment], measurement_id: UUID) -> int:
    query = select(func.count()).select_from(table).where(col(table.measurement_id) == measurement_id)
    return session.exec(query).one()


def _digest(session: Session, publication: Publication) -> str:
    lines = [_line(publication), *_published(session, publication)]
    return sha256("\n".join(sorted(lines)).encode()).hexdigest()


def _published(session: Session, publication: Publication) -> Iterator[str]:
    for table in (PublishedUnit, PublishedCell, PublishedBreakdown, PublishedQuality):
        query = select(table).where(col(table.publication_id) == publication.id)
        yield from (_line(row) for row in session.exec(query.execution_options(yield_per=1000)))


def _line(row: SQLModel) -> str:
    """Write a row in one way, whatever the database and the order of its columns."""
    there = {name: value for name, value in row.model_dump().items() if value not in NOTHING}
    return type(row).__name__ + json.dumps(there, sort_keys=True, separators=(",", ":"), default=str)
