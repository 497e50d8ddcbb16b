"""Filling in the questionnaire over HTTP, as a browser without JavaScript does it."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, event
from sqlmodel import Session

from app.answering.drafts import Draft, draft_key, unlock
from app.clock import Clock
from app.config import Settings
from app.envelope import Ballot, unseal
from app.keys import KeyStore
from app.models import Measurement, MeasurementStatus, Organisation, User
from app.models.invitation import InvitationStatus
from app.secrets import parsed
from surveys.answers import SKIPPED, UNKNOWN, decode
from tests.app import cast
from tests.app.answering.conftest import BOOKLET, PARTS, Employee, answers, fields, stored, thanked
from tests.conftest import NOW

FIRST = [question.code for question in BOOKLET.parts[0].scored]


def draft_of(session: Session, employee: Employee) -> Draft:
    key = draft_key(parsed(employee.token), parsed(employee.client.cookies["device"]))
    draft = unlock(stored(session, employee.token).draft, key, size=BOOKLET.draft_size)
    assert draft is not None
    return draft


def opened(session: Session, keys: KeyStore, employee: Employee) -> Ballot:
    row = stored(session, employee.token)
    assert row.sealed is not None
    return unseal(row.sealed, keys.private_key(row.measurement_id), size=BOOKLET.ballot_size)


# The way from the link to the thank-you


def test_a_whole_response_ends_in_an_envelope_with_exactly_what_was_given(
    employee: Employee, session: Session, keys: KeyStore
) -> None:
    assert employee.begin().headers["location"] == "/answer/1"
    for number in range(1, PARTS):
        assert employee.leave(number, answers(number)).headers["location"] == f"/answer/{number + 1}"
    last = answers(PARTS) | {
        "recommend_service": "10",
        "recommend_employer": "unknown",
        "customer_contact": "yes",
        "leads_people": "no",
        "goes_well": "  We luisteren.\r\nEn we bellen terug.\x07  ",
    }
    assert thanked(employee.leave(PARTS, last))
    assert thanked(employee.get("/answer/done"))

    ballot = opened(session, keys, employee)
    given = {code: int(value) for number in range(1, PARTS) for code, value in answers(number).items()}
    given |= {"enthusiasm_own": 1, "enthusiasm_customers": 2, "recommend_service": 10, "recommend_employer": UNKNOWN}
    assert decode(BOOKLET.questionnaire, ballot.answers) == given
    assert ballot.backgrounds == {"customer_contact": "yes", "leads_people": "no"}
    assert ballot.comments == {"goes_well": "We luisteren.\nEn we bellen terug."}
    row = stored(session, employee.token)
    assert ballot.unit_id == row.unit_id
    assert (row.status, row.draft) == (InvitationStatus.SUBMITTED, None)


def test_looking_at_a_link_changes_nothing(employee: Employee, session: Session) -> None:
    employee.begin()
    employee.leave(1, {FIRST[0]: "4"})
    before = stored(session, employee.token).model_dump()
    for _ in range(50):
        assert employee.client.get(employee.link).status_code == 200
        assert employee.client.head(employee.link).status_code == 200
        assert employee.client.get("/answer/1").status_code == 200
    assert stored(session, employee.token).model_dump() == before


def test_looking_sets_no_cookie(employee: Employee) -> None:
    assert "set-cookie" not in employee.get(employee.link).headers


def test_the_token_stands_in_no_later_page_or_address(employee: Employee) -> None:
    first = employee.begin()
    employee.get(employee.link)
    employee.post(employee.link, fields(employee.get(employee.link)) | {"language": "en"})
    employee.leave(1, {}, button="next")
    employee.leave(1, {"language": "nl"})
    employee.fill()
    employee.get("/answer/done")
    employee.get(employee.link)
    employee.get("/answer/withdraw")
    for response in employee.seen:
        assert employee.token not in response.text
        assert employee.token not in response.headers.get("location", "")
    assert employee.token in first.headers["set-cookie"]
    assert "HttpOnly" in first.headers["set-cookie"]


def test_a_personal_page_says_which_unit_is_rated_and_goes_on_where_one_was(employee: Employee) -> None:
    assert "Noord" in employee.get(employee.link).text
    assert "Beginnen" in employee.get(employee.link).text
    employee.begin()
    employee.fill(until=2)
    employee.client.cookies.delete("respondent")
    assert "Verder waar je was" in employee.get(employee.link).text
    assert employee.begin().headers["location"] == "/answer/3"


def test_two_people_see_only_their_own_answers(client: TestClient, tokens: list[str]) -> None:
    first, second = Employee(client, tokens[0]), Employee(client, tokens[1])
    first.begin()
    first.leave(1, {FIRST[0]: "4"})
    second.begin()
    assert FIRST[0] not in fields(second.get("/answer/1"))


# Drafts


def test_what_was_filled_in_comes_back(employee: Employee) -> None:
    employee.begin()
    employee.leave(1, answers(1))
    assert fields(employee.get("/answer/1")).items() >= answers(1).items()


def test_previous_keeps_what_was_filled_in_and_asks_for_nothing(employee: Employee, session: Session) -> None:
    employee.begin()
    employee.leave(1, answers(1))
    code = BOOKLET.parts[1].scored[3].code
    assert employee.leave(2, {code: "2"}, button="back").headers["location"] == "/answer/1"
    assert draft_of(session, employee).answers[code] == 2
    assert draft_of(session, employee).left == (1,)


def test_an_old_tab_takes_nothing_away(employee: Employee, session: Session) -> None:
    employee.begin()
    empty = fields(employee.get("/answer/1"))
    employee.leave(1, answers(1))
    assert employee.post("/answer/1", empty).status_code == 303
    assert len(draft_of(session, employee).answers) == 7


def test_the_other_language_keeps_what_was_filled_in(employee: Employee, session: Session) -> None:
    employee.begin()
    response = employee.leave(1, {FIRST[2]: "5", "language": "en"})
    assert response.headers["location"] == "/answer/1"
    page = employee.get("/answer/1")
    assert '<html lang="en">' in page.text
    assert fields(page)[FIRST[2]] == "5"
    assert draft_of(session, employee).left == ()


def test_the_first_page_changes_language_without_beginning(employee: Employee, session: Session) -> None:
    response = employee.post(employee.link, fields(employee.get(employee.link)) | {"language": "en"})
    assert response.status_code == 200
    assert "This is how we treat your answers" in response.text
    assert "respondent" not in employee.client.cookies
    assert '<html lang="en">' in employee.get(employee.link).text
    assert stored(session, employee.token).draft is None


# What is asked for once more


def test_open_statements_are_asked_for_once_and_kept_open(employee: Employee, session: Session) -> None:
    employee.begin()
    given = dict(list(answers(1).items())[:5])
    assert employee.leave(1, given).headers["location"] == "/answer/1?check=1"
    response = employee.get("/answer/1?check=1")
    assert response.status_code == 200
    assert "Je hebt 2 stellingen nog niet beantwoord" in response.text
    assert f'href="#{FIRST[5]}-1"' in response.text
    assert f'id="{FIRST[5]}-1"' in response.text
    assert response.text.count("Nog niet beantwoord") == 2
    assert "Overslaan en verder" in response.text
    assert fields(response).items() >= given.items()
    assert draft_of(session, employee).answers == {code: int(value) for code, value in given.items()}


def test_a_half_empty_page_can_be_reloaded_and_left_again(employee: Employee, session: Session) -> None:
    employee.begin()
    employee.leave(1, {FIRST[0]: "3"})
    before = stored(session, employee.token).model_dump()
    assert employee.get("/answer/1?check=1").text == employee.get("/answer/1?check=1").text
    assert "Nog niet beantwoord" not in employee.get("/answer/1").text
    assert stored(session, employee.token).model_dump() == before
    assert employee.leave(1, answers(1)).headers["location"] == "/answer/2"
    assert "Nog niet beantwoord" not in employee.get("/answer/1?check=1").text


def test_a_page_that_is_half_empty_and_wrong_is_shown_as_it_was_typed(employee: Employee) -> None:
    employee.begin()
    response = employee.leave(1, {FIRST[0]: "3", FIRST[1]: "9"})
    assert response.status_code == 422
    assert "Dit antwoord bestaat niet" in response.text
    assert response.text.count("Nog niet beantwoord") == 5


@pytest.mark.parametrize("check", ["0", "x", "%00", "1&check=2"])
def test_any_other_check_is_harmless(employee: Employee, check: str) -> None:
    employee.begin()
    assert employee.get(f"/answer/1?check={check}").status_code == 200


def test_skipping_records_it_and_goes_on(employee: Employee, session: Session) -> None:
    employee.begin()
    response = employee.leave(1, {FIRST[0]: "3"}, button="skip")
    assert response.headers["location"] == "/answer/2"
    assert draft_of(session, employee).answers == {FIRST[0]: 3} | dict.fromkeys(FIRST[1:], SKIPPED)
    assert employee.leave(1).headers["location"] == "/answer/2"


def test_open_questions_and_backgrounds_are_never_asked_for_again(employee: Employee) -> None:
    employee.begin()
    assert thanked(employee.fill())


def test_closing_questions_can_be_skipped_too(employee: Employee, session: Session, keys: KeyStore) -> None:
    employee.begin()
    employee.fill(until=PARTS - 1)
    employee.leave(PARTS)
    assert "Je hebt 4 vragen nog niet beantwoord" in employee.get(f"/answer/{PARTS}?check=1").text
    assert thanked(employee.leave(PARTS, button="skip"))
    assert opened(session, keys, employee).answers[-4:] == "----"


@pytest.mark.parametrize("code", ["0", "6", "-", "?", "A", "1.0", "\N{ARABIC-INDIC DIGIT THREE}", "drop table", "\x00"])
@pytest.mark.parametrize("button", ["next", "skip", "back"])
def test_an_impossible_answer_is_refused_at_its_question(
    employee: Employee, session: Session, code: str, button: str
) -> None:
    employee.begin()
    response = employee.leave(1, answers(1) | {FIRST[1]: code}, button=button)
    assert response.status_code == 422
    assert "Dit antwoord bestaat niet" in response.text
    assert f'aria-describedby="{FIRST[1]}-problem ' in response.text
    assert FIRST[1] not in draft_of(session, employee).answers
    assert len(draft_of(session, employee).answers) == 6


def test_an_impossible_background_is_refused(employee: Employee) -> None:
    employee.begin()
    employee.fill(until=PARTS - 1)
    response = employee.leave(PARTS, answers(PARTS) | {"leads_people": "perhaps"})
    assert response.status_code == 422
    assert 'href="#leads_people-yes"' in response.text


def test_a_background_can_be_taken_back(employee: Employee, session: Session) -> None:
    employee.begin()
    employee.leave(PARTS, {"leads_people": "yes"}, button="back")
    assert draft_of(session, employee).backgrounds == {"leads_people": "yes"}
    employee.leave(PARTS, {"leads_people": ""}, button="back")
    assert draft_of(session, employee).backgrounds == {}


def test_a_text_that_is_too_long_is_shown_again_and_not_cut(employee: Employee, session: Session) -> None:
    employee.begin()
    employee.fill(until=PARTS - 1)
    text = "Lang <b>verhaal</b> " * 40
    response = employee.leave(PARTS, answers(PARTS) | {"goes_well": text, "how_can_we": "Kort."})
    assert response.status_code == 422
    assert "Dit is te lang: 799 tekens. Het maximum is 500." in response.text
    assert 'href="#goes_well"' in response.text
    assert fields(response)["goes_well"] == text.strip()
    assert "<b>" not in response.text
    assert draft_of(session, employee).comments == {"how_can_we": "Kort."}


def test_the_longest_text_fits(employee: Employee, session: Session, keys: KeyStore) -> None:
    employee.begin()
    employee.fill(until=PARTS - 1)
    longest = "\N{GRINNING FACE}" * 500
    texts = {"goes_well": longest, "how_can_we": '"' * 250 + "\r\n" * 249 + "x"}
    assert thanked(employee.leave(PARTS, answers(PARTS) | texts))
    assert opened(session, keys, employee).comments["goes_well"] == longest


def test_who_left_out_a_part_is_sent_there(employee: Employee) -> None:
    employee.begin()
    employee.leave(1, answers(1))
    employee.leave(3, answers(3))
    assert employee.leave(PARTS, answers(PARTS)).headers["location"] == "/answer/2"


def test_nothing_at_all_is_not_sent(employee: Employee, session: Session) -> None:
    employee.begin()
    for number in range(1, PARTS):
        employee.leave(number, button="skip")
    response = employee.leave(PARTS, {"enthusiasm_own": "unknown", "goes_well": "Veel."}, button="skip")
    assert response.status_code == 422
    assert "Er is nog niets om te versturen" in response.text
    assert stored(session, employee.token).status is InvitationStatus.OPEN
    assert draft_of(session, employee).comments == {"goes_well": "Veel."}


def test_other_fields_count_for_nothing(employee: Employee, session: Session) -> None:
    employee.begin()
    employee.leave(1, answers(1) | answers(2) | {"status": "submitted", "sealed": "x"})
    assert draft_of(session, employee).answers.keys() == answers(1).keys()


def test_a_file_instead_of_an_answer_is_refused(employee: Employee) -> None:
    employee.begin()
    sent = fields(employee.get("/answer/1"))
    response = employee.client.post("/answer/1", data=sent, files={FIRST[0]: b"\x00"})
    assert response.status_code == 422


@pytest.mark.parametrize("page", ["0", "8", "999999999999999999999", "-1", "one"])
def test_a_part_that_does_not_exist_is_not_found(employee: Employee, page: str) -> None:
    employee.begin()
    assert employee.get(f"/answer/{page}").status_code == 404


# Handing in and taking back


def test_handing_in_twice_is_thanked_twice_and_counts_once(
    employee: Employee, session: Session, keys: KeyStore
) -> None:
    employee.begin()
    employee.fill(until=PARTS - 1)
    first_tab, second_tab = (fields(employee.get(f"/answer/{PARTS}")) | answers(PARTS) for _ in range(2))
    assert thanked(employee.post(f"/answer/{PARTS}", first_tab))
    sealed = stored(session, employee.token).sealed
    changed = second_tab | {"enthusiasm_own": "5"}
    assert employee.post(f"/answer/{PARTS}", changed).headers["location"] == "/answer/done"
    assert employee.post("/answer/1", changed).headers["location"] == "/answer/done"
    assert employee.get("/answer/4").headers["location"] == "/answer/done"
    assert stored(session, employee.token).sealed == sealed
    assert decode(BOOKLET.questionnaire, opened(session, keys, employee).answers)["enthusiasm_own"] == 1


def test_all_stored_values_have_one_length(client: TestClient, tokens: list[str], session: Session) -> None:
    drafts, sealed = set(), set()
    for token, texts in zip(tokens[:4], ["", "x", "é" * 500, "\N{GRINNING FACE}" * 500], strict=True):
        employee = Employee(client, token)
        employee.begin()
        employee.leave(PARTS, {"goes_well": texts, "how_can_we": texts}, button="back")
        drafts.add(len(stored(session, token).draft or b""))
        employee.fill()
        sealed.add(len(stored(session, token).sealed or b""))
    assert len(drafts) == len(sealed) == 1


def test_withdrawing_destroys_the_answers_and_ends_the_link(employee: Employee, session: Session) -> None:
    employee.begin()
    employee.fill()
    ask = employee.get("/answer/withdraw")
    assert stored(session, employee.token).sealed is not None
    response = employee.post("/answer/withdraw", fields(ask))
    assert 'data-state="withdrawn"' in response.text
    row = stored(session, employee.token)
    assert (row.sealed, row.draft, row.status) == (None, None, InvitationStatus.WITHDRAWN)
    assert employee.get(employee.link).status_code == 404
    for address in ("/answer/1", "/answer/done", "/answer/withdraw"):
        assert employee.get(address).status_code == 401


def test_the_link_of_who_handed_in_leads_to_withdrawing(employee: Employee) -> None:
    employee.begin()
    employee.fill()
    employee.client.cookies.clear()
    page = employee.get(employee.link)
    assert 'data-state="submitted"' in page.text
    response = employee.post(employee.link, fields(page) | {"withdraw": "1"})
    assert response.headers["location"] == "/answer/withdraw"
    assert employee.begin().headers["location"] == "/answer/done"


def test_there_is_nothing_to_thank_for_or_to_withdraw_before_handing_in(employee: Employee, session: Session) -> None:
    employee.begin()
    page = employee.get("/answer/1")
    assert employee.get("/answer/done").headers["location"] == "/answer/1"
    assert employee.get("/answer/withdraw").headers["location"] == "/answer/1"
    assert employee.post("/answer/withdraw", fields(page)).headers["location"] == "/answer/1"
    assert stored(session, employee.token).status is InvitationStatus.OPEN


# Until when, and for whom


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


def test_until_closing_everybody_may_begin(employee: Employee, running: Measurement, shifted: Shifted) -> None:
    shifted.moment = running.closes_at - timedelta(seconds=1)
    assert employee.begin().status_code == 303


def test_who_began_may_finish_within_an_hour(
    employee: Employee, tokens: list[str], running: Measurement, shifted: Shifted
) -> None:
    employee.begin()
    employee.fill(until=3)
    shifted.moment = running.closes_at + timedelta(minutes=59)
    assert employee.get(employee.link).status_code == 200
    assert employee.client.get(f"/i/{tokens[1]}").status_code == 404
    for number in range(4, PARTS + 1):
        response = employee.leave(number, answers(number))
    assert thanked(response)
    shifted.moment = running.closes_at + timedelta(minutes=60)
    assert employee.get("/answer/done").status_code == 404


def test_nobody_begins_after_closing(employee: Employee, running: Measurement, shifted: Shifted) -> None:
    shifted.moment = running.closes_at
    assert employee.get(employee.link).status_code == 404
    assert employee.post(employee.link, {}).status_code == 404


def test_a_closed_measurement_takes_no_more(employee: Employee, session: Session, running: Measurement) -> None:
    employee.begin()
    employee.fill(until=PARTS - 1)
    sent = fields(employee.get(f"/answer/{PARTS}")) | answers(PARTS)
    session.add(running)
    running.status = MeasurementStatus.CLOSED
    session.commit()
    assert employee.post(f"/answer/{PARTS}", sent).status_code == 404
    assert employee.get(employee.link).status_code == 404
    assert stored(session, employee.token).sealed is None


def test_all_dead_links_look_alike(
    employee: Employee, tokens: list[str], running: Measurement, shifted: Shifted
) -> None:
    def words(address: str) -> str:
        response = employee.client.get(address)
        assert response.status_code == 404
        return re.sub(r'value="[^"]*"', "", response.text)

    employee.begin()
    employee.fill()
    employee.post("/answer/withdraw", fields(employee.get("/answer/withdraw")))
    pages = {words(employee.link), words("/i/" + "A" * 43), words("/i/x"), words("/i/%F0%9F%98%80")}
    shifted.moment = running.closes_at + timedelta(days=1)
    pages.add(words(f"/i/{tokens[1]}"))
    assert len(pages) == 1


def test_without_a_cookie_there_are_no_pages(client: TestClient, running: Measurement) -> None:
    assert running.status is MeasurementStatus.OPEN
    for address in ("/answer/1", "/answer/done", "/answer/withdraw"):
        page = client.get(address)
        assert (page.status_code, "Open je eigen link opnieuw" in page.text) == (401, True)
        assert client.post(address, data={}).status_code in {401, 405}


def test_a_form_from_elsewhere_is_refused(employee: Employee, session: Session) -> None:
    employee.begin()
    assert employee.post("/answer/1", answers(1)).status_code == 403
    assert stored(session, employee.token).draft is None


# Other tabs of the same browser


@pytest.fixture
def staff(session: Session, running: Measurement) -> User:
    user = cast.hr(session, session.get_one(Organisation, running.organisation_id))
    session.commit()
    return user


def test_signing_in_as_hr_leaves_an_open_page_valid(employee: Employee, session: Session, staff: User) -> None:
    employee.begin()
    sent = fields(employee.get("/answer/1")) | answers(1)
    cast.sign_in(employee.client, session, staff)
    assert employee.post("/answer/1", sent).headers["location"] == "/answer/2"
    assert len(draft_of(session, employee).answers) == 7


def test_beginning_to_answer_leaves_an_open_staff_page_valid(
    employee: Employee, session: Session, running: Measurement, staff: User
) -> None:
    cast.sign_in(employee.client, session, staff)
    sent = {"csrf": cast.token(employee.client, f"/measurements/{running.id}")}
    employee.begin()
    assert employee.client.post("/sign-out", data=sent).status_code == 303


def test_a_page_of_another_link_is_refused_and_nothing_is_written(
    client: TestClient, tokens: list[str], session: Session
) -> None:
    first, second = Employee(client, tokens[0]), Employee(client, tokens[1])
    first.begin()
    sent = fields(first.get("/answer/1")) | answers(1)
    second.begin()
    for button in ({}, {"skip": "1"}, {"back": "1"}, {"language": "en"}):
        response = first.post("/answer/1", sent | button)
        assert response.status_code == 403
        assert "Er is niets veranderd" in response.text
    assert (stored(session, first.token).draft, stored(session, second.token).draft) == (None, None)


def test_the_answers_of_another_link_are_not_withdrawn(client: TestClient, tokens: list[str], session: Session) -> None:
    first, second = Employee(client, tokens[0]), Employee(client, tokens[1])
    first.begin()
    first.fill()
    sent = fields(first.get("/answer/withdraw"))
    second.begin()
    second.fill()
    assert first.post("/answer/withdraw", sent).status_code == 403
    for token in (first.token, second.token):
        assert stored(session, token).status is InvitationStatus.SUBMITTED


def test_the_language_can_be_chosen_on_the_last_page_by_who_is_signed_in_too(
    employee: Employee, session: Session, staff: User
) -> None:
    cast.sign_in(employee.client, session, staff)
    employee.begin()
    employee.fill()
    sent = {"csrf": cast.token(employee.client, "/answer/done"), "language": "en", "back": "/answer/done"}
    assert employee.client.post("/language", data=sent).headers["location"] == "/answer/done"


def test_the_end_of_the_link_is_told_to_the_minute(employee: Employee) -> None:
    employee.begin()
    assert (
        "Je link blijft werken tot de vragenlijst sluit, uiterlijk op 16 maart 2026 11:00."
        in employee.get("/answer/1").text
    )
    employee.fill()
    assert (
        "Tot de vragenlijst sluit, uiterlijk op 16 maart 2026 11:00, kun je je antwoorden intrekken."
        in employee.get("/answer/done").text
    )


# What it costs


def test_a_page_asks_the_database_once(employee: Employee) -> None:
    employee.begin()
    employee.get("/answer/1")
    asked: list[str] = []

    def note(*call: Any) -> None:
        asked.append(call[2])

    event.listen(Engine, "before_cursor_execute", note)
    employee.get("/answer/2")
    employee.get(employee.link)
    event.remove(Engine, "before_cursor_execute", note)
    assert sum(statement.startswith("SELECT") for statement in asked) == 2


def test_who_stops_without_scripts_keeps_the_page_and_sees_how_to_go_on(employee: Employee, session: Session) -> None:
    employee.begin()
    page = employee.get("/answer/1")
    assert 'name="stop"' in page.text
    first = dict(list(answers(1).items())[:2])

    stopped = employee.post("/answer/1", fields(page) | first | {"stop": "1"})

    assert (stopped.status_code, stopped.headers["location"]) == (303, "/answer/device")
    again = employee.get("/answer/1").text
    assert [code for code, value in first.items() if f'"{code}-{value}" value="{value}" checked' in again] == list(
        first
    )
    assert stored(session, employee.token).draft is not None


def test_a_change_that_came_too_late_is_told(employee: Employee) -> None:
    employee.begin()
    employee.fill()
    assert "telt niet mee" not in employee.get("/answer/done").text
    assert "Wat je hier daarna nog veranderde, telt niet mee." in employee.get("/answer/done?late=1").text
