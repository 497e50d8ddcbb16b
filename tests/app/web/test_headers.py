import pytest
from fastapi.testclient import TestClient

from app.config import Settings
from app.main import create_app


@pytest.mark.parametrize("address", ["/", "/nothing", "/static/css/base.css", "/i/unknown", "/health"])
def test_every_response_is_guarded(client: TestClient, address: str) -> None:
    headers = client.get(address).headers

    assert "default-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_pages_are_not_stored_and_assets_are(client: TestClient) -> None:
    assert client.get("/").headers["cache-control"] == "no-store"
    assert "immutable" in client.get("/static/css/base.css").headers["cache-control"]


def test_an_oversized_body_is_refused(client: TestClient) -> None:
    assert client.post("/language", data={"back": "x" * 300_000}).status_code == 413


def test_over_https_cookies_are_bound_to_the_host(settings: Settings) -> None:
    secure = settings.model_copy(update={"base_url": "https://bouwsteen.example"})
    with TestClient(create_app(secure), base_url="https://bouwsteen.example", follow_redirects=False) as client:
        response = client.post("/language", data={"language": "en", "back": "/"})

    assert response.headers["set-cookie"].startswith("__Host-language=en;")
    assert "Secure" in response.headers["set-cookie"]
    assert "max-age=31536000" in response.headers["strict-transport-security"]


def test_health_and_readiness(client: TestClient) -> None:
    for address in ("/health", "/ready"):
        assert client.get(address).json() == {"status": "ok", "database": "ok"}
