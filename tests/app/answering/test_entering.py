"""Other ways in: typed codes, another device, shared computers."""

import re
from datetime import datetime, timedelta

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session, select

from app.answering.codes import make_codes, token_of
from app.answering.devices import IDLE
from app.clock import Clock
from app.config import Settings
from app.keys import KeyStore
from app.models import Measurement, MeasurementStatus, Person
from app.models.invitation import Invitation
from app.secrets import SIGNS, parsed, typed, written
from app.web.limits import IN_TOTAL, PER_NETWORK
from tests.app.answering.conftest import BOOKLET, Employee, answers, fields, stored
from tests.conftest import NOW

FIRST = [question.code for question in BOOKLET.parts[0].scored]


class Shifted:
    """A clock at any moment after `NOW`."""

    def __init__(self) -> None:
        self.moment = NOW

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def shifted() -> Shifted:
    return Shifted()


@pytest.fixture
def clock(settings: Settings, shifted: Shifted) -> Clock:
    return Clock(settings.clock_file, source=shifted)


@pytest.fixture
def paper(session: Session, running: Measurement) -> list[str]:
    """Give the codes of three people of a team who have no mail."""
    ids = session.exec(select(Invitation.person_id).where(Invitation.measurement_id == running.id).limit(3))
    for person_id in ids.all():
        session.get_one(Person, person_id).email = ""
    codes = [code for made in make_codes(session, running).values() for code in made]
    session.commit()
    return codes


def enter(client: TestClient, code: str, **more: str) -> int:
    return client.post("/code", data={"code": code, **more}).status_code


# Typed codes


def test_codes_are_made_once_for_who_has_no_mail(paper: list[str], session: Session, running: Measurement) -> None:
    assert len(set(paper)) == 3
    assert all(re.fullmatch(f"[{SIGNS}]{{6}}-[{SIGNS}]{{5}}-[{SIGNS}]{{5}}", code) for code in paper)
    assert not make_codes(session, running)


def test_the_database_holds_no_code(paper: list[str], session: Session) -> None:
    rows = session.exec(select(Invitation.code_selector, Invitation.code_hash)).all()
    secrets = {typed(code)[6:] for code in paper}
    assert not any(secret in str(row) for secret in secrets for row in rows)
    assert sum(str(row[1]).startswith("$argon2id$") for row in rows) == 3


@pytest.mark.parametrize("write", [str, str.lower, lambda code: code.replace("-", " "), lambda code: f"  {code} "])
def test_a_code_lets_in_however_it_is_typed(client: TestClient, paper: list[str], write: type[str]) -> None:
    assert enter(client, write(paper[0])) == 303
    page = client.get("/answer/begin")
    assert 'data-state="start"' in page.text
    response = client.post("/answer/begin", data=fields(page))
    assert response.headers["location"] == "/answer/1"


def test_who_comes_with_a_code_answers_once_and_finds_the_draft_on_any_device(
    client: TestClient, paper: list[str]
) -> None:
    enter(client, paper[0])
    client.post("/answer/begin", data=fields(client.get("/answer/begin")))
    client.post("/answer/1", data=fields(client.get("/answer/1")) | answers(1))
    client.cookies.clear()
    enter(client, paper[0])
    response = client.post("/answer/begin", data=fields(client.get("/answer/begin")))
    assert response.headers["location"] == "/answer/2"
    page = client.get("/answer/1")
    seen = re.search(r'"seen": "([^"]*)"', page.text)[1]  # type: ignore[index]
    sent = fields(page) | {"seen": seen, "skip": "1"}
    assert 'data-state="submitted"' in client.post("/answer/submit", data=sent).text
    enter(client, paper[0])
    assert 'data-state="submitted"' in client.get("/answer/begin").text


def test_a_scanned_code_is_filled_in_and_nothing_has_happened(client: TestClient, paper: list[str]) -> None:
    for _ in range(20):
        page = client.get(f"/c/{paper[0]}")
        assert f'value="{paper[0]}"' in page.text
        assert "set-cookie" not in page.headers
    assert "<b>" not in client.get("/c/<b>x").text


