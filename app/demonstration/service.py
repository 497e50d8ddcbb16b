"""The demonstration: a synthetic organisation with two closed measurements and an open one, and one of many teams."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import numpy as np
from numpy.random import Generator
from sqlmodel import Session, select

from app.accounts import service as accounts
from app.answering.respondents import Respondent
from app.audit_log import COMMAND, DAILY_WORK
from app.clock import Clock
from app.config import Settings
from app.db import make_engine, make_room
from app.demonstration import many_teams, scenario
from app.demonstration.population import Resident, add_unit, open_respondents, respond, settle
from app.demonstration.scenario import Departments, Team
from app.demonstration.simulation import Profile, make_person
from app.keys import KeyStore
from app.measurements.launch import Plan, launch, personal_links
from app.migrating import upgrade
from app.models import Measurement, MeasurementStatus, Organisation, Role, User
from app.publishing import service as publishing
from app.publishing.finishing import Means, finish, means_of
from app.publishing.participation import count_participation
from surveys.catalogue import customer_focus

SEED = 20260302
HR = "hr@example.org"
CONSULTANT = "adviseur@example.org"
PERIOD = timedelta(days=14)
SHARE_AT_FIRST = 0.4  # of the open measurement, when the demonstration begins
ANSWERS_A_DAY = 9


@dataclass(frozen=True)
class Wave:
    """One measurement of the demonstration: when it opened, and who of the people answered."""

    name: str
    opened: timedelta
    """How long ago."""
    profiles: Mapping[str, Profile]
    answers: Callable[[Resident], bool]
    closes: bool


@dataclass(frozen=True)
class Life:
    """An organisation, who is in it, and the measurements that it lives through."""

    organisation: str
    departments: Departments
    waves: Sequence[Wave]


@dataclass(frozen=True)
class Town:
    """The synthetic organisation while it is being made."""

    session: Session
    means: Means
    rng: Generator
    owner: Organisation
    residents: Mapping[UUID, Resident]
    key_days: int


def settings(folder: Path, *, host: str, port: int) -> Settings:
    """Give the settings of the demonstration: everything it writes lies in one folder."""
    return Settings(
        database_url=f"sqlite:///{folder}/database/demo.db",
        keys_dir=folder / "keys",
        backup_dir=folder / "backups",
        base_url=f"http://{host}:{port}",
        demo=True,
        clock_file=folder / "days-ahead",
    )


def prepare(chosen: Settings, folder: Path, *, fresh: bool) -> bool:
    """Make the demonstration unless it is there already; say whether it was made."""
    done = folder / "database" / "ready"
    if done.exists() and not fresh:
        _bring_up_to_date(chosen)
        return False
    shutil.rmtree(folder, ignore_errors=True)
    build(chosen)
    done.touch()
    return True


def build(chosen: Settings, *, many: bool = True) -> None:
    """Make the whole demonstration in an empty database; without `many`, the organisation of many teams is left out."""
    make_room(chosen.database_url)
    engine, now = make_engine(chosen.database_url), Clock(chosen.clock_file).now()
    means = means_of(chosen, engine)
    means.keys.prepare()
    upgrade(engine)
    with Session(engine, expire_on_commit=False) as session:
        for life in _lives() if many else _lives()[:1]:
            _live(session, means, life, key_days=chosen.key_days, now=now)
        count_participation(session, now=now)
        session.commit()
    engine.dispose()


def _live(session: Session, means: Means, life: Life, *, key_days: int, now: datetime) -> None:
    """Make an organisation with its people, and let it live through its measurements."""
    rng = np.random.default_rng(SEED)
    owner = Organisation(name=life.organisation, synthetic=True)
    session.add(owner)
    session.flush()
    residents = _people(session, rng, owner, life.departments)
    _users(session, owner, now=_morning(now - life.waves[0].opened))
    town = Town(session, means, rng, owner, residents, key_days)
    for wave in life.waves:
        _measure(town, wave, opened=_morning(now - wave.opened))


def _bring_up_to_date(chosen: Settings) -> None:
    engine = make_engine(chosen.database_url)
    upgrade(engine)
    engine.dispose()


def user(session: Session, email: str) -> User:
    """Find the demonstration's own HR adviser or consultant."""
    return session.exec(select(User).where(User.email == email)).one()


def organisation(session: Session) -> Organisation:
    """Find the demonstration's organisation."""
    return session.exec(select(Organisation).where(Organisation.name == scenario.ORGANISATION)).one()


