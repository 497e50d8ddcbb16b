"""What an organisation may read of the audit log."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, and_, col, or_, select

from app.models import AuditEntry, Measurement, Membership, User

AT_ONCE = 100


@dataclass(frozen=True)
class Line:
    """An entry, and the name of the measurement that it is about, if any."""

    entry: AuditEntry
    measurement: str | None


def lines_of(session: Session, organisation_id: UUID, *, before: int | None = None) -> list[Line]:
    """Give the entries of an organisation, the newest first; `before` is a number to go on from.

    Signing in belongs to no organisation: every organisation sees it of the people who have a role there.
    """
    members = select(User.email).join(Membership).where(Membership.organisation_id == organisation_id)
    nobodys = and_(col(AuditEntry.organisation_id).is_(None), col(AuditEntry.actor).in_(members))
    query = select(AuditEntry).where(or_(col(AuditEntry.organisation_id) == organisation_id, nobodys))
    if before is not None:
        query = query.where(col(AuditEntry.number) < before)
    entries = session.exec(query.order_by(col(AuditEntry.number).desc()).limit(AT_ONCE)).all()
    names = _names(session, organisation_id)
    return [Line(entry, names.get(entry.measurement_id)) for entry in entries]


def _names(session: Session, organisation_id: UUID) -> dict[UUID | None, str]:
    query = select(Measurement).where(Measurement.organisation_id == organisation_id)
    return {measurement.id: measurement.name for measurement in session.exec(query)}
