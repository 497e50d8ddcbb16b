"""A hidden unit tells nothing but that it is hidden."""

import re

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session

from app.keys import KeyStore
from app.models import Role
from tests.app.results.conftest import SignIn
from tests.app.results.factories import Closed, closed
from tests.app.results.page import charts, main_part, read, words

NUMBER = re.compile(r"\d+(?:,\d+)?")
BEGINS = re.compile("Klantcontact begint")


@pytest.fixture
def source(hr: TestClient, sample: Closed) -> str:
    """Open the page of a hidden team."""
    return read(hr, sample.address("Piket"))


def test_it_says_why_and_leads_on(source: str, sample: Closed) -> None:
    assert "Van dit onderdeel tonen we geen cijfers" in words(source)
    assert "We tonen een onderdeel pas vanaf 5 antwoorden" in words(source)
    assert sample.address("Klantcontact") in source


def test_the_smallest_group_is_that_of_the_measurement(session: Session, keys: KeyStore, sign_in: SignIn) -> None:
    made = closed(session, keys, {"A": {"B": 12, "Klein": 3}}, minimum_scores=7)

    assert "pas vanaf 7 antwoorden" in words(read(sign_in(made.organisation, Role.HR), made.address("Klein")))


def test_of_the_unit_itself_it_shows_no_figure_no_stage_and_no_number_of_people(source: str) -> None:
    own = main_part(source).split('<section class="around"')[0] + "</main>"
    text = re.sub("Voorjaar 2026|2 maart 2026|vanaf 5 antwoorden", "", words(own))

    assert not re.search(r"\d", text)
    assert "stage-" not in own
    assert not charts(source)


def test_it_gives_the_figures_of_the_unit_around_it_and_no_others(hr: TestClient, source: str, sample: Closed) -> None:
    elsewhere = " ".join(words(read(hr, sample.address(name))) for name in ("Klantcontact", "Noord"))
    here = NUMBER.findall(words(source).split("De uitslag van Klantcontact")[1])

    assert len(here) > 10
    assert set(here) <= set(NUMBER.findall(elsewhere))


def test_it_offers_the_questions_of_all_levels_and_says_where_the_unit_around_it_begins(source: str) -> None:
    questions = re.findall(r"<li[^>]*>.*?</li>", source.split('class="questions"')[1], re.DOTALL)

    assert [question.count("?</span>") for question in questions] == [1] * 7
    assert [question.count("Klantcontact:") for question in questions] == [1] * 7
    assert len([question for question in questions if "Klantcontact begint" in question]) == 1
    begins = re.search(
        r"<strong>(.*?)</strong>.*Klantcontact begint", next(filter(BEGINS.search, questions)), re.DOTALL
    )
    assert begins
    assert re.search(rf"Begin (?:waarschijnlijk )?bij {begins[1]}", words(source))


def test_units_of_any_size_have_the_same_hidden_page(session: Session, keys: KeyStore, sign_in: SignIn) -> None:
    """The answers of the department are the same; in the team itself nobody gave any of them, or one, or four."""
    pages = []
    for size in (0, 1, 4):
        made = closed(session, keys, {"A": {"B": 12, "Klein": size, "Ander": 5 - size}}, name=f"Maat {size}")
        client = sign_in(made.organisation, Role.HR)
        source = words(read(client, made.address("Klein")))
        pages.append(source.replace(made.organisation.name, ""))

    assert "De uitslag van A" in pages[0]
    assert pages[0] == pages[1] == pages[2]


def test_its_row_in_the_unit_around_it_tells_nothing(hr: TestClient, sample: Closed) -> None:
    source = read(hr, sample.address("Klantcontact"))

    row = re.search(r"<tr>(?:(?!</tr>).)*Piket.*?</tr>", source, re.DOTALL)
    assert row is not None
    assert not re.search(r"\d", re.sub(r'href="[^"]*"|colspan="\d"|<[^>]*>', "", row[0]))
    assert "stage-" not in row[0]


def test_a_statement_of_a_hidden_unit_shows_its_text_alone(hr: TestClient, sample: Closed) -> None:
    source = read(hr, sample.address("Piket", "insight_values"))
    answers = source[source.index('id="answers"') : source.index("elders" if "elders" in source else "<table")]

    assert "Niet getoond om herkenbaarheid te voorkomen" in source
    assert "Wij vinden dat feiten zwaarder moeten wegen dan meningen" in source
    assert not re.search(r">\s*\d", answers)
    assert "stage-" not in answers


def test_a_measurement_with_everything_hidden_still_has_pages(
    session: Session, keys: KeyStore, sign_in: SignIn
) -> None:
    small = closed(session, keys, {"A": {"B": 3}})
    client = sign_in(small.organisation, Role.HR)

    for name in ("Waterland", "A", "B"):
        text = words(read(client, small.address(name)))
        assert "Van dit onderdeel tonen we geen cijfers" in text