def spare_link(session: Session, keys: KeyStore) -> str | None:
    """Give the personal link of somebody who has not answered yet; None when everybody has."""
    measurement = _open_measurement(session)
    links = personal_links(session, keys, measurement, base_url="") if measurement else []
    return str(np.random.default_rng().choice(links)) if links else None


def pass_a_day(session: Session, keys: KeyStore, clock: Clock) -> None:
    """Let some people answer, go to the next day, and count."""
    measurement = _open_measurement(session)
    rng = np.random.default_rng()
    if measurement:
        today = _some(rng, open_respondents(session, keys, measurement), ANSWERS_A_DAY)
        profiles = _profiles(scenario.DEPARTMENTS, 2)
        residents = {
            each.invitation.person_id: Resident(make_person(rng, profiles[each.unit], place=1), each.unit, 1)
            for each in today
        }
        respond(session, rng, today, residents, profiles)
    clock.next_day()
    count_participation(session, now=clock.now())


def _open_measurement(session: Session) -> Measurement | None:
    return session.exec(select(Measurement).where(Measurement.status == MeasurementStatus.OPEN)).first()


def _some(rng: Generator, respondents: Sequence[Respondent], count: int) -> list[Respondent]:
    """Choose a few, but always leave somebody for the employee's door."""
    chosen = rng.permutation(len(respondents))[: min(count, len(respondents) - 1)]
    return [respondents[place] for place in chosen]


def _people(session: Session, rng: Generator, owner: Organisation, departments: Departments) -> dict[UUID, Resident]:
    root = add_unit(session, owner, owner.name, parent=None)
    residents: dict[UUID, Resident] = {}
    for name, teams in departments.items():
        department = add_unit(session, owner, name, parent=root)
        for team in teams:
            unit = add_unit(session, owner, team.name, parent=department)
            residents |= settle(session, rng, unit, team.profile, people=team.people)
    return residents


def _users(session: Session, owner: Organisation, *, now: datetime) -> None:
    for role, email, name in ((Role.HR, HR, "HR-adviseur"), (Role.CONSULTANT, CONSULTANT, "Adviseur")):
        accounts.grant(session, owner, role, email=email, name=f"{name} (verzonnen)", by=COMMAND, now=now)


def _teams(departments: Departments) -> dict[str, Team]:
    return {team.name: team for teams in departments.values() for team in teams}


def _profiles(departments: Departments, wave: int) -> dict[str, Profile]:
    return {name: team.profiles()[wave] for name, team in _teams(departments).items()}


def _takes_part(departments: Departments) -> Callable[[Resident], bool]:
    teams = _teams(departments)
    return lambda resident: resident.place < teams[resident.unit].people - teams[resident.unit].silent


def _lives() -> tuple[Life, ...]:
    small, large = scenario.DEPARTMENTS, many_teams.DEPARTMENTS
    one = Wave(many_teams.MEASUREMENT, timedelta(days=45), _profiles(large, 0), _takes_part(large), closes=True)
    return Life(scenario.ORGANISATION, small, _waves(small)), Life(many_teams.ORGANISATION, large, [one])


def _waves(departments: Departments) -> list[Wave]:
    teams, takes_part = _teams(departments), _takes_part(departments)

    def early(resident: Resident) -> bool:
        return resident.place < teams[resident.unit].people * SHARE_AT_FIRST

    first, second, third = scenario.MEASUREMENTS
    return [
        Wave(first, timedelta(days=214), _profiles(departments, 0), takes_part, closes=True),
        Wave(second, timedelta(days=30), _profiles(departments, 1), takes_part, closes=True),
        Wave(third, timedelta(days=3), _profiles(departments, 2), early, closes=False),
    ]


def _morning(moment: datetime) -> datetime:
    return moment.replace(hour=8, minute=0, second=0, microsecond=0)


def _measure(town: Town, wave: Wave, *, opened: datetime) -> None:
    plan = Plan(name=wave.name, closes_at=opened + PERIOD, key_days=town.key_days)
    session, keys = town.session, town.means.keys
    measurement = launch(session, keys, town.owner, customer_focus(), plan, now=opened, by=HR)
    session.flush()
    everybody = open_respondents(session, keys, measurement)
    answering = [each for each in everybody if wave.answers(town.residents[each.invitation.person_id])]
    respond(session, town.rng, answering, town.residents, wave.profiles)
    if wave.closes:
        publishing.close(session, keys, measurement.id, now=measurement.ends_at, by=DAILY_WORK)
    session.commit()
    if wave.closes:
        finish(town.means, measurement.id, now=measurement.ends_at)
        finish(town.means, measurement.id, now=measurement.key_ends_at)
