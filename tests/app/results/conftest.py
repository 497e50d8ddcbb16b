"""A closed measurement, and the people who look at it."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session

from app.keys import KeyStore
from app.models import Organisation, Role
from tests.app.results.factories import Closed, closed, cookie
from tests.factories import organisation

LEVELS = (4.3, 4.1, 4.2, 3.4, 3.6, 3.1, 2.8)
LONG = "Kwartaalrapportageverwerkingsteam met een hele lange naam NO"


@pytest.fixture
def sample(session: Session, keys: KeyStore) -> Closed:
    """Give a measurement with teams of both tiers and two hidden teams."""
    departments = {
        "Klantcontact": {"Avond": 8, "Nacht": 4, "Noord": 14, "Piket": 3},
        "Vakafdelingen": {LONG: 12, "Zuid": 11},
    }
    made = closed(session, keys, departments, silent=0.03, spread=0.6, levels=LEVELS, divided={"Noord": "values"})
    session.commit()
    return made


SignIn = Callable[[Organisation, Role], TestClient]


@pytest.fixture
def sign_in(session: Session, client: TestClient) -> SignIn:
    """Sign the browser in with a role in an organisation."""

    def enter(owner: Organisation, role: Role) -> TestClient:
        client.cookies.set("staff", cookie(session, owner, role=role))
        client.headers["accept-language"] = "nl"
        session.commit()
        return client

    return enter


@pytest.fixture
def hr(sample: Closed, sign_in: SignIn) -> TestClient:
    """Look as HR of the organisation."""
    return sign_in(sample.organisation, Role.HR)


@pytest.fixture
def consultant(sample: Closed, sign_in: SignIn) -> TestClient:
    """Look as a consultant of the organisation."""
    return sign_in(sample.organisation, Role.CONSULTANT)


@pytest.fixture
def stranger(session: Session, sample: Closed, sign_in: SignIn) -> TestClient:
    """Look as HR of another organisation."""
    del sample
    return sign_in(organisation(session, name="Elders"), Role.HR)
