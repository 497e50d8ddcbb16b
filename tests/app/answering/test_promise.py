"""What is promised on the first page: from the measurement and the settings, and never more than can be kept."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from fastapi.testclient import TestClient
from sqlmodel import Session

from app.clock import Clock
from app.config import Settings
from app.keys import KeyStore
from app.main import create_app
from app.measurements.launch import personal_links
from tests import factories
from tests.conftest import NOW

APP = Path(__file__).parents[3] / "app"
FORBIDDEN = [
    "100 %",
    "100%",
    "anoniem",
    "anonymous",
    "niemand kan ooit",
    "kan niemand",
    "nobody can find",
    "persoonsgegevens",
    "avg-proof",
    "veilig",
    "secure",
]


def first_page(session: Session, settings: Settings, clock: Clock, *, language: str = "nl", **plan: object) -> str:
    keys = KeyStore(settings.keys_dir)
    keys.prepare()
    launched = factories.measurement(session, keys, factories.organisation(session), now=NOW, **plan)
    link = personal_links(session, keys, launched, base_url="")[0]
    session.commit()
    with TestClient(create_app(settings, clock=clock)) as client:
        return " ".join(client.get(link, headers={"Accept-Language": language}).text.split())


def test_the_promise_holds_the_numbers_of_this_measurement(session: Session, settings: Settings, clock: Clock) -> None:
    page = first_page(session, settings, clock)
    for text in (
        "Tot de sluiting, op 16 maart 2026 11:00",
        "Uiterlijk op <strong>23 maart 2026</strong>",
        "Vanaf dan is er geen sleutel meer waarmee iemand",
        "alleen wie deze software beheert (Testbeheer) technisch",
        "minstens 5 antwoorden",
        "vanaf 10 antwoorden",
        "team of afdeling (Noord) en wat je antwoordt op: <q>Heb je",
        "Minstens vijf mensen",
        "niet kunnen uitsluiten",
        "een kopie van de sleutel bewaard",
        "kan de rest misschien herkennen",
    ):
        assert text in page


def test_other_settings_make_another_promise(session: Session, settings: Settings, clock: Clock) -> None:
    other = settings.model_copy(update={"operator": "Kantoor Zuid", "operator_is_employer": True})
    closes_at = datetime(2026, 4, 1, 12, tzinfo=UTC)
    page = first_page(session, other, clock, minimum_scores=7, minimum_statements=15, key_days=30, closes_at=closes_at)
    assert "Uiterlijk op <strong>1 mei 2026</strong>" in page
    assert "Je werkgever beheert deze software zelf (Kantoor Zuid)" in page
    assert "minstens 7 antwoorden" in page
    assert "vanaf 15 antwoorden" in page
    assert "overeenkomst" not in page


def test_the_date_counts_from_the_end_of_the_last_hour(session: Session, settings: Settings, clock: Clock) -> None:
    closes_at = datetime(2026, 3, 16, 22, 59, tzinfo=UTC)  # 23:59 in Amsterdam
    page = first_page(session, settings, clock, closes_at=closes_at)
    assert "Tot de sluiting, op 16 maart 2026 23:59" in page
    assert "Uiterlijk op <strong>24 maart 2026</strong>" in page


def test_english_readers_get_the_same_promise(session: Session, settings: Settings, clock: Clock) -> None:
    page = first_page(session, settings, clock, language="en")
    assert "By <strong>23 March 2026</strong> at the latest we destroy the key" in page
    assert "From then on there is no key any more" in page
    assert "only whoever runs this software (Testbeheer) could technically" in page


@pytest.mark.parametrize("phrase", FORBIDDEN)
def test_nothing_is_promised_that_cannot_be_kept(phrase: str) -> None:
    files = [*(APP / "templates" / "answering").glob("*.html"), APP / "locales" / "nl" / "answering.po"]
    assert [file.name for file in files if phrase in file.read_text().lower()] == []


def test_every_text_is_translated() -> None:
    with (APP / "locales" / "nl" / "answering.po").open("rb") as file:
        catalogue = read_po(file)
    strings = {message.id: message.string for message in catalogue if message.id}
    assert [key for key, text in strings.items() if not (all(text) if isinstance(text, tuple) else text)] == []
