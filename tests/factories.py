"""Make one valid object with as little said as possible."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlmodel import Session

from app.keys import KeyStore
from app.measurements.launch import Plan, launch
from app.models import Measurement, Organisation, Person, Unit
from surveys.catalogue import customer_focus


def organisation(session: Session, *, teams: Mapping[str, int] | None = None, **fields: Any) -> Organisation:
    """Store an organisation with one department and teams of so many people, by name of the team."""
    made = Organisation(**{"name": "Waterland"} | fields)
    session.add(made)
    session.flush()
    root = unit(session, made, name=made.name)
    department = unit(session, made, name="Klantcontact", parent=root)
    for name, people in (teams or {"Noord": 6, "Zuid": 12}).items():
        team = unit(session, made, name=name, parent=department)
        for _ in range(people):
            person(session, team)
    session.flush()
    return made


def unit(session: Session, owner: Organisation, *, name: str, parent: Unit | None = None) -> Unit:
    """Store a unit."""
    made = Unit(organisation_id=owner.id, name=name, parent_id=parent.id if parent else None)
    session.add(made)
    session.flush()
    return made


def person(session: Session, place: Unit) -> Person:
    """Store somebody who rates this unit."""
    made = Person(organisation_id=place.organisation_id, unit_id=place.id, email=f"{uuid4().hex}@example.org")
    session.add(made)
    return made


def measurement(session: Session, keys: KeyStore, owner: Organisation, *, now: datetime, **plan: Any) -> Measurement:
    """Launch a measurement for everybody in the organisation; it closes after two weeks."""
    chosen: dict[str, Any] = {"name": "Voorjaar", "closes_at": now + timedelta(days=14)} | plan
    return launch(session, keys, owner, customer_focus(), Plan(**chosen), now=now)
