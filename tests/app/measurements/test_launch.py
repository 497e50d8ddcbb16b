"""Launching: what is frozen, and what is stored of a personal link."""

from dataclasses import replace

import pytest
from sqlmodel import Session, select

from app.keys import KeyStore
from app.measurements.launch import personal_links, store_edition
from app.measurements.tree import load_tree
from app.models import Edition, Unit
from app.models.invitation import Invitation
from app.secrets import hashed, parsed
from surveys.catalogue import customer_focus
from tests import factories
from tests.conftest import NOW


def test_an_edition_is_stored_once(session: Session) -> None:
    first, second = store_edition(session, customer_focus()), store_edition(session, customer_focus())

    assert first.id == second.id
    assert session.exec(select(Edition)).one().digest == customer_focus().digest


def test_other_texts_need_another_version(session: Session) -> None:
    store_edition(session, customer_focus())
    reworded = replace(customer_focus(), source={**customer_focus().source, "wording": {}})

    with pytest.raises(ValueError, match="customer-focus version 1 is frozen with other texts"):
        store_edition(session, reworded)


def test_the_tree_of_a_measurement_does_not_follow_later_changes(session: Session, keys: KeyStore) -> None:
    owner = factories.organisation(session)
    measurement = factories.measurement(session, keys, owner, now=NOW)
    team = session.exec(select(Unit).where(Unit.name == "Noord")).one()
    team.name, team.parent_id = "Noordoost", session.exec(select(Unit.id).where(Unit.name == "Waterland")).one()
    factories.unit(session, owner, name="Nieuw", parent=team)
    session.flush()

    tree = load_tree(session, measurement.id)

    assert tree.names == ("Waterland", "Klantcontact", "Noord", "Zuid")
    assert tree.parents == (-1, 0, 1, 1)
    assert tree.invited == (0, 0, 6, 12)


def test_the_database_knows_only_the_hash_of_a_link(session: Session, keys: KeyStore) -> None:
    measurement = factories.measurement(session, keys, factories.organisation(session), now=NOW)
    tokens = [parsed(link.rpartition("/")[2]) for link in personal_links(session, keys, measurement, base_url="")]

    rows = session.exec(select(Invitation)).all()

    assert len(set(tokens)) == 18
    assert {row.token_hash for row in rows} == {hashed(token) for token in tokens}
    assert not any(token in repr(row.model_dump()).encode("latin-1", "ignore") for token in tokens for row in rows)
