"""What was promised at launch cannot be changed, nor a tree measured that is none: the database itself refuses."""

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select

from app.keys import KeyStore
from app.models import MeasuredUnit, Measurement, Unit
from tests import factories
from tests.conftest import NOW


@pytest.fixture
def launched(session: Session, keys: KeyStore) -> Measurement:
    """Give an open measurement."""
    made = factories.measurement(session, keys, factories.organisation(session), now=NOW)
    session.commit()
    return made


@pytest.mark.parametrize(
    "change",
    [
        "minimum_scores = 6",
        "minimum_statements = 12",
        "key_days = 90",
        "threshold = 3.0",
        "relevant_change = 0.1",
        "public_key = NULL",
        "opened_at = NULL",
    ],
)
@pytest.mark.usefixtures("launched")
def test_a_promise_stands(engine: Engine, change: str) -> None:
    with engine.begin() as connection, pytest.raises(DBAPIError, match="promised at launch"):
        connection.execute(text(f"UPDATE measurement SET {change}"))


@pytest.mark.parametrize("statement", ["UPDATE edition SET source = '{}'", "UPDATE measured_unit SET invited = 0"])
@pytest.mark.usefixtures("launched")
def test_what_was_frozen_stays(engine: Engine, statement: str) -> None:
    with engine.begin() as connection, pytest.raises(DBAPIError, match="is frozen"):
        connection.execute(text(statement))


@pytest.mark.parametrize("low", ["minimum_scores = 4", "minimum_statements = 9", "minimum_scores = 11"])
def test_a_floor_holds_before_launch_too(engine: Engine, session: Session, launched: Measurement, low: str) -> None:
    draft(session, launched)
    session.commit()

    with engine.begin() as connection, pytest.raises(DBAPIError, match="may not be smaller"):
        connection.execute(text(f"UPDATE measurement SET {low} WHERE status = 'draft'"))


def test_nothing_below_the_floor_is_taken_in(session: Session, launched: Measurement) -> None:
    with pytest.raises(DBAPIError, match="may not be smaller"):
        draft(session, launched, minimum_scores=3)


def draft(session: Session, launched: Measurement, *, minimum_scores: int = 5) -> None:
    """Store a measurement that was not launched yet."""
    session.add(
        Measurement(
            organisation_id=launched.organisation_id,
            edition_id=launched.edition_id,
            name="In voorbereiding",
            closes_at=launched.closes_at,
            minimum_scores=minimum_scores,
        )
    )
    session.flush()


def test_what_was_not_promised_may_change(engine: Engine, launched: Measurement) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE measurement SET name = 'Anders', closes_at = closes_at"))
    assert launched.id


def test_units_in_a_circle_are_refused_by_name(session: Session, keys: KeyStore) -> None:
    owner = factories.organisation(session)
    north, south = (session.exec(select(Unit).where(Unit.name == name)).one() for name in ("Noord", "Zuid"))
    north.parent_id, south.parent_id = south.id, north.id
    session.commit()

    with pytest.raises(ValueError, match="do not hang on the organisation: Noord, Zuid"):
        factories.measurement(session, keys, owner, now=NOW)
    session.rollback()
    assert session.exec(select(MeasuredUnit)).all() == []


def test_a_unit_that_hangs_on_another_organisation_is_refused(session: Session, keys: KeyStore) -> None:
    owner, other = factories.organisation(session), factories.organisation(session, name="Elders")
    foreign = session.exec(select(Unit).where(Unit.name == "Elders")).one()
    factories.unit(session, owner, name="Los", parent=foreign)
    session.commit()

    with pytest.raises(ValueError, match="do not hang on the organisation: Los"):
        factories.measurement(session, keys, owner, now=NOW)
    assert other.id


def test_two_units_around_all_others_are_refused(session: Session, keys: KeyStore) -> None:
    owner = factories.organisation(session)
    factories.unit(session, owner, name="Nog een")

    with pytest.raises(ValueError, match="one unit around all others, not 2"):
        factories.measurement(session, keys, owner, now=NOW)
