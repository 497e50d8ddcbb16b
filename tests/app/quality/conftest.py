"""Closed measurements of which the questionnaire is judged, and the page about it."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session

from app.keys import KeyStore
from app.results.texts import Texts
from app.web.i18n import language
from surveys.catalogue import cell_help, customer_focus, model_help
from tests.app import cast
from tests.app.results.factories import Closed, closed
from tests.app.results.page import read

TEAMS = {
    "Klantcontact": {"Avond": 8, "Nacht": 4, "Noord": 14, "Piket": 3},
    "Vakafdelingen": {"Midden": 12, "Zuid": 11},
}


@pytest.fixture
def sample(session: Session, keys: KeyStore) -> Closed:
    """Give a measurement of 52 people in teams of both tiers and two hidden teams."""
    made = closed(session, keys, TEAMS, silent=0.03)
    session.commit()
    return made


Open = Callable[[Closed], str]


@pytest.fixture
def open_page(session: Session, client: TestClient) -> Open:
    """Open the page of a measurement as a consultant, in Dutch."""

    def opened(made: Closed) -> str:
        cast.sign_in(client, session, cast.consultant(session, made.organisation))
        client.headers["accept-language"] = "nl"
        return read(client, address(made))

    return opened


@pytest.fixture
def texts() -> Texts:
    """Give the texts of the questionnaire, in Dutch."""
    edition = customer_focus()
    return Texts(language("nl"), edition.questionnaire, edition.wording["nl"], model_help("nl"), cell_help("nl"))


def address(made: Closed) -> str:
    """Give the address of the page."""
    return f"/measurements/{made.measurement.id}/quality"
