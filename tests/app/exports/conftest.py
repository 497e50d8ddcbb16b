"""A closed measurement with breakdowns and hidden teams, and the people who take its figures away."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session

from app.keys import KeyStore
from app.models import Role
from tests.app.results.conftest import LEVELS, SignIn, sign_in
from tests.app.results.factories import Closed, closed
from tests.conftest import sqlite_copy

__all__ = ["sign_in"]

INJECTED = "=1+1"
TEAMS = {
    "Klantcontact": {"Avond": 8, "Nacht": 4, "Noord": 14, "Piket": 3, INJECTED: 22},
    "Vakafdelingen": {"Oost": 12, "Zuid": 11},
}


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Use SQLite alone: how published figures are read is tested on both databases with the pages."""
    return sqlite_copy(sqlite_template, tmp_path)


@pytest.fixture
def sample(session: Session, keys: KeyStore) -> Closed:
    """Give a measurement with teams of both tiers, two hidden teams, and a team whose name looks like a formula."""
    made = closed(
        session,
        keys,
        TEAMS,
        silent=0.08,
        spread=0.6,
        levels=LEVELS,
        divided={"Noord": "values"},
        leading=3,
        judged=False,
    )
    session.commit()
    return made


@pytest.fixture
def hr(sample: Closed, sign_in: SignIn) -> TestClient:
    """Look as HR of the organisation."""
    return sign_in(sample.organisation, Role.HR)
