"""What the browser's own program does: keep copies, hand in at once, and tell when two copies differ."""

import re
from collections.abc import Mapping

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from app.answering.drafts import Draft, draft_key, unlock
from app.envelope import unseal
from app.keys import KeyStore
from app.models import Measurement, MeasurementStatus
from app.models.invitation import InvitationStatus
from app.secrets import parsed
from surveys.answers import SKIPPED, UNKNOWN, decode
from tests.app.answering.conftest import BOOKLET, PARTS, Employee, answers, fields, stored

FIRST = [question.code for question in BOOKLET.parts[0].scored]
EVERYTHING = {code: value for number in range(1, PARTS + 1) for code, value in answers(number).items()}


def draft_of(session: Session, employee: Employee) -> Draft | None:
    device = parsed(employee.client.cookies["device"])
    row = stored(session, employee.token)
    return unlock(row.draft, draft_key(parsed(employee.token), device), size=BOOKLET.draft_size)


class Tab:
    """A tab of the browser's own program: it counts its copies and remembers the mark it saw."""

    def __init__(self, employee: Employee, writer: str) -> None:
        self.employee, self.writer, self.count = employee, writer, 0
        page = employee.get("/answer/1")
        self.csrf = fields(page)["csrf"]
        self.seen = re.search(r'"seen": "([^"]*)"', page.text)[1]  # type: ignore[index]

    def send(self, address: str, given: Mapping[str, str], **more: str) -> Response:
        self.count += 1
        about = {"csrf": self.csrf, "writer": self.writer, "count": str(self.count), "seen": self.seen}
        response = self.employee.post(address, {**given, **about, **more})
        if response.status_code == 200 and "kept" in response.text:
            self.seen = response.json()["kept"]
        return response

    def keep(self, given: Mapping[str, str], **more: str) -> Response:
        return self.send("/answer/keep", given, **more)

    def submit(self, given: Mapping[str, str], **more: str) -> Response:
        return self.send("/answer/submit", given, **more)


@pytest.fixture
def tab(employee: Employee) -> Tab:
    employee.begin()
    return Tab(employee, "first")


def handed_in(session: Session, keys: KeyStore, employee: Employee) -> dict[str, int]:
    row = stored(session, employee.token)
    assert row.sealed is not None
    ballot = unseal(row.sealed, keys.private_key(row.measurement_id), size=BOOKLET.ballot_size)
    return decode(BOOKLET.questionnaire, ballot.answers)


# Keeping


def test_what_is_answered_is_kept_and_the_answer_bears_the_mark(tab: Tab, session: Session) -> None:
    response = tab.keep({FIRST[0]: "4", FIRST[1]: "unknown", FIRST[2]: "skipped", "goes_well": "Veel."}, at="3")
    assert response.json() == {"kept": "first.1", "problems": {}}
    expected = Draft({FIRST[0]: 4, FIRST[1]: UNKNOWN, FIRST[2]: SKIPPED}, {}, {"goes_well": "Veel."}, (1, 2), "first.1")
    assert draft_of(session, tab.employee) == expected
    assert tab.employee.begin().headers["location"] == "/answer/3"


def test_a_page_knows_what_was_kept(tab: Tab) -> None:
    tab.keep({FIRST[0]: "4", "leads_people": "yes"})
    page = tab.employee.get("/answer/2").text
    assert f'"{FIRST[0]}": "4"' in page
    assert '"leads_people": "yes"' in page
    assert '"seen": "first.1"' in page


def test_a_copy_that_comes_late_changes_nothing(tab: Tab, session: Session) -> None:
    tab.keep({FIRST[0]: "4"})
    tab.keep({FIRST[0]: "5"})
    late = tab.keep({FIRST[0]: "1"}, count="1")
    assert late.json()["kept"] == "first.1"
    draft = draft_of(session, tab.employee)
    assert draft
    assert draft.answers == {FIRST[0]: 5}


