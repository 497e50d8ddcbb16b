"""A synthetic measurement of any size, for load tests and benchmarks."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import numpy as np
from numpy.random import Generator
from sqlmodel import Session

from app.config import Settings
from app.db import make_engine
from app.demonstration.population import Resident, add_unit, open_respondents, respond, settle
from app.demonstration.simulation import Profile
from app.keys import KeyStore
from app.measurements.launch import Plan, launch, personal_links
from app.migrating import upgrade
from app.models import Organisation
from surveys.catalogue import customer_focus

NAME = "Belastingproef (verzonnen)"
TEAMS_IN_DEPARTMENT = 10
BETWEEN_TEAMS = 0.4


def simulate(chosen: Settings, *, people: int, teams: int, answered: bool) -> tuple[UUID, list[str]]:
    """Make an open measurement in a new synthetic organisation; give its id and its personal links.

    With `answered`, everybody has answered and the links are used.
    """
    engine, keys = make_engine(chosen.database_url), KeyStore(chosen.keys_dir)
    keys.prepare()
    upgrade(engine)
    rng = np.random.default_rng()
    with Session(engine, expire_on_commit=False) as session, session.begin():
        owner = Organisation(name=NAME, synthetic=True)
        session.add(owner)
        session.flush()
        profiles, residents = _settle(session, rng, owner, people=people, teams=teams)
        now = datetime.now(UTC)
        plan = Plan(name=NAME, closes_at=now + timedelta(days=14), key_days=chosen.key_days)
        measurement = launch(session, keys, owner, customer_focus(), plan, now=now)
        links = personal_links(session, keys, measurement, base_url=chosen.base_url)
        if answered:
            respond(session, rng, open_respondents(session, keys, measurement), residents, profiles)
    engine.dispose()
    return measurement.id, links


def _settle(
    session: Session, rng: Generator, owner: Organisation, *, people: int, teams: int
) -> tuple[dict[str, Profile], dict[UUID, Resident]]:
    """Spread people over teams as evenly as they go, and teams over departments of ten."""
    root = department = add_unit(session, owner, NAME, parent=None)
    profiles: dict[str, Profile] = {}
    residents: dict[UUID, Resident] = {}
    for number in range(teams):
        if number % TEAMS_IN_DEPARTMENT == 0:
            department = add_unit(session, owner, f"Afdeling {number // TEAMS_IN_DEPARTMENT + 1}", parent=root)
        unit = add_unit(session, owner, f"Team {number + 1}", parent=department)
        profiles[unit.name] = Profile(rng.normal(3.5, BETWEEN_TEAMS))
        size = people // teams + (number < people % teams)
        residents |= settle(session, rng, unit, profiles[unit.name], people=size)
    return profiles, residents
