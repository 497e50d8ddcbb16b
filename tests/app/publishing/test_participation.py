from datetime import timedelta

from sqlmodel import Session, select

from app.keys import KeyStore
from app.measurements.service import participation_of
from app.models import Measurement, Participation, Unit
from app.models.invitation import Invitation, InvitationStatus
from app.publishing.participation import count_participation
from tests import factories
from tests.conftest import NOW


def answered(session: Session, measurement: Measurement, name: str, people: int) -> None:
    """Mark so many people of a unit as having answered."""
    query = select(Invitation).where(Invitation.measurement_id == measurement.id)
    units = {unit.id: unit.name for unit in session.exec(select(Unit))}
    rows = [row for row in session.exec(query) if units[row.unit_id] == name and row.status is InvitationStatus.OPEN]
    for row in rows[:people]:
        row.status = InvitationStatus.SUBMITTED
    session.commit()


def shares(session: Session, measurement: Measurement) -> dict[str, tuple[int | None, int | None]]:
    """Give what is shown, by unit."""
    return {row.name: (row.answered, row.invited) for row in participation_of(session, measurement)}


def test_participation_changes_once_a_day(session: Session, keys: KeyStore) -> None:
    measurement = factories.measurement(session, keys, factories.organisation(session), now=NOW)
    answered(session, measurement, "Zuid", 7)
    count_participation(session, now=NOW)
    answered(session, measurement, "Noord", 6)
    count_participation(session, now=NOW + timedelta(hours=3))

    assert shares(session, measurement)["Waterland"] == (7, 18)
    count_participation(session, now=NOW + timedelta(days=1))
    assert shares(session, measurement) == {
        "Waterland": (13, 18),
        "Klantcontact": (13, 18),
        "Noord": (6, 6),
        "Zuid": (7, 12),
    }


def test_a_unit_whose_count_points_at_people_is_not_shown(session: Session, keys: KeyStore) -> None:
    measurement = factories.measurement(session, keys, factories.organisation(session), now=NOW)
    answered(session, measurement, "Zuid", 7)
    answered(session, measurement, "Noord", 2)

    count_participation(session, now=NOW)

    shown = shares(session, measurement)
    assert shown["Noord"] == (None, None)
    assert shown["Zuid"] == (None, None)  # with Zuid beside the whole, Noord would follow
    assert shown["Waterland"] == (9, 18)


def test_nothing_is_stored_of_what_is_hidden(session: Session, keys: KeyStore) -> None:
    measurement = factories.measurement(session, keys, factories.organisation(session), now=NOW)
    answered(session, measurement, "Noord", 4)

    count_participation(session, now=NOW)

    assert session.exec(select(Participation)).all() == []