def test_the_same_copy_twice_is_kept_once(tab: Tab, session: Session) -> None:
    for _ in range(2):
        assert tab.keep({FIRST[0]: "4"}, count="1").status_code == 200
    draft = draft_of(session, tab.employee)
    assert draft
    assert draft.mark == "first.1"


def test_a_tab_that_did_not_see_the_newest_is_told_and_overwrites_nothing(tab: Tab, session: Session) -> None:
    other = Tab(tab.employee, "second")
    tab.keep({FIRST[0]: "4"})
    conflict = other.keep({FIRST[0]: "1", FIRST[1]: "2"})
    assert conflict.status_code == 409
    assert conflict.json() == {"conflict": "first.1", "elsewhere": False, "answers": {FIRST[0]: "4"}}
    draft = draft_of(session, tab.employee)
    assert draft
    assert draft.answers == {FIRST[0]: 4}
    other.seen = "first.1"
    assert other.keep({FIRST[0]: "1"}).status_code == 200
    assert tab.keep({FIRST[0]: "4"}).json()["conflict"] == "second.2"


def test_a_page_without_javascript_makes_a_conflict_too(tab: Tab) -> None:
    tab.keep({FIRST[0]: "4"})
    tab.employee.leave(1, answers(1))
    assert tab.keep({FIRST[0]: "5"}).json()["answers"] == answers(1)


@pytest.mark.parametrize("code", ["0", "6", "-", "drop table", "\x00"])
def test_an_impossible_answer_is_named_and_the_others_are_kept(tab: Tab, session: Session, code: str) -> None:
    response = tab.keep({FIRST[0]: "4", FIRST[1]: code, "goes_well": "x" * 501})
    assert response.json()["problems"] == {FIRST[1]: "impossible", "goes_well": "too_long"}
    draft = draft_of(session, tab.employee)
    assert draft
    assert draft.answers == {FIRST[0]: 4}


@pytest.mark.parametrize("about", [{"writer": "<b>"}, {"count": "-1"}, {"count": "9" * 30}, {"at": "x"}, {"at": "99"}])
def test_a_copy_that_says_nonsense_about_itself_is_no_error(tab: Tab, about: dict[str, str]) -> None:
    assert tab.keep({FIRST[0]: "4"}, **about).status_code in {200, 409}


def test_a_page_of_another_link_keeps_nothing(client: TestClient, tokens: list[str], session: Session) -> None:
    first, second = Employee(client, tokens[0]), Employee(client, tokens[1])
    first.begin()
    tab = Tab(first, "first")
    second.begin()
    assert tab.keep({FIRST[0]: "4"}).status_code == 403
    assert tab.submit(EVERYTHING).status_code == 403
    assert stored(session, second.token).draft is None


def test_who_has_no_cookie_keeps_nothing(client: TestClient, running: Measurement) -> None:
    assert running.status is MeasurementStatus.OPEN
    for address in ("/answer/keep", "/answer/submit"):
        response = client.post(address, data={FIRST[0]: "4"})
        assert response.status_code == 401
        assert 'data-error="NotRecognised"' in response.text


def test_a_full_disk_is_told_and_nothing_is_thanked_for(tab: Tab, session: Session) -> None:
    def fail(_session: Session) -> None:
        raise OperationalError("COMMIT", None, Exception("disk full"))

    event.listen(Session, "before_commit", fail)
    refused = [tab.keep({FIRST[0]: "4"}), tab.submit(EVERYTHING)]
    event.remove(Session, "before_commit", fail)
    assert {response.status_code for response in refused} == {503}
    assert stored(session, tab.employee.token).status is InvitationStatus.OPEN
    assert tab.submit(EVERYTHING).status_code == 200


# Handing in at once


def test_everything_at_once_ends_in_the_envelope_and_the_answer_is_the_thank_you(
    tab: Tab, session: Session, keys: KeyStore
) -> None:
    response = tab.submit(EVERYTHING | {"goes_well": "Veel."})
    assert response.status_code == 200
    assert 'data-state="submitted"' in response.text
    assert handed_in(session, keys, tab.employee) == {code: int(value) for code, value in EVERYTHING.items()}
    row = stored(session, tab.employee.token)
    assert (row.status, row.draft, row.handover) == (InvitationStatus.SUBMITTED, None, None)


