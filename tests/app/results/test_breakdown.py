"""A unit beside itself: those who lead others and those who do not, as it was published and no further."""

import re

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session, col, delete, select

from app.keys import KeyStore
from app.models import PublishedBreakdown, Role
from app.web.i18n import language
from tests.app.results.conftest import SignIn
from tests.app.results.factories import Closed, closed
from tests.app.results.page import read, words

NL = language("nl")
HEADING = "Wie ziet het anders?"
QUESTION = "Geef je leiding aan collega"


@pytest.fixture
def led(session: Session, keys: KeyStore) -> Closed:
    """Give a measurement in which every third person leads others and sees everything more positively."""
    made = closed(session, keys, {"Klantcontact": {"Noord": 24, "Zuid": 12}, "Kantoor": {"West": 18}}, leading=3)
    session.commit()
    return made


@pytest.fixture
def reader(led: Closed, sign_in: SignIn) -> TestClient:
    """Look as HR."""
    return sign_in(led.organisation, Role.HR)


def section(source: str) -> str:
    """Give the words of the part of the page that breaks down."""
    inside = source.partition('id="breakdowns"')[2].partition("</section>")[0]
    return words(f"<main {inside}</main>")


def figures(text: str) -> list[str]:
    """Give the figures on the overall score, without signs: the difference, and averages, each with its margin."""
    return re.findall(r"\d,\d\d", re.split(r"Totaalscore (?:● duidelijk )?(?=\W\d)", text)[1])


def test_two_groups_stand_beside_each_other_with_their_difference(
    session: Session, led: Closed, reader: TestClient
) -> None:
    text = section(read(reader, led.address("Waterland")))

    assert HEADING in text
    assert QUESTION in text
    rows = session.exec(
        select(PublishedBreakdown).where(
            col(PublishedBreakdown.unit_id) == led.units["Waterland"], PublishedBreakdown.measure == "overall"
        )
    ).all()
    means = {row.option: row.total / row.n for row in rows}
    assert {row.option: row.n for row in rows} == {"yes": 18, "no": 36}
    assert all(NL.number(mean, 2) in text for mean in means.values())
    assert NL.signed(means["yes"] - means["no"], 2) in text
    assert "18 mensen" in text
    assert "36 mensen" in text


def test_what_certainly_differs_is_named(led: Closed, reader: TestClient) -> None:
    text = section(read(reader, led.address("Waterland")))

    assert re.search(r"\WJa\W staat duidelijk hoger op elke score\.", text)
    assert not re.search(r"\WNee\W staat", text)


@pytest.mark.parametrize(("higher", "finding"), [(0.45, "Geen duidelijk verschil"), (0.9, "hoger op Totaalscore")])
def test_a_difference_counts_as_clear_only_among_all_scores(
    session: Session, led: Closed, reader: TestClient, higher: float, finding: str
) -> None:
    """Of 18 and 36 people with an sd of 0.7, 0.45 lies at p = .03 by itself: too little where 14 are compared."""
    for row in session.exec(select(PublishedBreakdown)).all():
        mean = 3.0 + (higher if (row.option, row.measure) == ("yes", "overall") else 0)
        row.total, row.squares = mean * row.n, mean**2 * row.n + 0.49 * (row.n - 1)
    session.commit()

    text = section(read(reader, led.address("Waterland")))

    assert finding in text
    assert re.search(r"Totaalscore (● duidelijk )?\+0,\d+ \+0,\d+ tot", text)  # its own margin leaves zero out


def test_a_unit_that_is_too_small_is_not_broken_down(led: Closed, reader: TestClient) -> None:
    assert HEADING in read(reader, led.address("Klantcontact"))
    assert HEADING not in read(reader, led.address("Noord"))
    assert HEADING not in read(reader, led.address("West"))


def test_a_group_that_would_give_away_three_leaders_elsewhere_is_not_shown(
    session: Session, keys: KeyStore, sign_in: SignIn
) -> None:
    made = closed(session, keys, {"Klantcontact": {"Noord": 24, "Zuid": 12}, "Kantoor": {"West": 9}}, leading=3)
    session.commit()
    reader = sign_in(made.organisation, Role.HR)

    assert HEADING in read(reader, made.address("Waterland"))
    assert HEADING not in read(reader, made.address("Klantcontact"))


def test_the_page_says_how_large_groups_are_at_the_least(led: Closed, reader: TestClient) -> None:
    text = section(read(reader, led.address("Waterland")))

    assert "minstens 30 mensen" in text
    assert "groepen van minstens 10" in text


def test_a_larger_smallest_group_makes_larger_groups(session: Session, keys: KeyStore, sign_in: SignIn) -> None:
    made = closed(session, keys, {"A": {"B": 60}}, leading=3, minimum_scores=12, minimum_statements=12)
    session.commit()

    text = section(read(sign_in(made.organisation, Role.HR), made.address("Waterland")))

    assert "minstens 36 mensen" in text
    assert "groepen van minstens 12" in text


def test_a_score_that_is_hidden_is_not_there(session: Session, led: Closed, reader: TestClient) -> None:
    session.exec(
        delete(PublishedBreakdown).where(
            col(PublishedBreakdown.measure) == "insight", col(PublishedBreakdown.option) == "yes"
        )
    )
    session.commit()

    source = read(reader, led.address("Waterland"))

    row = re.search(r'<th scope="row">Inzicht</th>(.*?)</tr>', source.partition('id="breakdowns"')[2], re.DOTALL)
    assert row is not None
    found = words(f"<main>{row[1]}</main>")
    assert found.startswith("- Niet getoond")


def test_who_is_in_no_group_is_a_group_too(session: Session, led: Closed, reader: TestClient) -> None:
    before = section(read(reader, led.address("Waterland")))
    session.exec(delete(PublishedBreakdown).where(col(PublishedBreakdown.option) == "yes"))
    session.commit()

    after = section(read(reader, led.address("Waterland")))

    assert "Ja, of geen antwoord 18 mensen" in after
    assert sorted(figures(after)[3:9]) == sorted(figures(before)[3:9])  # two averages with their margins
    assert figures(after)[0] == figures(before)[0]
    assert "staat duidelijk hoger" in after


def test_nobody_is_no_group(session: Session, keys: KeyStore, sign_in: SignIn) -> None:
    made = closed(session, keys, {"Klantcontact": {"Noord": 40}}, leading=1)
    session.commit()
    assert {row.option for row in session.exec(select(PublishedBreakdown))} == {"yes"}

    assert HEADING not in read(sign_in(made.organisation, Role.HR), made.address("Waterland"))
