"""A form token belongs to one cookie: that of the page it stands on."""

import pytest
from fastapi import Request
from fastapi.testclient import TestClient

from app.web.csrf import form_token


def token(client: TestClient, path: str, cookies: str) -> str:
    headers = [(b"cookie", cookies.encode()), (b"host", b"testserver")]
    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": headers, "app": client.app}
    return form_token(Request(scope))


@pytest.mark.parametrize("path", ["/answer/1", "/answer/withdraw", "/i/abc"])
def test_pages_of_a_respondent_belong_to_the_respondent(client: TestClient, path: str) -> None:
    alone = token(client, path, "respondent=a")
    assert token(client, path, "respondent=a; staff=x") == alone
    assert token(client, path, "respondent=b") != alone


@pytest.mark.parametrize("path", ["/", "/organisations", "/sign-out", "/answers", "/invitations", "/x/answer/1"])
def test_other_pages_belong_to_who_is_signed_in(client: TestClient, path: str) -> None:
    alone = token(client, path, "staff=a")
    assert token(client, path, "staff=a; respondent=x") == alone
    assert token(client, path, "staff=b") != alone


def test_the_same_value_in_the_other_cookie_gives_another_token(client: TestClient) -> None:
    assert token(client, "/answer/1", "respondent=a") != token(client, "/", "staff=a")


def test_a_signed_in_browser_must_send_the_token(client: TestClient) -> None:
    client.cookies.set("staff", "x")
    assert client.post("/sign-out").status_code == 403
    assert client.post("/sign-out", headers={"origin": "https://elsewhere.example"}).status_code == 403


def test_the_language_is_asked_for_by_our_own_pages_alone(client: TestClient) -> None:
    client.cookies.set("staff", "x")
    data = {"language": "en", "back": "/"}
    assert client.post("/language", data=data).status_code == 303
    assert client.post("/language", data=data, headers={"sec-fetch-site": "cross-site"}).status_code == 403