def test_sending_it_again_is_thanked_again_and_changes_nothing(tab: Tab, session: Session) -> None:
    tab.submit(EVERYTHING)
    sealed = stored(session, tab.employee.token).sealed
    again = tab.submit(EVERYTHING | {FIRST[0]: "5"})
    assert 'data-state="submitted"' in again.text
    assert stored(session, tab.employee.token).sealed == sealed
    assert tab.keep({FIRST[0]: "5"}).json() == {"submitted": True}


def test_of_two_tabs_the_first_wins_and_the_second_is_told(tab: Tab, session: Session, keys: KeyStore) -> None:
    other = Tab(tab.employee, "second")
    tab.submit(EVERYTHING)
    assert 'data-state="submitted"' in other.submit(EVERYTHING | {FIRST[0]: "5"}).text
    assert handed_in(session, keys, tab.employee)[FIRST[0]] == int(EVERYTHING[FIRST[0]])


def test_a_tab_that_did_not_see_the_newest_does_not_hand_in(tab: Tab, session: Session) -> None:
    other = Tab(tab.employee, "second")
    tab.keep({FIRST[0]: "4"})
    assert other.submit(EVERYTHING).status_code == 409
    assert stored(session, tab.employee.token).status is InvitationStatus.OPEN


def test_what_is_missing_is_pointed_at_and_the_rest_is_kept(tab: Tab, session: Session) -> None:
    given = {code: value for code, value in EVERYTHING.items() if code != FIRST[3]}
    response = tab.submit(given)
    assert response.status_code == 422
    assert f'href="#{FIRST[3]}-1"' in response.text
    draft = draft_of(session, tab.employee)
    assert draft
    assert len(draft.answers) == len(EVERYTHING) - 1


def test_what_is_missing_can_be_passed_over(tab: Tab, session: Session, keys: KeyStore) -> None:
    assert tab.submit({FIRST[0]: "4"}, skip="1").status_code == 200
    assert handed_in(session, keys, tab.employee)[FIRST[1]] == SKIPPED


def test_a_text_that_is_too_long_is_shown_again_and_the_rest_is_kept(tab: Tab, session: Session) -> None:
    response = tab.submit(EVERYTHING | {"goes_well": "y" * 501})
    assert response.status_code == 422
    assert fields(response)["goes_well"] == "y" * 501
    draft = draft_of(session, tab.employee)
    assert draft
    assert len(draft.answers) == len(EVERYTHING)


def test_nothing_at_all_is_not_sent(tab: Tab, session: Session) -> None:
    assert tab.submit({"goes_well": "Veel."}, skip="1").status_code == 422
    assert stored(session, tab.employee.token).status is InvitationStatus.OPEN


def test_a_closed_measurement_takes_no_more(tab: Tab, session: Session, running: Measurement) -> None:
    session.add(running)
    running.status = MeasurementStatus.CLOSED
    session.commit()
    for response in (tab.keep({FIRST[0]: "4"}), tab.submit(EVERYTHING)):
        assert response.status_code == 404
        assert 'data-error="DeadLink"' in response.text


# All questions


def test_all_questions_come_at_once_without_answers_and_are_kept_by_the_browser(tab: Tab) -> None:
    tab.keep({FIRST[0]: "4"})
    address = re.search(r'"questions": "([^"]+)"', tab.employee.get("/answer/1").text)[1]  # type: ignore[index]
    response = tab.employee.get(address)
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert response.text.count('class="part"') == PARTS
    assert set(re.findall(r'data-code="(\w+)"', response.text)) > EVERYTHING.keys()
    assert "checked" not in response.text


@pytest.mark.parametrize("address", ["/answer/questions/nothing/nl", f"/answer/questions/{BOOKLET.digest}/xx"])
def test_questions_that_nobody_asks_are_not_found(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404
