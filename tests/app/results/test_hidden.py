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


@pytest.fixture
def source(hr: TestClient, sample: Closed) -> str:
    """Open the page of a hidden team."""
    return read(hr, sample.address("Piket"))


def test_it_says_so_and_leads_on(source: str, sample: Closed) -> None:
    assert "Van dit onderdeel tonen we geen cijfers" in words(source)
    assert sample.address("Klantcontact") in source


def test_it_shows_no_figure_no_stage_and_no_number_of_people(source: str) -> None:
    body = main_part(source)
    text = words(source).replace("Voorjaar 2026", "").replace("2 maart 2026", "")

    assert not re.search(r"\d", text)
    assert "stage-" not in body
    assert not charts(source)


def test_it_offers_the_questions_of_all_levels(source: str) -> None:
    assert len(re.findall(r"\?</span></li>", source)) == 7


def test_units_of_any_size_have_the_same_hidden_page(session: Session, keys: KeyStore, sign_in: SignIn) -> None:
    pages = []
    for size in (1, 4):
        made = closed(session, keys, {"A": {"B": 12, "Klein": size}}, name=f"Maat {size}")
        client = sign_in(made.organisation, Role.HR)
        source = words(read(client, made.address("Klein")))
        pages.append(source.replace(made.organisation.name, ""))

    assert pages[0] == pages[1]


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
