"""A measurement that was really closed: everybody wrote something, and two teams are too small to show it."""

from dataclasses import dataclass
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session, select

from app.envelope import Ballot, ballot_size, seal
from app.keys import KeyStore
from app.models import Measurement, Organisation, Unit
from app.models.invitation import Invitation, InvitationStatus
from app.publishing import service
from surveys.catalogue import customer_focus
from tests import factories
from tests.app import cast
from tests.conftest import NOW

TEAMS = {"Groot": 12, "Midden": 11, "Klein": 6, "Kleiner": 5}
SIZE = ballot_size(customer_focus().questionnaire)


@dataclass(frozen=True)
class Commented:
    """The measurement, and the id of every unit by name."""

    organisation: Organisation
    measurement: Measurement
    units: dict[str, UUID]

    def address(self, unit: str, question: str = "goes_well") -> str:
        """Give the address of the comments of a unit on one question."""
        return f"/measurements/{self.measurement.id}/units/{self.units[unit]}/comments/{question}"


@pytest.fixture
def sample(session: Session, keys: KeyStore) -> Commented:
    """Let everybody write the name of the own team and a number, and close."""
    owner = factories.organisation(session, teams=TEAMS)
    measurement = factories.measurement(session, keys, owner, now=NOW)
    names = {unit.id: unit.name for unit in session.exec(select(Unit).where(Unit.organisation_id == owner.id))}
    assert measurement.public_key
    for number, invitation in enumerate(session.exec(select(Invitation)).all()):
        said = {"goes_well": f"In {names[invitation.unit_id]} gaat nummer {number:02} goed; één café <b>&"}
        ballot = Ballot(str(invitation.unit_id), "4" * 44 + "99", {}, said)
        invitation.sealed = seal(ballot, measurement.public_key, size=SIZE)
        invitation.status = InvitationStatus.SUBMITTED
    session.flush()
    service.close(session, keys, measurement.id, now=NOW)
    session.commit()
    return Commented(owner, measurement, {name: id_ for id_, name in names.items()})


@pytest.fixture
def hr(client: TestClient, session: Session, sample: Commented) -> TestClient:
    """Look as HR of the organisation."""
    client.headers["accept-language"] = "nl"
    cast.sign_in(client, session, cast.hr(session, sample.organisation))
    return client
