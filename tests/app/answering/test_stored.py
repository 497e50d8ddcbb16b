"""What is stored of somebody now: the page says every column of the row, and what is not there."""

import re
from dataclasses import fields as columns_of
from datetime import date, datetime
from html import unescape

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from sqlmodel import Session, SQLModel

from app.answering.respondents import Invited
from app.models import Person
from app.models.invitation import Invitation
from app.models.types import UtcDateTime
from surveys.catalogue import customer_focus
from tests.app.answering.conftest import BOOKLET, PARTS, Employee, answers, fields, stored

LINE = re.compile(r'<div data-column="(\w+)"><dt>(.*?)</dt><dd>(.*?)</dd></div>')
STATEMENTS = customer_focus().wording["nl"].statements


def lines(employee: Employee) -> dict[str, str]:
    """Open the page and give what it says of every column."""
    page = employee.get("/answer/stored")
    assert page.status_code == 200
    return {column: value for column, _, value in LINE.findall(page.text)}


@pytest.mark.parametrize("parts", [0, 1, PARTS])
def test_every_column_of_the_row_is_accounted_for(employee: Employee, session: Session, parts: int) -> None:
    employee.begin()
    if parts:
        employee.fill(until=parts)
    row = stored(session, employee.token).model_dump()
    said = lines(employee)

    assert set(said) == set(row) == set(Invitation.__table__.columns.keys())  # type: ignore[attr-defined]
    assert {column for column, value in said.items() if value == "Niets"} == {
        column for column, value in row.items() if value is None
    }


def test_the_values_are_those_of_the_row(employee: Employee, session: Session) -> None:
    employee.begin()
    employee.fill(until=2)
    row = stored(session, employee.token)
    said = lines(employee)

    assert said["person_id"] == session.get_one(Person, row.person_id).email
    assert said["unit_id"] == "Noord"
    assert said["organisation_id"] == "Waterland"
    assert said["measurement_id"] == "Voorjaar"
    assert row.invited_on == date(2026, 3, 2)
    assert said["invited_on"] == "2 maart 2026"
    assert said["status"] == "Nog niet, er is niets verstuurd"
    assert said["draft"].startswith(f"{len(row.draft or b'')} bytes, op slot")


def test_a_draft_is_opened_for_who_holds_its_key(employee: Employee) -> None:
    employee.begin()
    employee.leave(1, {"insight_mission": "5", "insight_identity": "unknown"}, button="skip")
    employee.leave(PARTS, {"leads_people": "yes", "goes_well": "We <b>bellen</b> terug."}, button="back")
    page = unescape(employee.get("/answer/stored").text)

    assert "Bekijk de 9 antwoorden tot nu toe" in page
    said = dict(re.findall(r"<div><dt>(.*?)</dt><dd>(.*?)</dd></div>", page))
    assert said[STATEMENTS["insight_mission"]] == "Helemaal mee eens"
    assert said[STATEMENTS["insight_identity"]] == "Weet ik niet"
    assert said[STATEMENTS["insight_values"]] == "overgeslagen"
    assert said[BOOKLET.edition.wording["nl"].backgrounds["leads_people"]["text"]] == "Ja"
    assert "We <b>bellen</b> terug." in said.values()
    assert "<b>bellen" not in employee.seen[-1].text


def test_what_was_sent_cannot_be_shown_and_can_be_taken_back(employee: Employee, session: Session) -> None:
    employee.begin()
    employee.fill()
    said, page = lines(employee), employee.get("/answer/stored").text

    assert said["draft"] == "Niets"
    assert said["status"] == "Ja, je antwoorden zijn binnen"
    assert said["sealed"].startswith(f"{len(stored(session, employee.token).sealed or b'')} bytes, verzegeld")
    assert "Ook deze pagina kan ze niet openen" in page
    assert "Helemaal mee eens" not in page
    assert 'href="/answer/withdraw"' in page


def test_before_sending_nothing_is_to_be_taken_back(employee: Employee) -> None:
    employee.begin()
    page = employee.get("/answer/stored").text

    assert 'href="/answer/withdraw"' not in page
    assert "Je hebt nog niets verstuurd" in page
    assert "antwoorden tot nu toe" not in page


def test_the_row_has_no_moment_and_nothing_of_a_device() -> None:
    """The page says so in words: this holds it."""
    columns = Invitation.__table__.columns  # type: ignore[attr-defined]
    kinds = (sa.DateTime, sa.Time, UtcDateTime)

    assert [column.name for column in columns if isinstance(column.type, kinds)] == []
    assert [column.name for column in columns if column.type.python_type is datetime] == []
    assert [name for name in columns.keys() if re.search("agent|address|device|language|_at$", name)] == []  # noqa: SIM118


def test_looking_changes_nothing(employee: Employee, session: Session) -> None:
    employee.begin()
    employee.fill(until=1)
    before = stored(session, employee.token).model_dump()
    first, second = employee.get("/answer/stored"), employee.get("/answer/stored")

    assert first.text == second.text
    assert "set-cookie" not in first.headers
    assert stored(session, employee.token).model_dump() == before


def test_the_first_page_and_the_last_lead_here(employee: Employee, session: Session) -> None:
    response = employee.post(employee.link, fields(employee.get(employee.link)) | {"stored": "1"})
    assert response.headers["location"] == "/answer/stored"
    assert stored(session, employee.token).draft is None
    assert len(lines(employee)) == len(Invitation.model_fields)

    employee.begin()
    assert 'href="/answer/stored"' in employee.fill().text
    employee.client.cookies.clear()
    response = employee.post(employee.link, fields(employee.get(employee.link)) | {"stored": "1"})
    assert response.headers["location"] == "/answer/stored"


def test_nobody_sees_it_without_a_link_or_after_withdrawing(client: TestClient, employee: Employee) -> None:
    assert client.get("/answer/stored").status_code == 401
    employee.begin()
    employee.fill()
    employee.post("/answer/withdraw", fields(employee.get("/answer/withdraw")))
    assert employee.get("/answer/stored").status_code == 401


def test_two_people_see_their_own(client: TestClient, tokens: list[str], session: Session) -> None:
    first, second = Employee(client, tokens[0]), Employee(client, tokens[1])
    first.begin()
    first.leave(1, answers(1))
    second.begin()
    said = lines(second)

    assert said["draft"] == "Niets"
    assert said["person_id"] != session.get_one(Person, stored(session, first.token).person_id).email


def test_a_respondent_is_found_with_every_column_of_the_row() -> None:
    assert [field.name for field in columns_of(Invited)] == SQLModel.metadata.tables["invitation"].c.keys()
