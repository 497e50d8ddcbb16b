"""What stands on the page of a team talk, and why."""

import re

from fastapi.testclient import TestClient
from sqlmodel import Session

from app.keys import KeyStore
from app.models import Role
from app.web.i18n import language
from surveys.catalogue import talk_help
from surveys.model import Level
from tests.app.results.conftest import SignIn
from tests.app.results.factories import Closed, closed
from tests.app.results.page import read, words

GUIDES = talk_help("nl").levels


def page(client: TestClient, sample: Closed, name: str) -> str:
    return words(read(client, sample.address(name) + "/talk"))


def guided(text: str) -> list[Level]:
    """Give the levels whose guide stands on the page, in its order."""
    found = {text.index(guide.questions[0]): level for level, guide in GUIDES.items() if guide.questions[0] in text}
    return [found[place] for place in sorted(found)]


def test_strengths_come_first_then_two_subjects_then_how(hr: TestClient, sample: Closed) -> None:
    text = page(hr, sample, "Noord")

    assert text.index("Dit staat stevig") < text.index("Praat hierover") < text.index("Vraag elkaar")
    assert text.count("Een eerste stap") == 2


def test_the_first_subject_is_where_the_ladder_begins(hr: TestClient, sample: Closed) -> None:
    text = page(hr, sample, "Noord")  # of which half thinks the opposite about values

    assert guided(text)[0] is Level.VALUES
    assert "het team is verdeeld" in text


def test_a_divided_statement_shows_its_distribution(hr: TestClient, sample: Closed) -> None:
    text = page(hr, sample, "Noord")

    assert "Mensen, van oneens tot eens" in text


def test_a_small_team_sees_no_number_of_a_statement(hr: TestClient, sample: Closed) -> None:
    source = read(hr, sample.address("Avond") + "/talk")

    assert "<svg" not in source
    assert "Mensen, van" not in words(source)
    assert len(guided(words(source))) == 2


def test_a_unit_without_anything_certain_has_no_strengths(session: Session, keys: KeyStore, sign_in: SignIn) -> None:
    low = closed(session, keys, {"A": {"B": 12, "C": 11}}, levels=(3.4,) * 7)
    hr = sign_in(low.organisation, Role.HR)

    assert "begin met de vraag waar jullie trots op zijn" in page(hr, low, "B")


def test_where_all_is_in_order_there_are_subjects_all_the_same(
    session: Session, keys: KeyStore, sign_in: SignIn
) -> None:
    high = closed(session, keys, {"A": {"B": 14, "C": 13}}, levels=(4.6,) * 7, spread=0.3)
    hr = sign_in(high.organisation, Role.HR)
    text = page(hr, high, "B")

    assert len(guided(text)) == 2
    assert text.count("Dat is niet laag, en het verschil kan toeval zijn.") == 2


def test_every_strength_lies_surely_above_the_threshold(session: Session, keys: KeyStore, sign_in: SignIn) -> None:
    made = closed(session, keys, {"A": {"B": 14, "C": 13}}, levels=(4.4, 4.2, 3.9, 3.6, 3.5, 3.4, 3.3))
    text = page(sign_in(made.organisation, Role.HR), made, "B")

    lows = re.findall(r"\(marge ([\d,]+) tot", text.split("Praat hierover")[0])
    assert 1 <= len(lows) <= 3
    assert all(float(low.replace(",", ".")) > 3.5 for low in lows)
    assert lows == sorted(lows, reverse=True)


def test_a_hidden_unit_says_why_and_leads_to_the_unit_around_it(hr: TestClient, sample: Closed) -> None:
    source = read(hr, sample.address("Piket") + "/talk")

    assert "Voor het teamgesprek van dit onderdeel is er geen pagina" in words(source)
    assert sample.address("Klantcontact") + "/talk" in source


def test_the_page_is_there_in_english(hr: TestClient, sample: Closed) -> None:
    hr.headers["accept-language"] = "en"
    text = page(hr, sample, "Noord")

    assert "This stands firm" in text
    assert talk_help("en").levels[Level.VALUES].first_step in text
    assert language("nl").gettext("This stands firm") not in text


def test_a_department_has_a_page_too(hr: TestClient, sample: Closed) -> None:
    assert len(guided(page(hr, sample, "Klantcontact"))) == 2
