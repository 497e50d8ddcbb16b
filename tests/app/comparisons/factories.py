"""Organisations with published measurements, made of rows of answers that the test keeps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import numpy as np
from fastapi.testclient import TestClient
from numpy.typing import NDArray
from sqlmodel import Session

from analytics.publication import publish
from app.accounts import service as accounts
from app.measurements.launch import store_edition
from app.measurements.tree import load_tree
from app.models import (
    MeasuredUnit,
    Measurement,
    MeasurementStatus,
    Organisation,
    Publication,
    PublishedCell,
    PublishedUnit,
    Role,
    Unit,
    User,
)
from app.secrets import written
from app.web.cookies import STAFF
from surveys.catalogue import Edition, customer_focus
from tests.app.results.factories import insert_published
from tests.once import once

SPRING = datetime(2025, 3, 14, 12, 0, tzinfo=UTC)
STATEMENTS = 42

Rows = NDArray[np.int8]


@dataclass(frozen=True)
class World:
    """An organisation, its units by name, and somebody who works with its results."""

    organisation: Organisation
    units: Mapping[str, Unit]
    user: User

    def id(self, name: str) -> UUID:
        return self.units[name].id


def world(session: Session, teams: Mapping[str, str], *, name: str = "Waterland") -> World:
    """Store an organisation with teams, by name, each in a department."""
    organisation = Organisation(name=name, synthetic=True)
    session.add(organisation)
    session.flush()
    units = {name: _unit(session, organisation, name, None)}
    for department in dict.fromkeys(teams.values()):
        units[department] = _unit(session, organisation, department, units[name])
    for team, department in teams.items():
        units[team] = _unit(session, organisation, team, units[department])
    email = f"{name.lower()}@example.org"
    user = accounts.add_user(session, organisation, Role.CONSULTANT, email=email, name="Noor")
    return World(organisation, units, user)


def closed(  # every argument is one thing that a measurement may differ in
    session: Session,
    place: World,
    name: str,
    answers: Mapping[str, Rows],
    *,
    closed_at: datetime = SPRING,
    edition: Edition | None = None,
    without: Iterable[str] = (),
    **fields: Any,
) -> Measurement:
    """Store a closed measurement with its result; units in `without` did not exist then."""
    used = edition or customer_focus()
    measurement = Measurement(
        organisation_id=place.organisation.id,
        edition_id=store_edition(session, used).id,
        name=name,
        status=MeasurementStatus.CLOSED,
        opened_at=closed_at - timedelta(days=14),
        closes_at=closed_at,
        closed_at=closed_at,
        **fields,
    )
    session.add(measurement)
    session.flush()
    _freeze(session, place, measurement, answers, set(without))
    _publish(session, place, measurement, answers, used)
    return measurement


def rows(rng: np.random.Generator, people: int, mean: float, *, between: float = 0.35) -> Rows:
    """Make up the answers of a team: people differ from one another, and each from statement to statement."""
    columns = len(customer_focus().questionnaire.scored)
    thought = mean + rng.normal(0, between, (people, 1)) + rng.normal(0, 0.8, (people, columns))
    return np.clip(np.rint(thought), 1, 5).astype(np.int8)


def scores(answers: Rows) -> NDArray[np.float64]:
    """Take everybody's overall score by hand, of answers without gaps: the mean of all statements."""
    means: NDArray[np.float64] = answers[:, :STATEMENTS].mean(axis=1)
    return means


def sign_in(client: TestClient, session: Session, user: User, *, now: datetime) -> TestClient:
    """Let the client act for this user."""
    client.cookies.set(STAFF.plain, written(accounts.log_in(session, user.id, now=now)))
    session.commit()
    return client


def _unit(session: Session, organisation: Organisation, name: str, parent: Unit | None) -> Unit:
    made = Unit(organisation_id=organisation.id, name=name, parent_id=parent.id if parent else None)
    session.add(made)
    session.flush()
    return made


def _freeze(
    session: Session, place: World, measurement: Measurement, answers: Mapping[str, Rows], without: set[str]
) -> None:
    session.add_all(
        MeasuredUnit(
            measurement_id=measurement.id,
            unit_id=unit.id,
            parent_id=unit.parent_id,
            name=unit.name,
            invited=len(answers.get(name, ())),
        )
        for name, unit in place.units.items()
        if name not in without
    )
    session.flush()


def _publish(
    session: Session, place: World, measurement: Measurement, answers: Mapping[str, Rows], edition: Edition
) -> None:
    tree = load_tree(session, measurement.id)
    homes = [tree.positions[place.id(team)] for team, matrix in answers.items() for _ in matrix]
    result = once(publish, np.vstack(list(answers.values())), np.array(homes), tree.units, edition.questionnaire)
    publication = Publication(
        organisation_id=place.organisation.id,
        measurement_id=measurement.id,
        published_on=measurement.closes_at.date(),
    )
    session.add(publication)
    session.flush()
    for table, frame in ((PublishedUnit, result.units), (PublishedCell, result.cells)):
        insert_published(session, table, frame, publication, tree)
