"""The description of the API is true: every route is in it, and whatever is asked, the answer has the form it says."""

from typing import Any

import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, settings

from app.api.data import description
from tests.app.api.conftest import MakeKey, bearing
from tests.app.results.factories import Closed

PATHS = {
    "/api/v1/organisations",
    "/api/v1/organisations/{organisation_id}/measurements",
    "/api/v1/measurements/{measurement_id}",
    "/api/v1/measurements/{measurement_id}/units",
    "/api/v1/measurements/{measurement_id}/measures",
    "/api/v1/measurements/{measurement_id}/cells",
    "/api/v1/measurements/{measurement_id}/breakdowns",
}
described = schemathesis.openapi.from_dict(description())


def test_anybody_can_read_it(client: TestClient) -> None:
    response = client.get("/api/v1/openapi.json")

    assert response.status_code == 200
    assert set(response.json()["paths"]) == PATHS
    assert response.json()["openapi"].startswith("3.1")
    assert "HTTPBearer" in response.json()["components"]["securitySchemes"]


def test_every_field_and_parameter_says_what_it_is() -> None:
    models = description()["components"]["schemas"]
    cells = models["CellAnswer"]["properties"] | models["BreakdownAnswer"]["properties"]
    parameters = description()["paths"]["/api/v1/measurements/{measurement_id}/cells"]["get"]["parameters"]

    assert [name for name, field in cells.items() if not field.get("description")] == []
    assert [each["name"] for each in parameters if each["in"] == "query" and not each.get("description")] == []


@described.parametrize()
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
def test_whatever_is_asked_is_answered_as_described(
    case: schemathesis.Case[Any], client: TestClient, sample: Closed, make_key: MakeKey
) -> None:
    known = {"measurement_id": sample.measurement.id, "organisation_id": sample.organisation.id}
    path = case.path.format(**known)

    response = client.get(path, params=case.query, headers=bearing(make_key(sample.organisation)))

    assert response.status_code in {200, 404, 422}
    case.operation.validate_response(response)


def test_what_is_given_is_as_described(hr: TestClient, sample: Closed) -> None:
    for path in sorted(PATHS):
        address = path.format(organisation_id=sample.organisation.id, measurement_id=sample.measurement.id)
        response = hr.get(address)
        assert response.status_code == 200
        described[path]["GET"].validate_response(response)
