"""What is promised on the first page: from the measurement and the settings, and never more than can be kept."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session

from app.clock import Clock
from app.config import Settings
from app.keys import KeyStore
from app.main import create_app
from app.measurements.launch import personal_links
from tests import factories
from tests.conftest import NOW

TAGS = re.compile(r"<[^>]*>")
FACT = re.compile(
    r"\d[\d:]*|"
    r"\b(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|twaalf|two|three|four|five|six|seven|eight|nine|ten|twelve)\b",
    re.IGNORECASE,
)
NOTES = re.compile(r'<span class="when".*?</span>|<small>.*?</small>')


def first_page(
    session: Session,
    settings: Settings,
    clock: Clock,
    *,
    language: str = "nl",
    teams: Mapping[str, int] | None = None,
    **plan: object,
) -> str:
    keys = KeyStore(settings.keys_dir)
    keys.prepare()
    launched = factories.measurement(session, keys, factories.organisation(session, teams=teams), now=NOW, **plan)
    link = personal_links(session, keys, launched, base_url="")[0]
    session.commit()
    with TestClient(create_app(settings, clock=clock)) as client:
        return " ".join(client.get(link, headers={"Accept-Language": language}).text.split())


def facts(page: str) -> set[str]:
    """Find the numbers, days and times in a promise, also numbers that are written in letters."""
    promise = page.split('<section class="promise"')[1].split("</section>", maxsplit=1)[0]
    return set(FACT.findall(unescape(TAGS.sub(" ", promise))))


def table(page: str) -> list[list[str]]:
    """Read the rows of "who can see what": the reader, and the answer for each of the three moments."""
    body = page.split('class="access"')[1].split("<tbody")[1].split("</table>", maxsplit=1)[0]
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in body.split("<tr")[1:]]
    return [[TAGS.sub("", NOTES.sub("", cell)).strip() for cell in row] for row in rows]


def test_the_promise_holds_the_numbers_of_this_measurement(session: Session, settings: Settings, clock: Clock) -> None:
    page = first_page(session, settings, clock)
    for text in (
        "Tot de vragenlijst sluit, uiterlijk op 16 maart 2026 11:00, staan je antwoorden versleuteld",
        "Uiterlijk op <strong>23 maart 2026</strong> vernietigen we de sleutel",
        "Vanaf dan is er geen sleutel meer waarmee iemand",
        "alleen wie deze software beheert (Testbeheer) technisch",
        "minstens 5 antwoorden",
        "pas vanaf 10",
        "zien uitslagen van groepen vanaf 5",
        "Na 23 mrt",
        "team of afdeling (Noord) en wat je antwoordt op: <q>Heb je",
        "Minstens 5 mensen",
        "niet kunnen uitsluiten",
        "een kopie van de sleutel bewaard",
        "kan de rest misschien herkennen",
    ):
        assert text in page


@pytest.mark.parametrize(
    ("change", "gone", "there"),
    [
        (
            {"minimum_scores": 7},
            ["minstens 5", "Minstens 5", "vanaf 5<"],
            ["minstens 7 antwoorden", "Minstens 7 mensen", "vanaf 7<"],
        ),
        ({"minimum_statements": 15}, ["pas vanaf 10"], ["pas vanaf 15"]),
        ({"key_days": 30}, ["23 maart", "23 mrt"], ["<strong>15 april 2026</strong>", "Na 15 apr"]),
        (
            {"closes_at": datetime(2026, 4, 1, 12, tzinfo=UTC)},
            ["16 maart", "23 maart"],
            ["op 1 april 2026 14:00", "<strong>8 april 2026</strong>", "Na 8 apr"],
        ),
    ],
)
def test_another_plan_makes_another_promise(
    session: Session, settings: Settings, clock: Clock, change: dict[str, Any], gone: list[str], there: list[str]
) -> None:
    page = first_page(session, settings, clock, **change)

    assert [text for text in gone if text in page] == []
    assert [text for text in there if text not in page] == []


@pytest.mark.parametrize(
    ("change", "gone", "there"),
    [
        ({"operator": "Kantoor Zuid"}, "Testbeheer", "Wie deze software beheert (Kantoor Zuid), met database"),
        ({"operator_is_employer": True}, "overeenkomst", "Je werkgever beheert deze software zelf (Testbeheer)"),
        ({"operator_is_employer": True}, "Wie deze software beheert", "Je werkgever (Testbeheer), met database"),
        ({"operator_is_employer": True}, "Je werkgever ziet dat niet", "Je leidinggevende en HR zien dat niet per"),
    ],
)
def test_another_installation_makes_another_promise(
    session: Session, settings: Settings, clock: Clock, change: dict[str, object], gone: str, there: str
) -> None:
    page = first_page(session, settings.model_copy(update=change), clock)

    assert gone not in page
    assert there in page


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_number_and_every_date_comes_from_a_setting(
    session: Session, settings: Settings, clock: Clock, language: str
) -> None:
    """Whatever were still there when every setting is another one would be promised by nothing."""
    before = facts(first_page(session, settings, clock, language=language))
    other: dict[str, Any] = {"minimum_scores": 12, "minimum_statements": 19, "key_days": 40}
    closes_at = datetime(2027, 4, 1, 12, 37, tzinfo=UTC)
    after = facts(first_page(session, settings, clock, language=language, **other, closes_at=closes_at))

    assert {"5", "10", "30", "16", "23", "2026", "11:00"} <= before
    assert {"12", "19", "36", "1", "11", "2027"} <= after
    assert before & after == set()


@pytest.mark.parametrize("fixed", ["At least five people", "vanaf 10 antwoorden", "uiterlijk 16 mrt", "om 11:00"])
def test_a_number_or_a_date_that_stands_still_is_found(fixed: str) -> None:
    assert facts(f'<main><section class="promise" data-x="3"><p>{fixed}</p></section> 7')


def test_another_team_makes_another_promise(session: Session, settings: Settings, clock: Clock) -> None:
    page = first_page(session, settings, clock, teams={"Balie <Oost>": 6})

    assert "(Noord)" not in page
    assert "(Balie &lt;Oost&gt;)" in page


def test_who_can_see_what(session: Session, settings: Settings, clock: Clock) -> None:
    assert table(first_page(session, settings, clock)) == [
        ["Collega's, leidinggevende, HR, adviseur", "nee", "nee", "nee"],
        ["Wie bij je mail kan, zoals de mailbeheerder van je werkgever", "nee", "nee", "nee"],
        ["Wie de database of een reservekopie heeft, maar geen sleutel", "nee", "nee", "nee"],
        ["Wie deze software beheert (Testbeheer), met database en sleutel", "ja", "ja", "nee"],
        ["Wie in de database kan lezen en al antwoorden van je kent", "nee", "soms", "soms"],
    ]


def test_the_date_counts_from_the_end_of_the_last_hour(session: Session, settings: Settings, clock: Clock) -> None:
    closes_at = datetime(2026, 3, 16, 22, 59, tzinfo=UTC)  # 23:59 in Amsterdam
    page = first_page(session, settings, clock, closes_at=closes_at)
    assert "Tot de vragenlijst sluit, uiterlijk op 16 maart 2026 23:59" in page
    assert "Uiterlijk op <strong>24 maart 2026</strong>" in page


def test_english_readers_get_the_same_promise(session: Session, settings: Settings, clock: Clock) -> None:
    page = first_page(session, settings, clock, language="en")
    assert "By <strong>23 March 2026</strong> at the latest we destroy the key" in page
    assert "From then on there is no key any more" in page
    assert "only whoever runs this software (Testbeheer) could technically" in page


@pytest.mark.parametrize(
    ("language", "operator"),
    [("nl", "de beheerder van deze installatie"), ("en", "the administrator of this installation")],
)
def test_who_runs_the_software_without_a_name_is_described(
    session: Session, settings: Settings, clock: Clock, language: str, operator: str
) -> None:
    page = first_page(session, settings.model_copy(update={"operator": ""}), clock, language=language)
    assert f"({operator})" in page
    assert not re.search("overeenkomst met je werkgever|contract with your employer", page)
    named = first_page(session, settings, clock, language=language)
    assert re.search(r"\. (?:De overeenkomst met je werkgever|The contract with your employer)", named)