@pytest.mark.parametrize("wrong", ["", "x", "A" * 16, "\N{GRINNING FACE}" * 16, "0" * 5000])
def test_a_wrong_code_is_told(client: TestClient, paper: list[str], wrong: str) -> None:
    for code in (wrong, typed(paper[0])[:6] + "A" * 10):
        response = client.post("/code", data={"code": code})
        assert response.status_code == 422
        assert "Deze code werkt niet" in response.text
        assert "respondent" not in client.cookies


def test_a_code_of_a_closed_measurement_opens_nothing(
    client: TestClient, paper: list[str], session: Session, keys: KeyStore, running: Measurement, shifted: Shifted
) -> None:
    shifted.moment = running.closes_at
    assert enter(client, paper[0]) == 404
    session.add(running)
    running.status = MeasurementStatus.CLOSED
    session.commit()
    assert token_of(session, keys, paper[0]) is None


def test_guessing_is_stopped_and_failures_alone_count(client: TestClient, paper: list[str], shifted: Shifted) -> None:
    for _ in range(2 * PER_NETWORK):
        assert enter(client, paper[0]) == 303
    for _ in range(PER_NETWORK):
        assert enter(client, "WRONG") == 422
    assert enter(client, paper[0]) == 429
    assert "Er zijn te veel codes geprobeerd" in client.post("/code", data={"code": paper[0]}).text
    shifted.moment = NOW + timedelta(minutes=1)
    assert enter(client, paper[0]) == 303


def test_guessing_from_everywhere_is_stopped_too(settings: Settings, clock: Clock, paper: list[str]) -> None:
    from app.main import create_app  # noqa: PLC0415

    app = create_app(settings, clock=clock)
    for number in range(IN_TOTAL):
        with TestClient(app, client=(f"10.{number}.0.1", 1)) as stranger:
            assert enter(stranger, "WRONG") == 422
    with TestClient(app, client=("192.0.2.1", 1)) as owner:
        assert enter(owner, paper[0]) == 429


# Another device


def other_device(employee: Employee) -> Employee:
    """Open the same link in another browser."""
    client = TestClient(employee.client.app, follow_redirects=False)
    return Employee(client, employee.token)


@pytest.fixture
def halfway(employee: Employee) -> Employee:
    employee.begin()
    employee.leave(1, answers(1))
    return employee


def test_the_link_alone_does_not_open_a_draft(halfway: Employee) -> None:
    other = other_device(halfway)
    assert "Beginnen" in other.get(other.link).text
    assert other.begin().headers["location"] == "/answer/resume"
    assert other.get("/answer/1").headers["location"] == "/answer/resume"
    assert "Je bent op een ander apparaat begonnen" in other.get("/answer/resume").text


def test_a_code_carries_the_draft_along(halfway: Employee, session: Session) -> None:
    shown = halfway.post("/answer/device", fields(halfway.get("/answer/device")))
    code = re.search(r"<strong>([\w-]+)</strong>", shown.text)[1]  # type: ignore[index]
    assert typed(code) not in str(stored(session, halfway.token).model_dump())
    other = other_device(halfway)
    other.begin()
    page = other.get("/answer/resume")
    wrong = other.post("/answer/resume", fields(page) | {"code": "ABCDE-FGHJK"})
    assert wrong.status_code == 422
    assert "Deze code past niet" in wrong.text
    response = other.post("/answer/resume", fields(page) | {"code": code.lower().replace("-", " ")})
    assert response.headers["location"] == "/answer/2"
    assert other.get("/answer/1").text.count("checked") == len(FIRST)
    assert halfway.get("/answer/1").text.count("checked") == len(FIRST)


def test_guessing_a_resume_code_is_stopped(halfway: Employee) -> None:
    halfway.post("/answer/device", fields(halfway.get("/answer/device")))
    other = other_device(halfway)
    other.begin()
    sent = fields(other.get("/answer/resume")) | {"code": "ABCDE-FGHJK"}
    for _ in range(PER_NETWORK):
        assert other.post("/answer/resume", sent).status_code == 422
    assert other.post("/answer/resume", sent).status_code == 429


