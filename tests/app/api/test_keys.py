"""Keys: made once, shown once, and worth nothing as soon as they should not be."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import Session, col, delete, select

from app.api import keys
from app.api.forms import read_key_form
from app.config import Settings
from app.models import Action, ApiKey, AuditEntry, Membership, Role
from app.secrets import hashed
from tests import factories
from tests.app import cast
from tests.app.api.conftest import MakeKey, bearing
from tests.app.results.conftest import SignIn
from tests.app.results.factories import Closed
from tests.app.results.page import words
from tests.conftest import NOW, database_url

__all__ = ["database_url"]  # keys are stored: on both databases

ORGANISATIONS = "/api/v1/organisations"


def page(sample: Closed) -> str:
    return f"/organisations/{sample.organisation.id}/api"


def press(client: TestClient, sample: Closed, **fields: str) -> str:
    """Make a key on the page, and give what the page says then."""
    token = cast.token(client, page(sample))
    return client.post(page(sample), data={"csrf": token, **fields}).text


def stored(engine: Engine) -> list[ApiKey]:
    with Session(engine) as session:
        return list(session.exec(select(ApiKey)))


def test_a_key_is_made_on_the_page_and_shown_once(hr: TestClient, sample: Closed, engine: Engine) -> None:
    shown = press(hr, sample, name=" Power  BI ", days="90")
    key = shown.split("<code>bouwsteen_")[1].split("</code>")[0]

    (row,) = stored(engine)
    assert (row.name, row.expires_on) == ("Power BI", NOW.date() + timedelta(days=90))
    assert key not in hr.get(page(sample)).text
    assert hr.get(ORGANISATIONS, headers=bearing(f"bouwsteen_{key}")).json()[0]["name"] == "Waterland"
    assert key.encode() not in row.key_hash


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"name": "", "days": "30"}, "Geef de sleutel een naam"),
        ({"name": "x" * 61, "days": "30"}, "Geef de sleutel een naam"),
        ({"name": "x", "days": "366"}, "Kies hoelang"),
        ({"name": "x", "days": "\N{SUPERSCRIPT TWO}"}, "Kies hoelang"),
        ({"name": "x"}, "Kies hoelang"),
    ],
)
def test_what_is_missing_is_asked_for(
    hr: TestClient, sample: Closed, engine: Engine, fields: dict[str, str], message: str
) -> None:
    assert message in words(press(hr, sample, **fields))
    assert stored(engine) == []


def test_there_is_an_end_to_the_number_of_keys(
    hr: TestClient, sample: Closed, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "MOST", 1)
    press(hr, sample, name="een", days="30")

    assert "Trek er eerst een in" in words(press(hr, sample, name="twee", days="30"))
    assert [row.name for row in stored(engine)] == ["een"]


def test_making_and_revoking_are_in_the_log(hr: TestClient, sample: Closed, engine: Engine) -> None:
    press(hr, sample, name="Rapport", days="30")
    (row,) = stored(engine)
    token = cast.token(hr, page(sample))
    hr.post(f"{page(sample)}/keys/{row.id}/revoke", data={"csrf": token})

    with Session(engine) as session:
        entries = session.exec(
            select(AuditEntry).where(col(AuditEntry.action).in_([Action.MAKE_KEY, Action.REVOKE_KEY]))
        )
        found = [(entry.action, entry.details["key"]) for entry in entries]
    assert found == [(Action.MAKE_KEY, "Rapport"), (Action.REVOKE_KEY, "Rapport")]
    log = words(hr.get(f"/organisations/{sample.organisation.id}/audit").text)
    assert "trok een sleutel voor de API in Rapport" in log
    assert stored(engine) == []


def test_a_revoked_key_is_worth_nothing(
    client: TestClient, sample: Closed, make_key: MakeKey, session: Session
) -> None:
    key = make_key(sample.organisation)
    assert client.get(ORGANISATIONS, headers=bearing(key)).status_code == 200

    session.exec(delete(ApiKey))
    session.commit()

    assert client.get(ORGANISATIONS, headers=bearing(key)).status_code == 401


def test_a_key_ends_after_its_last_day(
    client: TestClient, sample: Closed, make_key: MakeKey, settings: Settings
) -> None:
    key = make_key(sample.organisation, days=30)
    assert settings.clock_file is not None

    settings.clock_file.write_text("30")
    assert client.get(ORGANISATIONS, headers=bearing(key)).status_code == 200
    settings.clock_file.write_text("31")
    assert client.get(ORGANISATIONS, headers=bearing(key)).status_code == 401


def test_a_key_ends_when_its_maker_leaves(
    client: TestClient, sample: Closed, make_key: MakeKey, session: Session
) -> None:
    key = make_key(sample.organisation)

    session.exec(delete(Membership).where(col(Membership.role) == Role.CONSULTANT))
    session.commit()

    assert client.get(ORGANISATIONS, headers=bearing(key)).status_code == 401


def test_the_day_of_the_last_use_is_noted_once_a_day(
    client: TestClient, sample: Closed, make_key: MakeKey, engine: Engine, settings: Settings
) -> None:
    key = make_key(sample.organisation)
    assert stored(engine)[0].last_used_on is None

    client.get(ORGANISATIONS, headers=bearing(key))
    assert stored(engine)[0].last_used_on == NOW.date()
    assert settings.clock_file is not None
    settings.clock_file.write_text("1")
    client.get(ORGANISATIONS, headers=bearing(key))
    assert stored(engine)[0].last_used_on == NOW.date() + timedelta(days=1)


@pytest.mark.parametrize(
    "sent", ["Bearer nothing", "Bearer", "Basic eDp5", "", "Bearer \N{EURO SIGN}", "Bearer " + "A" * 43]
)
def test_a_wrong_key_is_refused_even_beside_a_login(hr: TestClient, sent: str) -> None:
    response = hr.get(ORGANISATIONS, headers={b"authorization": sent.encode()})

    assert response.status_code == 401
    assert response.headers["www-authenticate"].startswith("Bearer")
    assert response.headers["content-type"] == "application/problem+json"
    assert "valid" in response.json()["detail"]


def test_nobody_is_told_to_send_a_key(client: TestClient) -> None:
    response = client.get(ORGANISATIONS)

    assert response.status_code == 401
    assert "Send a key" in response.json()["detail"]


def test_wrong_keys_are_limited_and_right_ones_go_on(client: TestClient, sample: Closed, make_key: MakeKey) -> None:
    key = make_key(sample.organisation)
    statuses = [client.get(ORGANISATIONS, headers=bearing("x")).status_code for _ in range(12)]

    assert statuses == [401] * 10 + [429] * 2
    assert client.get(ORGANISATIONS, headers=bearing(key)).status_code == 200
    assert client.post("/code", data={"code": "AAAA-AAAA"}).status_code != 429


def test_a_key_opens_one_organisation(client: TestClient, session: Session, sample: Closed, make_key: MakeKey) -> None:
    other = factories.organisation(session, name="Elders")
    key = make_key(other)

    assert [row["name"] for row in client.get(ORGANISATIONS, headers=bearing(key)).json()] == ["Elders"]
    for path in ("", "/units", "/cells", "/measures", "/breakdowns"):
        assert (
            client.get(f"/api/v1/measurements/{sample.measurement.id}{path}", headers=bearing(key)).status_code == 404
        )


def test_a_stranger_cannot_see_make_or_revoke(
    session: Session, sample: Closed, sign_in: SignIn, make_key: MakeKey, engine: Engine
) -> None:
    make_key(sample.organisation)
    (row,) = stored(engine)
    owner = factories.organisation(session, name="Elders")
    stranger = sign_in(owner, Role.HR)
    own = cast.token(stranger, f"/organisations/{owner.id}/api")

    assert stranger.get(page(sample)).status_code == 404
    assert stranger.post(page(sample), data={"csrf": own, "name": "x", "days": "30"}).status_code == 404
    for place in (page(sample), f"/organisations/{owner.id}/api"):
        assert stranger.post(f"{place}/keys/{row.id}/revoke", data={"csrf": own}).status_code == 404
    assert [each.id for each in stored(engine)] == [row.id]


def test_who_is_not_signed_in_makes_no_key(client: TestClient, sample: Closed) -> None:
    assert client.get(page(sample)).status_code == 401
    assert client.post(page(sample), data={"name": "x", "days": "30"}).status_code == 401


def test_only_the_hash_is_stored(sample: Closed, make_key: MakeKey, engine: Engine) -> None:
    key = make_key(sample.organisation)

    (row,) = stored(engine)
    assert row.key_hash != hashed(key.encode())
    assert len(row.key_hash) == 32


def test_a_name_is_kept_in_one_line() -> None:
    assert read_key_form({"name": " a\n\tb\x00 "}).name == "a b"
