"""How far a closing is: every change of its row is one conditional update, and stands in the audit log."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session, col, select, update

from app import audit_log
from app.models import Action, Closing, ClosingStep, Measurement, Obstacle

UNFINISHED = (ClosingStep.PUBLISHED, ClosingStep.BACKED_UP, ClosingStep.KEY_DESTROYED)
Facts = Mapping[str, str | int | date | None]


def unfinished(session: Session) -> Sequence[UUID]:
    """List the measurements that have their result and not yet their certificate."""
    return session.exec(select(Closing.measurement_id).where(col(Closing.step).in_(UNFINISHED))).all()


def step_of(session: Session, measurement_id: UUID) -> ClosingStep:
    """Give the last step that was taken."""
    closing = session.get(Closing, measurement_id)
    return closing.step if closing else ClosingStep.SEALED


def begin(session: Session, measurement: Measurement, *, left_out: int, by: str, now: datetime) -> None:
    """Write down that the result is there."""
    session.merge(Closing(measurement_id=measurement.id, step=ClosingStep.PUBLISHED, left_out=left_out))
    record(session, measurement, Action.CLOSE, by=by, now=now, facts={"left_out": left_out})


def advance(session: Session, measurement_id: UUID, start: ClosingStep, goal: ClosingStep, facts: Facts) -> bool:
    """Go from one step to the next; say whether it was this process that did so."""
    change = (
        update(Closing)
        .where(col(Closing.measurement_id) == measurement_id, col(Closing.step) == start)
        .values(step=goal, obstacle=None, **facts)
    )
    return session.exec(change).rowcount == 1


def note(session: Session, measurement_id: UUID, obstacle: Obstacle, *, now: datetime) -> None:
    """Keep what holds a closing up, until the next step is taken; the audit log has it once."""
    closing = session.get(Closing, measurement_id) or Closing(measurement_id=measurement_id)
    if closing.obstacle is obstacle:
        return
    closing.obstacle = obstacle
    session.add(closing)
    action = Action.BACKUP if obstacle is Obstacle.BACKUP else Action.CLOSE
    measurement, facts = session.get_one(Measurement, measurement_id), {"obstacle": obstacle.value}
    record(session, measurement, action, by=audit_log.DAILY_WORK, now=now, facts=facts)


def record(session: Session, measurement: Measurement, action: Action, *, by: str, now: datetime, facts: Facts) -> None:
    """Add what was done with a measurement to the audit log."""
    details = {name: str(fact) if isinstance(fact, date) else fact for name, fact in facts.items()}
    audit_log.record(session, action, by=by, at=now, about=measurement, **details)
