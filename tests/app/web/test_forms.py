"""What a form sent is read once and whole, whichever way it came."""

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from app.web.forms import MOST_FIELDS, STRANGE, sent_form


@pytest.fixture
def client() -> TestClient:
    app = FastAPI()

    @app.post("/plain")
    async def plain(request: Request) -> dict[str, str]:
        return dict(await sent_form(request)) | dict(await sent_form(request))

    return TestClient(app)


def test_what_was_typed_comes_whole(client: TestClient) -> None:
    sent = {"name": "café & meer = 100 %", "empty": "", "lines": "een\r\ntwee", "emoji": "\N{GRINNING FACE}"}
    assert client.post("/plain", data=sent).json() == sent


def test_a_file_becomes_a_text_that_fits_nowhere(client: TestClient) -> None:
    assert client.post("/plain", files={"name": b"x"}, data={"csrf": "y"}).json() == {"name": STRANGE, "csrf": "y"}


@pytest.mark.parametrize("body", [b"name=%ff%00", b"\xff", b"&&=;"])
def test_what_makes_no_sense_breaks_nothing(client: TestClient, body: bytes) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded; charset=utf-8"}
    assert client.post("/plain", content=body, headers=headers).status_code == 200


def test_too_many_fields_are_no_form(client: TestClient) -> None:
    assert client.post("/plain", data={f"f{number}": "1" for number in range(MOST_FIELDS + 1)}).json() == {}
