"""One organisation of five teams, measured twice; Schade clearly improved, Klein is hidden the second time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import pytest
from sqlmodel import Session

from app.models import Measurement
from tests.app.comparisons.factories import SPRING, Rows, World, closed, rows, world
from tests.conftest import sqlite_copy

TEAMS = {"Balie": "Contact", "Schade": "Contact", "Webcare": "Contact", "Klein": "Kantoor", "Nieuw": "Kantoor"}
LATER = SPRING + timedelta(days=360)


@dataclass(frozen=True)
class Twice:
    """Two measurements with the answers that they were made of, by team."""

    world: World
    before: Measurement
    after: Measurement
    rows_before: Mapping[str, Rows]
    rows_after: Mapping[str, Rows]

    @property
    def address(self) -> str:
        return f"/comparisons/{self.before.id}/{self.after.id}"

    @property
    def choosing(self) -> str:
        return f"/organisations/{self.world.organisation.id}/comparisons"

    def unit(self, name: str) -> str:
        return f"{self.address}/units/{self.world.id(name)}"


@pytest.fixture(params=["sqlite"])
def database_url(request: pytest.FixtureRequest, tmp_path: object) -> str:
    """SQLite alone: nothing here depends on the kind of database."""
    return sqlite_copy(request.getfixturevalue("sqlite_template"), tmp_path)  # type: ignore[arg-type]


@pytest.fixture
def twice(session: Session) -> Twice:
    """Measure the organisation twice."""
    rng = np.random.default_rng(11)
    place = world(session, TEAMS)
    before = {"Balie": rows(rng, 12, 3.1), "Schade": rows(rng, 14, 2.7), "Webcare": rows(rng, 7, 3.3)}
    after = {"Balie": rows(rng, 11, 3.2), "Schade": rows(rng, 13, 3.6), "Webcare": rows(rng, 8, 3.3)}
    before |= {"Klein": rows(rng, 9, 3.0)}
    after |= {"Klein": rows(rng, 3, 3.0), "Nieuw": rows(rng, 6, 3.4)}
    first = closed(session, place, "Voorjaar 2025", before, without=["Nieuw"])
    second = closed(session, place, "Voorjaar 2026", after, closed_at=LATER, relevant_change=0.4)
    session.commit()
    return Twice(place, first, second, before, after)
