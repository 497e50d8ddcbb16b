"""Who may see how well a questionnaire measured."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session

from app.keys import KeyStore
from app.models import Organisation, User
from tests import factories
from tests.app import cast
from tests.app.quality.conftest import address
from tests.app.results.factories import Closed
from tests.conftest import NOW


def test_who_is_not_signed_in_is_asked_to_sign_in(client: TestClient, sample: Closed) -> None:
    assert client.get(address(sample)).status_code == 401


def test_a_stranger_finds_nothing(client: TestClient, session: Session, sample: Closed) -> None:
    cast.sign_in(client, session, cast.stranger(session))

    assert client.get(address(sample)).status_code == 404


@pytest.mark.parametrize("who", [cast.hr, cast.consultant], ids=["hr", "consultant"])
def test_hr_and_a_consultant_find_the_way_from_the_measurement_and_from_its_result(
    client: TestClient, session: Session, sample: Closed, who: Callable[[Session, Organisation], User]
) -> None:
    cast.sign_in(client, session, who(session, sample.organisation))
    link = f'href="{address(sample)}"'

    assert client.get(address(sample)).status_code == 200
    assert link in client.get(f"/measurements/{sample.measurement.id}").text
    assert link in client.get(sample.address("Waterland")).text
    assert link not in client.get(sample.address("Noord")).text


def test_an_unknown_measurement_is_not_found(client: TestClient, session: Session, sample: Closed) -> None:
    cast.sign_in(client, session, cast.hr(session, sample.organisation))

    assert client.get(f"/measurements/{uuid4()}/quality").status_code == 404


def test_an_open_measurement_has_no_such_page_yet(client: TestClient, session: Session, keys: KeyStore) -> None:
    owner = factories.organisation(session)
    measurement = factories.measurement(session, keys, owner, now=NOW)
    cast.sign_in(client, session, cast.hr(session, owner))

    response = client.get(f"/measurements/{measurement.id}/quality", headers={"accept-language": "nl"})

    assert response.status_code == 404
    assert "Er is (nog) geen uitslag" in response.text
