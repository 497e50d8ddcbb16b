"""A closed measurement of many teams, and the people who look at it."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session

from app.keys import KeyStore
from app.models import Role
from tests.app.results.conftest import SignIn, consultant, hr, sample, sign_in, stranger
from tests.app.results.factories import Closed, closed
from tests.conftest import sqlite_copy


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Give an empty SQLite database: that figures are read alike on both is tested where they are read."""
    return sqlite_copy(sqlite_template, tmp_path)


__all__ = ["consultant", "hr", "sample", "sign_in", "stranger"]

DEPARTMENTS = 6
TEAMS = 8


@pytest.fixture
def many(session: Session, keys: KeyStore) -> Closed:
    """Give a measurement of 48 teams, of which 42 have a recommendation score."""
    departments = {
        f"Afdeling {number}": {f"Team {number}{place}": 10 + place for place in range(TEAMS)}
        for number in range(DEPARTMENTS)
    }
    for number in range(3):
        departments[f"Afdeling {number}"][f"Team {number}0"] = 6
    made = closed(session, keys, departments, name="Veel", spread=0.6)
    session.commit()
    return made


@pytest.fixture
def many_hr(many: Closed, sign_in: SignIn) -> TestClient:
    """Look as HR at many teams."""
    return sign_in(many.organisation, Role.HR)
