from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session

from app.accounts import service
from app.accounts.routes import own_path
from app.clock import Clock
from app.secrets import written
from tests import factories
from tests.app import cast
from tests.conftest import NOW


def link(session: Session) -> str:
    user = cast.hr(session, factories.organisation(session))
    secret = service.invite(session, user, now=NOW)
    session.commit()
    return f"/sign-in/{written(secret)}"


def test_a_sign_in_link_works_once(client: TestClient, session: Session) -> None:
    address = link(session)

    assert client.post(address).headers["location"] == "/organisations"
    assert client.get("/organisations").status_code == 303
    client.cookies.clear()
    assert client.post(address).status_code == 401


def test_opening_the_link_uses_nothing_up(client: TestClient, session: Session) -> None:
    address = link(session)

    assert {client.get(address).status_code for _ in range(20)} == {200}
    assert client.post(address).status_code == 303


def test_a_link_is_worth_nothing_after_a_day(client: TestClient, session: Session, clock: Clock) -> None:
    address = link(session)
    clock.next_day()

    assert client.post(address).status_code == 401


def test_signing_out_ends_the_login_on_the_server(client: TestClient, session: Session) -> None:
    client.post(link(session))
    cookie = client.cookies["staff"]
    client.post("/sign-out", data={"csrf": cast.token(client, "/")})
    client.cookies.set("staff", cookie)

    assert client.get("/organisations").status_code == 401


def test_a_login_ends_by_itself(session: Session) -> None:
    user = cast.hr(session, factories.organisation(session))
    secret = service.log_in(session, user.id, now=NOW)

    assert service.logged_in(session, secret, now=NOW + timedelta(hours=11, minutes=59)) == user
    assert service.logged_in(session, secret, now=NOW + timedelta(hours=12)) is None


@pytest.mark.parametrize("cookie", ["", "x", "%00", "é" * 10, "A" * 5000, "../../x"])
def test_a_made_up_cookie_is_nobody(client: TestClient, cookie: str) -> None:
    assert client.get("/organisations", headers={b"cookie": f"staff={cookie}".encode()}).status_code == 401


@pytest.mark.parametrize(
    "address",
    ["//elders.example", "https://elders.example", "/\\elders.example", "javascript:alert(1)", "elders", "/a\r\nb", ""],
)
def test_the_way_back_never_leads_elsewhere(address: str) -> None:
    assert own_path(address) == "/"


def test_the_way_back_keeps_an_address_of_ours() -> None:
    assert own_path("/measurements/1?a=b") == "/measurements/1?a=b"


def test_the_language_is_kept(client: TestClient) -> None:
    assert "Hoe klantgericht is je team?" in client.get("/").text
    client.post("/language", data={"language": "en", "back": "/"})

    assert "How customer-focused is your team?" in client.get("/").text


def test_the_browser_may_prefer_english(client: TestClient) -> None:
    page = client.get("/", headers={"accept-language": "en-GB,en;q=0.9,nl;q=0.8"})

    assert '<html lang="en">' in page.text
