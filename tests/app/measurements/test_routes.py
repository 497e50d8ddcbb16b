import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session

from app.keys import KeyStore
from app.models import Measurement, MeasurementStatus, Obstacle, Organisation
from app.publishing.participation import count_participation
from app.publishing.progress import note
from tests import factories
from tests.app import cast
from tests.app.publishing.test_closing import hand_in
from tests.conftest import NOW


def opened(session: Session, keys: KeyStore) -> Measurement:
    made = factories.measurement(session, keys, factories.organisation(session), now=NOW)
    session.commit()
    return made


def organisation_of(session: Session, measurement: Measurement) -> Organisation:
    return session.get_one(Organisation, measurement.organisation_id)


def test_hr_sees_the_measurements_of_the_organisation(client: TestClient, session: Session, keys: KeyStore) -> None:
    measurement = opened(session, keys)
    cast.sign_in(client, session, cast.hr(session, organisation_of(session, measurement)))

    page = client.get(f"/organisations/{measurement.organisation_id}/measurements")

    assert page.status_code == 200
    assert "Voorjaar" in page.text
    assert "16 maart 2026" in page.text


def test_who_works_for_one_organisation_goes_straight_there(
    client: TestClient, session: Session, keys: KeyStore
) -> None:
    measurement = opened(session, keys)
    cast.sign_in(client, session, cast.hr(session, organisation_of(session, measurement)))

    assert client.get("/organisations").headers["location"].endswith(f"{measurement.organisation_id}/measurements")


def test_participation_shows_only_what_may_be_shown(client: TestClient, session: Session, keys: KeyStore) -> None:
    measurement = opened(session, keys)
    hand_in(session, measurement, limit=7)
    count_participation(session, now=NOW)
    cast.sign_in(client, session, cast.consultant(session, organisation_of(session, measurement)))

    text = client.get(f"/measurements/{measurement.id}").text

    assert text.count("Niet getoond om herkenbaarheid te voorkomen") == 2
    assert "39\N{NO-BREAK SPACE}%" in text  # 7 of 18
    assert "Meting nu sluiten" not in text  # a consultant does not close


def test_strangers_find_nothing_and_nobody_is_asked_to_sign_in(
    client: TestClient, session: Session, keys: KeyStore
) -> None:
    measurement = opened(session, keys)
    addresses = [
        f"/measurements/{measurement.id}",
        f"/measurements/{measurement.id}/close",
        f"/organisations/{measurement.organisation_id}/measurements",
    ]

    assert [client.get(address).status_code for address in addresses] == [401, 401, 401]
    cast.sign_in(client, session, cast.stranger(session))
    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]


@pytest.mark.parametrize("obstacle", [Obstacle.KEY, Obstacle.ENVELOPES])
def test_where_something_is_in_the_way_no_result_by_itself_is_promised(
    client: TestClient, session: Session, keys: KeyStore, obstacle: Obstacle
) -> None:
    measurement = opened(session, keys)
    cast.sign_in(client, session, cast.hr(session, organisation_of(session, measurement)))
    address = f"/measurements/{measurement.id}"
    assert "daarna komt de uitslag vanzelf" in client.get(address).text

    note(session, measurement.id, obstacle, now=NOW)
    session.commit()

    page = client.get(address).text
    assert "We kunnen de uitslag nog niet maken" in page
    assert "daarna komt de uitslag vanzelf" not in page


def test_hr_closes_a_measurement(client: TestClient, session: Session, keys: KeyStore) -> None:
    measurement = opened(session, keys)
    hand_in(session, measurement)
    cast.sign_in(client, session, cast.hr(session, organisation_of(session, measurement)))
    address = f"/measurements/{measurement.id}/close"

    response = client.post(address, data={"csrf": cast.token(client, address)})

    assert response.headers["location"] == f"/measurements/{measurement.id}"
    session.expire_all()
    assert session.get_one(Measurement, measurement.id).status is MeasurementStatus.CLOSED
    page = client.get(f"/measurements/{measurement.id}").text
    assert "Lees de uitslag" in page
    assert "wordt vernietigd op 9 maart 2026" in page
    assert client.get(address).status_code == 409


def test_a_consultant_cannot_close(client: TestClient, session: Session, keys: KeyStore) -> None:
    measurement = opened(session, keys)
    hand_in(session, measurement)
    user = cast.consultant(session, organisation_of(session, measurement))
    cast.sign_in(client, session, user)
    csrf = cast.token(client, f"/measurements/{measurement.id}")

    assert client.post(f"/measurements/{measurement.id}/close", data={"csrf": csrf}).status_code == 404


def test_closing_with_too_few_answers_explains_and_offers_the_way_out(
    client: TestClient, session: Session, keys: KeyStore
) -> None:
    measurement = opened(session, keys)
    hand_in(session, measurement, limit=3)
    cast.sign_in(client, session, cast.hr(session, organisation_of(session, measurement)))
    address = f"/measurements/{measurement.id}/close"
    csrf = cast.token(client, address)

    refused = client.post(address, data={"csrf": csrf})

    assert refused.status_code == 409
    assert "Te weinig" in refused.text or "te weinig" in refused.text
    session.expire_all()
    assert session.get_one(Measurement, measurement.id).status is MeasurementStatus.OPEN
    session.commit()
    assert client.post(address, data={"csrf": csrf, "without_result": "yes"}).status_code == 303
    assert "geen uitslag" in client.get(f"/measurements/{measurement.id}").text


def test_a_form_without_token_or_from_elsewhere_changes_nothing(
    client: TestClient, session: Session, keys: KeyStore
) -> None:
    measurement = opened(session, keys)
    hand_in(session, measurement)
    cast.sign_in(client, session, cast.hr(session, organisation_of(session, measurement)))
    address = f"/measurements/{measurement.id}/close"
    csrf = cast.token(client, address)

    without = client.post(address)
    foreign = client.post(address, data={"csrf": csrf}, headers={"origin": "https://elders.example"})
    embedded = client.post(address, data={"csrf": csrf}, headers={"sec-fetch-site": "cross-site"})

    assert [without.status_code, foreign.status_code, embedded.status_code] == [403, 403, 403]
    session.expire_all()
    assert session.get_one(Measurement, measurement.id).status is MeasurementStatus.OPEN
