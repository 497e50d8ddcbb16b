"""A closed measurement, who made keys for it, and programs that read it."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session

from app.api import keys
from app.api.forms import KeyForm
from app.models import Organisation, Role
from app.organisations.deps import Access
from tests.app import cast
from tests.app.exports.conftest import database_url, hr, sample
from tests.app.results.conftest import sign_in
from tests.conftest import NOW

__all__ = ["database_url", "hr", "sample", "sign_in"]

MakeKey = Callable[..., str]


@pytest.fixture
def make_key(session: Session) -> MakeKey:
    """Make a key for an organisation, as a consultant does."""

    def made(owner: Organisation, *, days: int = 30) -> str:
        access = Access(owner, cast.consultant(session, owner), Role.CONSULTANT)
        session.flush()
        key = keys.make(session, access, KeyForm("Power BI", days), now=NOW)
        session.commit()
        return key

    return made


def bearing(key: str) -> dict[str, str]:
    """Give the header that a program sends."""
    return {"Authorization": f"Bearer {key}"}


def get(client: TestClient, address: str, key: str, expected: int = 200) -> dict[str, object]:
    """Ask as a program does, and read the JSON."""
    response = client.get(f"/api/v1{address}", headers=bearing(key))
    assert response.status_code == expected, response.text
    found: dict[str, object] = response.json()
    return found
