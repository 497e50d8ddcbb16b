"""A second measurement after the first, so that there is something to compare."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import numpy as np
from sqlmodel import Session

from app.demonstration.population import Resident, open_respondents, respond
from app.demonstration.simulation import Profile, make_person
from app.keys import KeyStore
from app.measurements.launch import Plan, launch
from app.models import Measurement, Organisation
from app.publishing import service as publishing
from surveys.catalogue import customer_focus
from tests.benchmarks.installation import Installation

CHANGED = Profile(3.8)
LATER = timedelta(days=30)


def second_wave(place: Installation, first_id: UUID) -> UUID:
    """Close the first measurement, and launch, answer and close a second one for the same people."""
    keys, engine, now = KeyStore(place.settings.keys_dir), place.engine(), datetime.now(UTC)
    with Session(engine, expire_on_commit=False) as session, session.begin():
        first = publishing.close(session, keys, first_id, now=now)
        owner = session.get_one(Organisation, first.organisation_id)
        plan = Plan(name="Nameting", closes_at=now + LATER)
        second = launch(session, keys, owner, customer_focus(), plan, now=now)
        session.flush()
        _answer(session, keys, second)
        publishing.close(session, keys, second.id, now=now + LATER)
    engine.dispose()
    return second.id


def _answer(session: Session, keys: KeyStore, measurement: Measurement) -> None:
    rng = np.random.default_rng(2)
    people = open_respondents(session, keys, measurement)
    residents = {
        each.invitation.person_id: Resident(make_person(rng, CHANGED, place=1), each.unit, 1) for each in people
    }
    respond(session, rng, people, residents, dict.fromkeys((each.unit for each in people), CHANGED))
