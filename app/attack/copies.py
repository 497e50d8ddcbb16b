"""Copies of one installation with the same people and other answers, each published by the product's own closing."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from fastapi import FastAPI
from sqlmodel import Session

from app.accounts import service as accounts
from app.answering import service as answering
from app.answering.drafts import Draft
from app.answering.respondents import find
from app.attack.organisation import MOVED, NAME, NEIGHBOURS, OTHER, PLACES, SPLIT_OFF, Place, members
from app.clock import Clock
from app.config import Settings
from app.db import make_engine
from app.demonstration.population import add_unit, open_respondents
from app.keys import KeyStore
from app.measurements.launch import Plan, launch
from app.migrating import upgrade
from app.models import Measurement, Organisation, Person, Role, Unit
from app.publishing import service as publishing
from app.publishing.finishing import finish, means_of
from app.publishing.participation import count_participation
from app.secrets import written
from surveys.catalogue import customer_focus

FIRST = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
SECOND = datetime(2026, 9, 7, 8, 0, tzinfo=UTC)
PERIOD = timedelta(days=14)
NOW = SECOND + PERIOD + timedelta(hours=2)

MakeApp = Callable[[Settings, Clock], FastAPI]
Answers = Mapping[int, Draft]
ROLES = ("hr", "consultant", "neighbour")


@dataclass(frozen=True)
class Site:
    """An installation as it is before the second measurement is answered.

    Attributes
    ----------
    first_id, measurement_id
        The first measurement, which is closed, and the second.
    unit_ids
        Of every unit, by name.
    tokens
        The personal link of each member in the second measurement, by number.
    logins
        The secret of the cookie of each role.
    """

    folder: Path
    make_app: MakeApp
    first_id: UUID
    measurement_id: UUID
    unit_ids: Mapping[str, UUID]
    tokens: Mapping[int, bytes]
    logins: Mapping[str, str]

    @property
    def settings(self) -> Settings:
        """The settings of the installation that copies are made of."""
        return _settings(self.folder / "site.db", self.folder)

    @contextmanager
    def copy(self, answers: Answers, taken_back: Answers) -> Iterator["Copy"]:
        """Give a copy in which these people have handed in, others took theirs back; it is gone afterwards."""
        name = uuid4().hex  # of its own: a connection that is closed late must not meet the next copy
        file = self.folder / f"{name}.db"
        shutil.copy(self.folder / "site.db", file)
        app = self.make_app(_settings(file, self.folder), Clock(source=lambda: NOW))
        copy = Copy(self, app)
        try:
            copy.hand_in(answers, taken_back)
            yield copy
        finally:
            app.state.engine.dispose()
            for rest in self.folder.glob(f"{name}.db*"):
                rest.unlink()


@dataclass(frozen=True)
class Copy:
    """A copy of a site, and the application that serves it."""

    site: Site
    app: FastAPI

    @contextmanager
    def change(self) -> Iterator[Session]:
        """Give a session for one change."""
        with Session(self.app.state.engine, expire_on_commit=False) as session, session.begin():
            yield session

    def hand_in(self, answers: Answers, taken_back: Answers) -> None:
        """Have these people hand in, the last ones take their answers back, and count them."""
        with self.change() as session:
            _hand_in(session, self.site.tokens, {**answers, **taken_back})
            for number in taken_back:
                answering.withdraw(session, find(session.connection(), self.site.tokens[number]))
            count_participation(session, now=SECOND)

    def close(self) -> None:
        """Close the second measurement."""
        with self.change() as session:
            publishing.close(session, self.app.state.keys, self.site.measurement_id, now=NOW)


def prepare(folder: Path, make_app: MakeApp, first: Answers, others: Answers) -> Site:
    """Make the installation: two organisations, a closed measurement in each, and a second one in the first.

    Before that second one the organisation is reorganised: a team moves, and another one is split.
    """
    settings = _settings(folder / "site.db", folder)
    engine, keys = make_engine(settings.database_url), KeyStore(settings.keys_dir)
    keys.prepare()
    upgrade(engine)
    with Session(engine, expire_on_commit=False) as session, session.begin():
        owner, units, people = _settled(session, NAME, PLACES)
        before = _closed(session, keys, owner, people, first)
        other, _, neighbours = _settled(session, OTHER, NEIGHBOURS)
        beside = _closed(session, keys, other, neighbours, others)
        _reorganise(session, owner, units, people)
        second, tokens = _launched(session, keys, owner, people, "Nameting", SECOND)
        logins, unit_ids = _logins(session, owner, other), {name: unit.id for name, unit in units.items()}
    for measurement in (before, beside):
        finish(means_of(settings, engine), measurement.id, now=measurement.key_ends_at)
    engine.dispose()
    return Site(folder, make_app, before.id, second.id, unit_ids, tokens, logins)


def _settings(file: Path, folder: Path) -> Settings:
    return Settings(
        database_url=f"sqlite:///{file}",
        keys_dir=folder / "keys",
        backup_dir=folder / "backups",
        base_url="http://attack.invalid",
        operator="de aanvalsproef",
        worker="outside",
        demo=False,
        clock_file=None,
    )


def _settled(
    session: Session, name: str, places: tuple[Place, ...]
) -> tuple[Organisation, dict[str, Unit], dict[UUID, int]]:
    """Make an organisation as it is at first; give its units by name, and the number of each person by id."""
    owner = Organisation(name=name, synthetic=True)
    session.add(owner)
    session.flush()
    units: dict[str, Unit] = {}
    for place in places:
        around = MOVED.get(place.name, place.around)
        if place.name not in SPLIT_OFF:
            units[place.name] = add_unit(session, owner, place.name, parent=units[around] if around else None)
    people = {}
    for member in members(places):
        email = f"{owner.id.hex}-{member.number}@example.org"
        unit = units[SPLIT_OFF.get(member.unit, member.unit)]
        person = Person(organisation_id=owner.id, unit_id=unit.id, email=email)
        session.add(person)
        people[person.id] = member.number
    session.flush()
    return owner, units, people


def _reorganise(session: Session, owner: Organisation, units: dict[str, Unit], people: Mapping[UUID, int]) -> None:
    """Give the units and the people the places that they have in the second measurement."""
    around = {place.name: place.around for place in PLACES}
    for name in SPLIT_OFF:
        units[name] = add_unit(session, owner, name, parent=units[str(around[name])])
    for name in MOVED:
        units[name].parent_id = units[str(around[name])].id
    for person_id, number in people.items():
        session.get_one(Person, person_id).unit_id = units[members()[number].unit].id
    session.flush()


def _launched(
    session: Session, keys: KeyStore, owner: Organisation, people: Mapping[UUID, int], name: str, opened: datetime
) -> tuple[Measurement, dict[int, bytes]]:
    plan = Plan(name=name, closes_at=opened + PERIOD)
    measurement = launch(session, keys, owner, customer_focus(), plan, now=opened)
    session.flush()
    everybody = open_respondents(session, keys, measurement)
    return measurement, {people[each.invitation.person_id]: each.token for each in everybody}


def _closed(
    session: Session, keys: KeyStore, owner: Organisation, people: Mapping[UUID, int], answers: Answers
) -> Measurement:
    """Do a whole measurement, up to its result."""
    measurement, tokens = _launched(session, keys, owner, people, "Voormeting", FIRST)
    _hand_in(session, tokens, answers)
    publishing.close(session, keys, measurement.id, now=measurement.ends_at)
    return measurement


def _hand_in(session: Session, tokens: Mapping[int, bytes], answers: Answers) -> None:
    for number, draft in answers.items():
        answering.hand_in(session, find(session.connection(), tokens[number]), draft)


def _logins(session: Session, owner: Organisation, other: Organisation) -> dict[str, str]:
    """Sign in HR and a consultant of the organisation, and HR of the other one."""
    places = zip(ROLES, (owner, owner, other), (Role.HR, Role.CONSULTANT, Role.HR), strict=True)
    users = {
        name: accounts.add_user(session, place, role, email=f"{name}@example.org", name=f"{name} (verzonnen)")
        for name, place, role in places
    }
    return {name: written(accounts.log_in(session, user.id, now=NOW)) for name, user in users.items()}
