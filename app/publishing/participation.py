"""Count once a day how many have answered, and keep only what may be shown."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from analytics.participation import participation
from app.measurements.tree import MeasuredTree, load_tree
from app.models import Measurement, MeasurementStatus, Participation
from app.models.invitation import Invitation, InvitationStatus


def count_participation(session: Session, *, now: datetime) -> None:
    """Count every open measurement that was not yet counted today; nothing is added to a day that was counted."""
    today = now.date()
    query = select(Measurement).where(
        Measurement.status == MeasurementStatus.OPEN,
        or_(col(Measurement.counted_on).is_(None), col(Measurement.counted_on) < today),
    )
    for measurement in session.exec(query.with_for_update()):
        measurement.counted_on = today
        tree = load_tree(session, measurement.id)
        shown = participation(
            tree.units, tree.invited, _answered(session, measurement, tree), k=measurement.minimum_scores
        )
        session.add_all(
            Participation(
                measurement_id=measurement.id,
                day=today,
                unit_id=tree.ids[unit],
                invited=invited,
                answered=answered,
            )
            for unit, invited, answered in shown[["unit", "invited", "answered"]].to_numpy().tolist()
        )


def _answered(session: Session, measurement: Measurement, tree: MeasuredTree) -> Sequence[int]:
    query = (
        select(Invitation.unit_id, func.count())
        .where(Invitation.measurement_id == measurement.id, Invitation.status == InvitationStatus.SUBMITTED)
        .group_by(col(Invitation.unit_id))
    )
    counts = dict(session.exec(query).all())
    return [counts.get(unit_id, 0) for unit_id in tree.ids]
