"""What the page shows: stored figures, and what follows from the result; every state."""

import re

import pytest
from sqlmodel import Session, select

from analytics.grouping import icc1
from analytics.moments import Moments
from app.keys import KeyStore
from app.models import PublishedCell, PublishedQuality, PublishedUnit
from app.quality.reading import grouped_scores, stored_quality
from app.results.reading import Published, published
from app.results.texts import Texts
from app.web.i18n import language
from surveys.model import Block, Level
from tests.app.quality.conftest import TEAMS, Open
from tests.app.results.factories import Closed, closed
from tests.app.results.page import main_part, words

ANSWERS = ("Meten de scores betrouwbaar?", "Slordig ingevuld, of overal ja gezegd?")
RESULT = ("Hoeveel verklaart het team?", "Welke stellingen bleven zonder antwoord?")


@pytest.fixture
def source(session: Session, sample: Closed) -> Published:
    return published(session, sample.measurement)


@pytest.fixture
def few(session: Session, keys: KeyStore) -> Closed:
    made = closed(session, keys, {"A": {"B": 12, "C": 17}}, name="Klein")
    session.commit()
    return made


@pytest.fixture
def old(session: Session, keys: KeyStore) -> Closed:
    made = closed(session, keys, TEAMS, name="Vroeger", judged=False)
    session.commit()
    return made


def test_it_shows_reliability_as_it_was_stored(
    session: Session, sample: Closed, source: Published, open_page: Open, texts: Texts
) -> None:
    found = stored_quality(session, source)
    assert found is not None
    page = words(open_page(sample))

    for scale in found.scales:
        assert scale.alpha is not None
        row = f"{texts.measure(scale.code)} {language('nl').number(scale.alpha.estimate, 2)}"
        assert row in page
    assert len(found.scales) == 13


def test_every_part_is_there(sample: Closed, open_page: Open) -> None:
    page = open_page(sample)

    assert [title for title in (*ANSWERS, *RESULT) if title in page] == [*ANSWERS, *RESULT]
    assert page.count('href="#') - page.count('href="#main"') == 5
    assert "Alle 42 stellingen zijn positief gesteld" in page
    assert 'class="notice"' not in main_part(page)


def test_all_statements_are_listed_once(sample: Closed, open_page: Open, texts: Texts) -> None:
    table = main_part(open_page(sample)).partition("<details>")[2].partition("</details>")[0]

    found = re.findall(r'/cells/([a-z_]+)"', table)
    assert found == [row.code for row in texts.questionnaire.statements]


def test_the_team_explains_what_published_groups_differ(session: Session, source: Published) -> None:
    groups = grouped_scores(session, source)
    units = {row.unit_id: row.respondents for row in session.exec(select(PublishedUnit))}
    cells = {
        row.unit_id: Moments(row.n or 0, row.total or 0, row.squares or 0)
        for row in session.exec(select(PublishedCell).where(PublishedCell.measure == "overall"))
    }
    teams = [cells[unit] for unit in units if source.tree.ids.index(unit) in source.tree.leaves]
    rest = [group for group in groups["overall"] if group not in teams]

    assert list(groups) == ["overall", *Block, *Level]
    assert len(groups["overall"]) - len(rest) == len(teams)
    assert sum(group.n for group in groups["overall"]) == cells[source.tree.ids[0]].n
    assert all(group.n >= 5 for group in rest)
    assert icc1(groups["overall"]).groups == len(groups["overall"])


def test_no_unit_but_the_organisation_is_named(sample: Closed, open_page: Open) -> None:
    page = open_page(sample)

    assert "Waterland" in page
    assert not [name for name in sample.tree.names[1:] if name in page]


def test_with_few_people_only_what_follows_from_the_result_is_there(few: Closed, open_page: Open) -> None:
    page = words(open_page(few))

    assert "Minder dan 30 mensen vulden de vragenlijst in" in page
    assert [title in page for title in ANSWERS] == [False, False]
    assert [title in page for title in RESULT] == [True, True]


def test_a_larger_smallest_group_asks_for_more_people(session: Session, keys: KeyStore, open_page: Open) -> None:
    made = closed(session, keys, TEAMS, minimum_statements=60)
    session.commit()

    assert "Minder dan 60 mensen vulden de vragenlijst in" in words(open_page(made))


def test_a_measurement_of_before_says_that_nobody_opens_answers_again(old: Closed, open_page: Open) -> None:
    page = words(open_page(old))

    assert "Deze meting is gesloten voordat we dit berekenden" in page
    assert [title in page for title in ANSWERS] == [False, False]
    assert [title in page for title in RESULT] == [True, True]


def test_one_team_alone_explains_nothing_that_can_be_told(session: Session, keys: KeyStore, open_page: Open) -> None:
    made = closed(session, keys, {"A": {"B": 8}}, name="Een")
    session.commit()
    page = words(open_page(made))

    assert "Hoeveel het team verklaart, is niet te zeggen" in page
    assert "Stellingen staan hier niet in cijfers" in page


def test_what_was_stored_is_read_back_to_the_last_digit(session: Session, source: Published) -> None:
    row = session.exec(select(PublishedQuality)).one()
    found = stored_quality(session, source)
    assert found is not None
    stored = row.figures["scales"][0]

    assert found.scales[0].alpha is not None
    assert found.scales[0].alpha.estimate == stored["alpha"]["estimate"]
    assert found.respondents == 52
    assert found.styles is not None
    assert [item.rest for item in found.scales[0].items] == [item["rest"] for item in stored["items"]]
