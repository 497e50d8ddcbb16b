"""Which two measurements are laid beside one another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Session, col, select

from app.errors import NotFound
from app.models import Measurement, MeasurementStatus, Publication
from app.results.reading import Published, published


class Fault(StrEnum):
    """Why two measurements cannot be compared."""

    INCOMPLETE = "incomplete"
    SAME = "same"
    NO_RESULT = "no_result"
    SWAPPED = "swapped"


@dataclass(frozen=True)
class Choice:
    """What was chosen, and what is wrong with it."""

    before: Measurement | None
    after: Measurement | None
    fault: Fault | None


@dataclass(frozen=True)
class Candidates:
    """The closed measurements of an organisation, the newest first."""

    with_result: tuple[Measurement, ...]
    without_result: tuple[Measurement, ...]

    @property
    def pairs(self) -> tuple[tuple[Measurement, Measurement], ...]:
        """Sensible pairs: each measurement with the one before it, and the newest with the very first."""
        rows = self.with_result
        pairs = tuple(zip(rows[1:], rows, strict=False))
        return (*pairs, (rows[-1], rows[0])) if len(rows) > 2 else pairs

    @property
    def suggestion(self) -> Choice:
        """The newest measurement with the one before it."""
        before, after = self.pairs[0] if self.pairs else (None, None)
        return Choice(before, after, None)


def candidates(session: Session, organisation_id: UUID) -> Candidates:
    """List the closed measurements of an organisation."""
    query = select(Measurement).where(
        Measurement.organisation_id == organisation_id, Measurement.status == MeasurementStatus.CLOSED
    )
    rows = sorted(session.exec(query), key=moment, reverse=True)
    shown = _with_result(session, rows)
    return Candidates(tuple(row for row in rows if row.id in shown), tuple(row for row in rows if row.id not in shown))


def results(session: Session, organisation_id: UUID) -> list[Published]:
    """Give all results of an organisation, the earliest first."""
    rows = candidates(session, organisation_id).with_result
    return [published(session, measurement) for measurement in reversed(rows)]


def choose(session: Session, organisation_id: UUID, before: str, after: str) -> Choice:
    """Look at two chosen measurements; NotFound for one that is not of this organisation."""
    first, second = (_find(session, organisation_id, chosen) for chosen in (before, after))
    return Choice(first, second, _fault(session, first, second))


def neighbours(session: Session, measurement: Measurement) -> tuple[Measurement, Measurement] | None:
    """Find what a measurement is best laid beside: the one before it, or else the one after it; earlier one first."""
    rows = candidates(session, measurement.organisation_id).with_result
    place = next((place for place, row in enumerate(rows) if row.id == measurement.id), len(rows))
    if place + 1 < len(rows):
        return rows[place + 1], rows[place]
    return (rows[place], rows[place - 1]) if 0 < place < len(rows) else None


def moment(measurement: Measurement) -> datetime:
    """Say when a measurement ended: that puts measurements in order."""
    return measurement.closed_at or measurement.closes_at


def _fault(session: Session, before: Measurement | None, after: Measurement | None) -> Fault | None:
    if before is None or after is None:
        return Fault.INCOMPLETE
    if before.id == after.id:
        return Fault.SAME
    if len(_with_result(session, [before, after])) < 2:
        return Fault.NO_RESULT
    return Fault.SWAPPED if moment(before) > moment(after) else None


def _find(session: Session, organisation_id: UUID, chosen: str) -> Measurement | None:
    if not chosen:
        return None
    try:
        measurement = session.get(Measurement, UUID(chosen))
    except ValueError:
        raise NotFound from None
    if measurement is None or measurement.organisation_id != organisation_id:
        raise NotFound
    return measurement


def _with_result(session: Session, measurements: Sequence[Measurement]) -> set[UUID]:
    wanted = [measurement.id for measurement in measurements]
    return set(session.exec(select(Publication.measurement_id).where(col(Publication.measurement_id).in_(wanted))))
