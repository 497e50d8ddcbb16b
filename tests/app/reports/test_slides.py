"""The slides say what the dashboards say: the same sentences and the same figures, and nothing that is hidden."""

import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlmodel import Session

from app.keys import KeyStore
from app.reports.content import Content, read
from app.reports.printing import printed
from app.results.deps import UnitAccess
from app.results.pages import HiddenUnitPage, UnitPage
from app.results.profiles import ProfileRow
from app.results.reading import published
from app.results.texts import load_texts
from app.web.i18n import language
from tests.app.reports.reading import (
    Tell,
    charts,
    deck,
    described,
    drawn,
    outside,
    parts,
    slides_of,
    tables,
    titles,
    workbook,
)
from tests.app.results.conftest import LONG
from tests.app.results.factories import closed
from tests.conftest import sqlite_copy


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Give an empty SQLite database: that figures are read alike on both is tested where they are read."""
    return sqlite_copy(sqlite_template, tmp_path)


SHOWN = ["Waterland", "Klantcontact", "Noord", "Avond", LONG]


def page_of(content: Content) -> UnitPage:
    assert isinstance(content.first, UnitPage)
    return content.first


def means(rows: Sequence[ProfileRow]) -> list[float | None]:
    return [None if row.score is None else round(row.score.mean, 2) for row in rows]


@pytest.mark.parametrize("name", SHOWN)
def test_findings_are_the_titles(tell: Tell, name: str) -> None:
    content = tell(name)
    page, found = page_of(content), titles(deck(content))

    findings = [page.headline, page.beginning.advice, page.agreement.finding, *(each.finding for each in page.profiles)]
    assert set(findings) <= set(found)
    assert found[0] == f"Hoe klantgericht is {name}?"
    assert all(found)


@pytest.mark.parametrize("name", SHOWN)
def test_charts_draw_what_is_published(tell: Tell, name: str) -> None:
    content = tell(name)
    page = page_of(content)
    radar, blocks, levels, agreement, *_ = map(drawn, charts(deck(content)))

    assert radar[name] == blocks[name] == means(page.profiles[0].rows)
    assert levels[name] == means(page.profiles[1].rows)
    assert agreement[name] == [row.score and row.score.ad and round(row.score.ad, 2) for row in page.agreement.rows]
    if page.around:
        beside = [row.beside and round(row.beside.mean, 2) for row in page.profiles[0].rows]
        assert radar[page.around.name] == beside


def test_every_statement_with_numbers_is_drawn_with_its_counts(tell: Tell) -> None:
    content = tell("Noord")
    page = page_of(content)
    found = {
        str(category): [values[place] for values in drawn(chart).values()]
        for chart in charts(deck(content))
        for place, category in enumerate(chart.plots[0].categories)
        if len(chart.plots[0].series) == 5
    }

    tiles = [tile for row in page.heat.rows for tile in row.tiles if tile.figure and tile.figure.numbers]
    assert len(tiles) > 35
    for tile in tiles:
        assert tile.figure is not None
        assert tile.figure.numbers is not None
        assert found[page.texts.wording.statements[tile.code]] == list(tile.figure.numbers.counts)


def test_of_a_small_team_no_answers_are_drawn(tell: Tell) -> None:
    content = tell("Avond")

    assert not page_of(content).heat.numbers
    assert all(len(drawn(chart)) < 5 for chart in charts(deck(content)))


def test_a_workbook_holds_what_its_chart_draws_and_nothing_else(tell: Tell) -> None:
    for chart in charts(deck(tell("Waterland", inside=True))):
        head, *rows = workbook(chart)
        series = drawn(chart)
        assert head[1:] == list(series)
        assert [row[0] for row in rows] == [str(each) for each in chart.plots[0].categories]
        assert [row[1:] for row in rows] == [list(values) for values in zip(*series.values(), strict=True)]


def test_scores_are_drawn_from_one_to_five_whatever_they_are(tell: Tell) -> None:
    radar, blocks, levels, agreement, *_ = charts(deck(tell("Noord")))

    for chart in (radar, blocks, levels):
        assert (chart.value_axis.minimum_scale, chart.value_axis.maximum_scale) == (1, 5)
    assert (agreement.value_axis.minimum_scale, agreement.value_axis.maximum_scale) == (0, 2)


def test_margins_are_drawn_as_wide_as_they_are(tell: Tell) -> None:
    content = tell("Noord")
    blocks = list(charts(deck(content)))[1]
    ends = [
        [
            float(point.findtext("{*}v"))
            for point in blocks._chartSpace.iterfind(f".//{{*}}errBars/{{*}}{side}//{{*}}pt")
        ]
        for side in ("minus", "plus")
    ]

    intervals = [row.score.interval for row in page_of(content).profiles[0].rows if row.score]
    scores = [row.score.mean for row in page_of(content).profiles[0].rows if row.score]
    for place, (mean, interval) in enumerate(zip(scores, intervals, strict=True)):
        assert mean - ends[0][place] == pytest.approx(max(1, interval.low), abs=0.011)
        assert mean + ends[1][place] == pytest.approx(min(5, interval.high), abs=0.011)


def test_the_map_has_every_figure_and_every_word(tell: Tell) -> None:
    content = tell("Noord")
    page = page_of(content)
    grid = next(each for each in tables(deck(content)) if len(each[0]) == 8)

    assert len(grid) == 9
    for row, cells in zip(page.heat.rows, grid[1:], strict=False):
        for tile, cell in zip(row.tiles, cells[1:], strict=False):
            expected = tile.figure.numbers.mean if tile.figure and tile.figure.numbers else None
            words = page.texts.stages(tile.figure.stages) if tile.figure else "niet getoond"
            assert cell.startswith(page.texts.words.number(expected) if expected is not None else words)
            assert ("verdeeld" in cell) == ((tile.spread or 0) > 3)


def test_hidden_units_are_named_once_and_have_no_figure(tell: Tell) -> None:
    content = tell("Waterland", inside=True)
    opened = deck(content)
    found = titles(opened)

    assert content.hidden == ("Nacht", "Piket")
    last = list(opened.slides)[-2]
    assert found[-2] == "Van 2 onderdelen tonen we geen cijfers"
    assert {"Nacht", "Piket"} <= {line for shape in last.shapes for line in shape.text_frame.text.split("\n")}
    assert all(not {"Nacht", "Piket"} & set(drawn(chart)) for chart in charts(opened))


def test_the_whole_organisation_has_three_slides_for_every_shown_unit(tell: Tell) -> None:
    content = tell("Waterland", inside=True)
    footers = [
        shape.text_frame.text.split(" · ")[0]
        for slide in deck(content).slides
        for shape in slide.placeholders
        if "FOOTER" in str(shape.placeholder_format.type)
    ]

    names = [page.place.unit.name for page in content.inside]
    assert names == ["Klantcontact", "Avond", "Noord", "Vakafdelingen", LONG, "Zuid"]
    assert all(footers.count(name) == 3 for name in names)


def test_of_a_hidden_unit_the_slides_say_so_with_the_figures_around_it(tell: Tell) -> None:
    content = tell("Nacht")
    assert isinstance(content.first, HiddenUnitPage)
    assert content.first.around is not None
    opened = deck(content)

    assert list(charts(opened)) == []
    assert titles(opened)[1:3] == ["Van dit onderdeel tonen we geen cijfers.", content.first.around.beginning.advice]
    ladder = next(tables(opened))
    assert [row[0] for row in ladder[1:]] == [level.name for level in content.texts.model.levels.values()]


@pytest.mark.parametrize("name", [*SHOWN, "Nacht"])
def test_whatever_is_drawn_is_described_and_lies_on_its_slide(tell: Tell, name: str) -> None:
    opened = deck(tell(name))

    assert [shape for shape, text in described(opened) if len(text) < 10] == []
    assert outside(opened) == []


def test_every_slide_has_notes_and_after_the_cover_a_number(tell: Tell) -> None:
    for number, slide in enumerate(deck(tell("Noord")).slides):
        assert len(slide.notes_slide.notes_text_frame.text) > 20
        fields = [each.get("type") for each in slide._element.iterfind(".//{*}fld")]
        assert fields == ([] if number == 0 else ["slidenum"])


@pytest.mark.parametrize(("words", "said"), [("nl", "Zo lees je deze cijfers"), ("en", "How to read these figures")])
def test_slides_speak_the_language_that_was_asked_for(tell: Tell, words: str, said: str) -> None:
    opened = deck(tell("Noord", words=words))

    assert titles(opened)[-1] == said
    assert opened.core_properties.language == words
    runs = [run for slide in opened.slides for run in slide._element.iter("{*}rPr")]
    assert {run.get("lang") for run in runs} == {words}


def test_the_same_publication_gives_the_same_file(tell: Tell) -> None:
    first, second = (slides_of(tell("Noord")) for _ in range(2))

    assert first == second


def test_a_file_tells_nothing_of_the_moment_it_was_made(tell: Tell) -> None:
    content = tell("Noord")
    day = content.first.place.published_on
    for name, text in parts(slides_of(content)).items():
        if name.endswith("core.xml"):
            assert set(re.findall(rb"\d{4}-\d{2}-\d{2}", text)) == {day.isoformat().encode()}


def test_a_workbook_writes_numbers_with_no_more_digits_than_they_have(tell: Tell) -> None:
    written = [
        number
        for name, text in parts(slides_of(tell("Waterland", inside=True))).items()
        if "/worksheets/" in name
        for number in re.findall(rb"<v>(\d+\.\d+)</v>", text)
    ]

    assert len(written) > 100
    assert [number for number in written if len(number.split(b".")[1]) > 2] == []


def test_no_figure_has_more_decimals_than_is_shown(tell: Tell) -> None:
    content = tell("Waterland", inside=True)
    values = [value for chart in charts(deck(content)) for series in drawn(chart).values() for value in series]

    assert all(value is None or round(value, 2) == value for value in values)
    assert page_of(content).respondents > 40
    assert {page.heat.numbers for page in content.inside} == {True, False}


@pytest.mark.parametrize("name", ["=1+1", "{=1+1}", "https://example.org/a", 'Team <b>&amp; "Zuid"', "\x01Oost\x7f"])
def test_a_strange_name_stays_a_name(session: Session, keys: KeyStore, name: str) -> None:
    made = closed(session, keys, {"Klantcontact": {name: 11, "Noord": 14}})
    source = published(session, made.measurement)
    access = UnitAccess(source, source.tree.names.index(name), load_texts(session, made.measurement, language("nl")))
    content = read(session, access, inside=False, told=lambda _done, _of: None)
    opened = deck(content)

    assert printed(content).startswith(b"%PDF")
    for chart in charts(opened):
        book = load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
        cells = [cell for row in book.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        assert [cell.hyperlink for cell in cells if cell.hyperlink] == []
    links = [text for part, text in parts(slides_of(content)).items() if part.endswith(".rels")]
    assert not any(b'TargetMode="External"' in text for text in links)
