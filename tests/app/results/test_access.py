"""Who may see results."""

from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session

from app.keys import KeyStore
from app.models import Role
from tests import factories
from tests.app.results.conftest import SignIn
from tests.app.results.factories import Closed, closed
from tests.conftest import NOW


@pytest.fixture(params=["unit", "cell"])
def address(request: pytest.FixtureRequest, sample: Closed) -> str:
    """Give every kind of address in turn."""
    addresses = {
        "unit": sample.address("Noord"),
        "cell": sample.address("Noord", "insight_values"),
    }
    return addresses[request.param]


def test_who_is_not_signed_in_is_asked_to_sign_in(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 401


def test_a_stranger_finds_nothing(stranger: TestClient, address: str) -> None:
    assert stranger.get(address).status_code == 404


def test_a_consultant_reads_along(consultant: TestClient, address: str) -> None:
    assert consultant.get(address, follow_redirects=True).status_code == 200


def test_a_unit_that_is_not_in_the_measurement_is_not_found(hr: TestClient, sample: Closed) -> None:
    assert hr.get(f"/measurements/{sample.measurement.id}/units/{uuid4()}").status_code == 404


@pytest.mark.parametrize(
    "under", ["units/{nobody}", "units/nonsense", "units/{unit}/cells/nothing", "units/{unit}/teams?order=nonsense"]
)
def test_an_address_with_nonsense_leads_back_to_the_measurement(hr: TestClient, sample: Closed, under: str) -> None:
    base = f"/measurements/{sample.measurement.id}"

    response = hr.get(f"{base}/{under.format(nobody=uuid4(), unit=sample.units['Klantcontact'])}")

    assert response.status_code == 404
    assert f'href="{base}/units"' in response.text
    assert f'<a href="{base}">Naar {sample.measurement.name}</a>' in response.text


def test_a_stranger_is_told_no_name(stranger: TestClient, sample: Closed) -> None:
    response = stranger.get(f"/measurements/{sample.measurement.id}/units/nonsense")

    assert response.status_code == 404
    assert sample.measurement.name not in response.text


def test_a_unit_of_another_measurement_is_not_found(
    session: Session, keys: KeyStore, hr: TestClient, sample: Closed
) -> None:
    other = closed(session, keys, {"A": {"B": 9}}, name="Elders")
    session.commit()

    assert hr.get(f"/measurements/{sample.measurement.id}/units/{other.units['B']}").status_code == 404


@pytest.mark.parametrize("code", ["nothing", "enthusiasm_own", "recommend_employer", "overall", "values"])
def test_only_statements_of_the_grid_have_a_page(hr: TestClient, sample: Closed, code: str) -> None:
    assert hr.get(sample.address("Noord", code)).status_code == 404


@pytest.mark.parametrize("under", ["results", "units/{unit}", "units/{unit}/cells/insight_values"])
def test_an_open_measurement_has_no_result_yet(session: Session, keys: KeyStore, sign_in: SignIn, under: str) -> None:
    owner = factories.organisation(session)
    measurement = factories.measurement(session, keys, owner, now=NOW)
    client = sign_in(owner, Role.HR)

    response = client.get(f"/measurements/{measurement.id}/{under.format(unit=uuid4())}")

    assert response.status_code == 404
    assert "Er is (nog) geen uitslag" in response.text
