"""Which comments are shown where, to whom, and how they are found."""

import re
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session

from app.keys import KeyStore
from app.results.searching import holds
from tests import factories
from tests.app import cast
from tests.app.comments.conftest import Commented
from tests.app.results.page import leading, read, words
from tests.conftest import NOW

WRITTEN = re.compile(r"<blockquote>In (\w+) gaat nummer (\d+)")


def written(client: TestClient, address: str) -> list[tuple[str, str]]:
    """Give team and number of every comment on a page, in its order."""
    return WRITTEN.findall(read(client, address))


def test_a_team_shows_its_own_comments_and_a_department_those_inside_it(hr: TestClient, sample: Commented) -> None:
    assert {team for team, _ in written(hr, sample.address("Groot"))} == {"Groot"}
    assert len(written(hr, sample.address("Groot"))) == 12
    assert len(written(hr, sample.address("Klantcontact"))) == 34


@pytest.mark.parametrize("team", ["Klein", "Kleiner"])
def test_a_team_that_is_too_small_shows_none_and_leads_to_the_unit_around_it(
    hr: TestClient, sample: Commented, team: str
) -> None:
    source = read(hr, sample.address(team))

    assert WRITTEN.findall(source) == []
    assert "Van dit onderdeel tonen we geen open antwoorden" in words(source)
    assert f"units/{sample.units['Klantcontact']}/comments" in source


def test_an_open_measurement_has_no_comments_yet(client: TestClient, session: Session, keys: KeyStore) -> None:
    owner = factories.organisation(session)
    measurement = factories.measurement(session, keys, owner, now=NOW)
    cast.sign_in(client, session, cast.hr(session, owner))

    assert client.get(f"/measurements/{measurement.id}/units/{uuid4()}/comments").status_code == 404


def test_the_order_is_not_that_of_the_people(hr: TestClient, sample: Commented) -> None:
    found = [number for _, number in written(hr, sample.address("Waterland"))]

    assert len(found) == 34
    assert found != sorted(found)
    assert found == [number for _, number in written(hr, sample.address("Waterland"))]


def test_nothing_stands_beside_a_comment(hr: TestClient, sample: Commented) -> None:
    items = read(hr, sample.address("Klantcontact")).split('<li id="comment-')[1:]

    assert len(items) == 34
    said = [re.sub(r"<[^>]+>", "", item.split("</li>")[0].split(">", 1)[1]).strip() for item in items]
    assert all(re.fullmatch(r"In \w+ gaat nummer \d\d goed; één café &lt;b&gt;&amp;", text) for text in said)


def test_what_was_written_stays_text(hr: TestClient, sample: Commented) -> None:
    source = read(hr, sample.address("Groot"))

    assert "&lt;b&gt;&amp;" in source
    assert "café <b>" not in source


@pytest.mark.parametrize(
    ("text", "sought", "found"),
    [
        ("Één café", "een CAFE", True),
        ("Een cafe", "één", True),
        ("Straße", "STRASSE", True),
        ("klantvriendelijk", "vriend klant", True),
        ("klant", "klant klacht", False),
        ("alles", "  ", True),
        ("100% goed", "100%", True),
    ],
)
def test_capitals_and_accents_do_not_matter(text: str, sought: str, found: bool) -> None:  # noqa: FBT001
    assert holds(text, sought) is found


def test_searching_stands_in_the_address(hr: TestClient, sample: Commented) -> None:
    assert len(written(hr, f"{sample.address('Waterland')}?q=EEN+CAFE+midden")) == 11
    source = read(hr, f"{sample.address('Waterland')}?q=zwaluw")
    assert "Geen enkel antwoord past" in words(source)
    assert 'value="zwaluw"' in source


def test_many_comments_take_more_pages(hr: TestClient, sample: Commented, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.comments.service.ON_A_PAGE", 20)
    address = sample.address("Waterland")

    first, second, beyond = (written(hr, f"{address}?page={page}") for page in (1, 2, 99))

    assert (len(first), len(second)) == (20, 14)
    assert beyond == second
    assert not set(first) & set(second)


def test_the_next_page_is_still_searched(hr: TestClient, sample: Commented, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.comments.service.ON_A_PAGE", 5)
    found = f"{sample.address('Waterland')}?q=midden"
    everything = written(hr, found)

    onward = leading(read(hr, found), "next")

    assert onward == f"{found}&page=2"
    assert written(hr, onward)
    assert not set(written(hr, onward)) & set(everything)


@pytest.mark.parametrize("query", ["?page=x", "?theme=x", "?theme=00000000-0000-4000-8000-000000000000"])
def test_nonsense_in_the_address_is_not_found(hr: TestClient, sample: Commented, query: str) -> None:
    assert hr.get(sample.address("Groot") + query).status_code == 404


@pytest.mark.parametrize("question", ["nothing", "insight_mission", "recommend_employer"])
def test_only_open_questions_have_a_page(hr: TestClient, sample: Commented, question: str) -> None:
    assert hr.get(sample.address("Groot", question)).status_code == 404


def test_a_question_that_nobody_answered_says_so(hr: TestClient, sample: Commented) -> None:
    assert "Hier schreef niemand iets" in words(read(hr, sample.address("Groot", "how_can_we")))


def test_the_organisation_and_the_first_question_come_first(hr: TestClient, sample: Commented) -> None:
    whole = hr.get(f"/measurements/{sample.measurement.id}/comments").headers["location"]
    assert hr.get(whole).headers["location"] == sample.address("Waterland")
    address = sample.address("Groot")

    assert hr.get(address.removesuffix("/goes_well")).headers["location"] == address


def test_the_reminder_says_how_it_is_in_this_measurement(hr: TestClient, sample: Commented) -> None:
    text = words(read(hr, sample.address("Groot")))

    assert "alleen van groepen van minstens 10 antwoorden" in text
    assert "laat rusten wie het schreef" in text


def test_who_is_not_signed_in_is_asked_to_sign_in(client: TestClient, sample: Commented) -> None:
    assert client.get(sample.address("Groot")).status_code == 401


def test_a_stranger_finds_nothing(client: TestClient, session: Session, sample: Commented) -> None:
    cast.sign_in(client, session, cast.stranger(session))

    assert client.get(sample.address("Groot")).status_code == 404
    assert client.get(sample.address("Klein")).status_code == 404


def test_a_consultant_reads_along(client: TestClient, session: Session, sample: Commented) -> None:
    cast.sign_in(client, session, cast.consultant(session, sample.organisation))

    assert len(written(client, sample.address("Groot"))) == 12
