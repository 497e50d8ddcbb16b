"""The report on paper: tagged, in its language, with the sentences and the figures of the dashboards."""

from pathlib import Path

import pytest

from app.reports.drawing import answers_bar
from app.reports.printing import printed
from app.results.pages import UnitPage
from tests.app.reports.reading import Tell, paper, root_of, text_of
from tests.app.results.conftest import LONG
from tests.conftest import sqlite_copy


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Give an empty SQLite database: that figures are read alike on both is tested where they are read."""
    return sqlite_copy(sqlite_template, tmp_path)


def plain(text: str) -> str:
    """Take out what the reader of PDF files writes in its own way."""
    return "".join(each for each in text if each.isalnum())


def said(tell: Tell, name: str, *, inside: bool = False) -> str:
    return plain(text_of(paper(printed(tell(name, inside=inside)))))


@pytest.mark.parametrize(("words", "name"), [("nl", "Noord"), ("en", "Noord"), ("nl", "Nacht")])
def test_it_is_tagged_and_says_its_language_and_title(tell: Tell, words: str, name: str) -> None:
    root = root_of(printed(tell(name, words=words)))

    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert root["/Lang"] == words
    opened = paper(printed(tell(name, words=words)))
    assert opened.metadata is not None
    assert opened.metadata.title == f"{name} - Voorjaar 2026"


@pytest.mark.parametrize("name", ["Waterland", "Noord", "Avond", LONG])
def test_it_holds_the_sentences_and_the_figures_of_the_dashboard(tell: Tell, name: str) -> None:
    content = tell(name)
    assert isinstance(content.first, UnitPage)
    page, text = content.first, said(tell, name)

    for sentence in (page.headline, page.beginning.advice, page.agreement.finding):
        assert plain(sentence) in text
    number = page.texts.words.number
    for profile in page.profiles:
        assert plain(profile.finding) in text
        for row in profile.rows:
            assert row.score is not None
            assert plain(number(row.score.mean, 2)) in text
    for statement in page.divided:
        assert plain(statement.text) in text


def test_of_a_hidden_unit_it_says_so(tell: Tell) -> None:
    text = said(tell, "Nacht")

    assert plain("Van dit onderdeel tonen we geen cijfers.") in text
    assert plain("Een goed gesprek kan zonder cijfers") in text
    assert len(paper(printed(tell("Nacht"))).pages) == 3


def test_with_the_units_inside_every_shown_one_has_a_sheet_and_hidden_ones_are_named_last(tell: Tell) -> None:
    content = tell("Waterland", inside=True)
    opened = paper(printed(content))
    heads = [plain(page.extract_text())[:30] for page in opened.pages]

    for page in content.inside:
        assert sum(head.startswith(plain(page.place.unit.name)[:30]) for head in heads) == 1
    last = plain(opened.pages[-1].extract_text())
    assert "Nacht" in last
    assert "Piket" in last
    assert "Nacht" not in "".join(heads)


def test_every_page_after_the_cover_has_its_number_measurement_and_day(tell: Tell) -> None:
    opened = paper(printed(tell("Noord")))

    for number, page in enumerate(opened.pages[1:], 2):
        text = page.extract_text()
        assert f"{number} / {len(opened.pages)}" in text
        assert "Voorjaar 2026" in text
        assert "2 maart 2026" in text


def test_pictures_say_what_they_draw(tell: Tell) -> None:
    root = root_of(printed(tell("Noord")))["/StructTreeRoot"]
    found = []

    def walk(element: object) -> None:
        element = getattr(element, "get_object", lambda: element)()
        for each in element if isinstance(element, list) else [element]:
            inner = getattr(each, "get_object", lambda each=each: each)()
            if isinstance(inner, dict):
                if inner.get("/S") == "/Figure":
                    found.append(inner.get("/Alt", ""))
                if "/K" in inner:
                    walk(inner["/K"])

    walk(root)
    assert len(found) > 15
    assert all(found)


def test_the_same_publication_gives_the_same_file(tell: Tell) -> None:
    assert printed(tell("Noord")) == printed(tell("Noord"))


def test_a_bar_is_as_long_as_what_it_holds_and_its_words_are_escaped() -> None:
    drawn = str(answers_bar((1, 0, 3), "<b>&"))

    assert "<title>&lt;b&gt;&amp;</title>" in drawn
    assert [part.split('"')[0] for part in drawn.split('width="')[1:]][::2] == ["25.00", "0.00", "75.00"]