def test_beginning_anew_throws_the_earlier_draft_away_and_says_so_there(halfway: Employee, session: Session) -> None:
    other = other_device(halfway)
    other.begin()
    page = other.get("/answer/resume")
    assert stored(session, halfway.token).draft is not None
    open_tab = fields(halfway.get("/answer/1")) | {FIRST[0]: "1"}
    assert other.post("/answer/anew", fields(page)).headers["location"] == "/answer/1"
    assert stored(session, halfway.token).draft is None
    other.leave(1, {FIRST[0]: "5"}, button="back")
    assert halfway.get("/answer/2").headers["location"] == "/answer/resume"
    conflict = halfway.post("/answer/keep", open_tab)
    assert conflict.status_code == 409
    assert conflict.json()["elsewhere"]
    taken = halfway.post("/answer/keep", open_tab | {"seen": conflict.json()["conflict"]})
    assert taken.status_code == 200
    assert halfway.get("/answer/1").text.count("checked") == len(FIRST)
    assert other.get("/answer/1").headers["location"] == "/answer/resume"


def test_a_draft_that_is_open_here_is_not_thrown_away(halfway: Employee, session: Session) -> None:
    sent = {"csrf": fields(halfway.get("/answer/1"))["csrf"]}
    assert halfway.post("/answer/anew", sent).headers["location"] == "/answer/2"
    assert stored(session, halfway.token).draft is not None


def test_both_devices_write_each_in_turn(halfway: Employee) -> None:
    shown = halfway.post("/answer/device", fields(halfway.get("/answer/device")))
    code = re.search(r"<strong>([\w-]+)</strong>", shown.text)[1]  # type: ignore[index]
    other = other_device(halfway)
    other.begin()
    other.post("/answer/resume", fields(other.get("/answer/resume")) | {"code": code})
    other.leave(2, answers(2))
    assert halfway.begin().headers["location"] == "/answer/3"


# A shared computer


def share(employee: Employee) -> Employee:
    employee.post(employee.link, fields(employee.get(employee.link)) | {"shared": "1"})
    return employee


def test_cookies_of_a_shared_computer_end_with_the_browser(employee: Employee) -> None:
    share(employee)
    for cookie in employee.client.cookies.jar:
        assert cookie.expires is None
    assert {cookie.name for cookie in employee.client.cookies.jar} == {"respondent", "device", "shared"}


def test_a_shared_computer_forgets_after_ten_idle_minutes(employee: Employee, shifted: Shifted) -> None:
    share(employee)
    for _ in range(3):
        shifted.moment += IDLE
        assert employee.get("/answer/1").status_code == 200
    shifted.moment += IDLE + timedelta(seconds=1)
    for _ in range(2):
        employee.get("/code")
        response = employee.get("/answer/1")
        assert response.status_code == 401
        assert "Op deze computer is niets van je bewaard" in response.text


def test_a_shared_computer_forgets_at_the_end(employee: Employee) -> None:
    share(employee)
    thanks = employee.fill()
    assert "Op deze computer is niets van je bewaard" in thanks.text
    assert not [cookie for cookie in employee.client.cookies.jar if cookie.name != "language"]


def test_a_shared_computer_forgets_when_asked_and_what_was_kept_is_kept(employee: Employee, session: Session) -> None:
    share(employee)
    employee.leave(1, answers(1))
    sent = {"csrf": fields(employee.get("/answer/1"))["csrf"]}
    assert 'data-state="forgotten"' in employee.post("/answer/forget", sent).text
    assert list(employee.client.cookies.jar) == []
    assert stored(session, employee.token).draft is not None


def test_a_page_says_that_the_computer_is_shared_and_keeps_nothing_on_it(employee: Employee) -> None:
    page = share(employee).get("/answer/1").text
    assert "Doe je tien minuten niets" in page
    assert '"idle": 600' in page


def test_a_browser_of_ones_own_remembers(employee: Employee) -> None:
    employee.begin()
    assert all(cookie.expires for cookie in employee.client.cookies.jar)
    assert '"idle": null' in employee.get("/answer/1").text
    assert written(parsed(employee.token)) == employee.client.cookies["respondent"]
