"""What there is to know of measurements while they run and after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from app.measurements.tree import MeasuredTree, load_tree
from app.models import Measurement, Participation, Publication


@dataclass(frozen=True)
class ParticipationRow:
    """How many of a unit had answered; None where that may not be shown."""

    name: str
    depth: int
    invited: int | None
    answered: int | None


def measurements_of(session: Session, organisation_id: UUID) -> Sequence[Measurement]:
    """List the measurements of an organisation, the newest first."""
    query = select(Measurement).where(Measurement.organisation_id == organisation_id)
    return session.exec(query.order_by(col(Measurement.closes_at).desc())).all()


def has_result(session: Session, measurement: Measurement) -> bool:
    """Say whether a closed measurement has a publication."""
    query = select(Publication.id).where(Publication.measurement_id == measurement.id)
    return session.exec(query).one_or_none() is not None


def participation_of(session: Session, measurement: Measurement) -> list[ParticipationRow]:
    """Give the participation of every unit as last counted, in the order of the tree."""
    tree = load_tree(session, measurement.id)
    rows = _counted(session, measurement.id, measurement.counted_on) if measurement.counted_on else {}
    return [_row(tree, position, rows.get(unit_id)) for position, unit_id in enumerate(tree.ids)]


def invited_to(session: Session, measurement: Measurement) -> int:
    """Count the people who were invited."""
    return sum(load_tree(session, measurement.id).invited)


def _counted(session: Session, measurement_id: UUID, day: date) -> dict[UUID, Participation]:
    query = select(Participation).where(Participation.measurement_id == measurement_id, Participation.day == day)
    return {row.unit_id: row for row in session.exec(query)}


def _row(tree: MeasuredTree, position: int, counted: Participation | None) -> ParticipationRow:
    depth = len(tree.path(position)) - 1
    if counted is None:
        return ParticipationRow(tree.names[position], depth, None, None)
    return ParticipationRow(tree.names[position], depth, counted.invited, counted.answered)
