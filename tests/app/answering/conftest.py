"""Somebody with a personal link, and a browser that fills in the questionnaire."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http import HTTPStatus

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlmodel import Session, select

from app.answering.booklets import Booklet
from app.keys import KeyStore
from app.measurements.launch import personal_links
from app.models import Measurement
from app.models.invitation import Invitation
from app.secrets import hashed, parsed
from surveys.catalogue import customer_focus
from tests import factories
from tests.conftest import NOW

BOOKLET = Booklet(customer_focus())
PARTS = len(BOOKLET.parts)


class Form(HTMLParser):
    """Read what a page's main form would send if nothing was changed."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.texts: dict[str, str] = {}
        self._writing = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        name, value = values.get("name") or "", values.get("value") or ""
        if tag == "input" and (values["type"] == "hidden" or "checked" in values):
            self.fields[name] = value
        if tag == "textarea":
            self._writing = name
            self.fields[name] = ""

    def handle_data(self, data: str) -> None:
        if self._writing:
            self.fields[self._writing] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._writing = ""


def fields(response: Response) -> dict[str, str]:
    """Give the fields of the form on a page, as the browser would send them back."""
    form = Form()
    form.feed(response.text)
    return form.fields


@dataclass
class Employee:
    """A person at a browser."""

    client: TestClient
    token: str
    seen: list[Response] = field(default_factory=list)

    @property
    def link(self) -> str:
        return f"/i/{self.token}"

    def get(self, address: str) -> Response:
        self.seen.append(self.client.get(address))
        return self.seen[-1]

    def post(self, address: str, data: Mapping[str, str]) -> Response:
        self.seen.append(self.client.post(address, data=dict(data)))
        return self.seen[-1]

    def begin(self) -> Response:
        return self.post(self.link, fields(self.get(self.link)))

    def leave(self, page: int, changes: Mapping[str, str] | None = None, *, button: str = "next") -> Response:
        address = f"/answer/{page}"
        sent = fields(self.get(address)) | dict(changes or {})
        return self.post(address, sent | ({} if button == "next" else {button: "1"}))

    def fill(self, *, until: int = PARTS) -> Response:
        """Answer every statement up to and including this part."""
        for part in BOOKLET.parts[:until]:
            response = self.leave(part.number, answers(part.number))
        return response


def answers(page: int) -> dict[str, str]:
    """Answer all closed questions of a page, each with another code in turn."""
    questions = BOOKLET.parts[page - 1].scored
    return {question.code: str(1 + place % 5) for place, question in enumerate(questions)}


def thanked(response: Response) -> bool:
    """Say whether this is the thank-you."""
    return response.status_code == HTTPStatus.OK and 'data-state="submitted"' in response.text


@pytest.fixture
def running(session: Session, keys: KeyStore) -> Measurement:
    """Give an open measurement, for two teams."""
    launched = factories.measurement(session, keys, factories.organisation(session), now=NOW)
    session.commit()
    return launched


@pytest.fixture
def tokens(session: Session, keys: KeyStore, running: Measurement) -> list[str]:
    """Give the tokens of everybody who was invited."""
    links = personal_links(session, keys, running, base_url="")
    session.commit()
    return [re.sub("^/i/", "", link) for link in links]


@pytest.fixture
def employee(client: TestClient, tokens: list[str]) -> Employee:
    """Give somebody with a personal link that was never opened."""
    return Employee(client, tokens[0])


def stored(session: Session, token: str) -> Invitation:
    """Read the row of a token afresh, and let go of the database."""
    row = session.exec(select(Invitation).where(Invitation.token_hash == hashed(parsed(token)))).one()
    session.expunge(row)
    session.commit()
    return row
