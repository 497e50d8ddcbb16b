"""What one takes along from a page: a chart as a picture, a table, and the page over the whole screen."""

import csv
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Download, Page, expect

from tests.journeys.conftest import NewPage, Site

ROOT = "Woonstichting Lindeborg (verzonnen)"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def page(new_page: NewPage, site: Site) -> Page:
    """Open the result of the organisation."""
    page = new_page(1366)
    page.goto("/")
    page.get_by_role("button", name="HR").click()
    page.goto(site.unit("Nameting", ROOT))
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    return page


def saved(page: Page, button: str, folder: Path) -> tuple[Download, Path]:
    """Press the first such button, and give what was saved."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).first.click()
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return waiting.value, file


def test_a_chart_is_saved_large_enough_for_a_slide(page: Page, tmp_path: Path) -> None:
    _, file = saved(page, "Bewaar als PNG", tmp_path)
    picture = file.read_bytes()

    assert picture.startswith(PNG)
    assert int.from_bytes(picture[16:20]) == 2700  # pixels wide


def test_a_chart_is_saved_as_drawing_with_its_finding(page: Page, tmp_path: Path) -> None:
    finding = page.locator(".chart h3").first.inner_text()
    _, file = saved(page, "Bewaar als SVG", tmp_path)

    written = "".join(ET.fromstring(file.read_text()).itertext())
    assert finding in written
    assert "3,5" in written


def test_a_table_is_saved_as_it_stands(page: Page, tmp_path: Path) -> None:
    _, file = saved(page, "Bewaar als CSV", tmp_path)
    rows = list(csv.reader(file.read_text("utf-8-sig").splitlines(), delimiter=";"))

    assert len(rows) == 9
    assert {len(row) for row in rows} == {8}
    assert [row[0] for row in rows[1:]][:2] == ["Missie", "Identiteit"]
    assert rows[1][1].startswith("3,")


def test_a_text_that_looks_like_a_formula_stays_a_text(page: Page, tmp_path: Path) -> None:
    page.evaluate("document.querySelector('table.heat tbody th').textContent = '=1+1'")
    _, file = saved(page, "Bewaar als CSV", tmp_path)

    assert next(row for row in csv.reader(file.read_text("utf-8-sig").splitlines()[1:], delimiter=";"))[0] == "'=1+1"


def test_a_table_is_copied(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Kopieer de tabel").first.click()

    expect(page.get_by_role("button", name="Gekopieerd")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.count("\n") == 8
    assert copied.split("\n")[1].startswith("Missie\t3,")


def test_the_page_over_the_whole_screen_and_back(page: Page) -> None:
    page.get_by_role("button", name="Volledig scherm").click()
    expect(page.locator("header.top")).to_be_hidden()
    page.get_by_role("button", name="Terug van volledig scherm").click()
    expect(page.locator("header.top")).to_be_visible()


def test_every_corner_of_the_radar_is_drawn(page: Page) -> None:
    types = page.evaluate(
        "[...document.querySelectorAll('.plot')].map(plot => (plot._fullData || []).map(trace => trace.type))"
    )
    assert ["scatterpolar"] in types
    assert page.locator(".scatterlayer .point").count() > 20


def test_without_scripts_there_are_no_such_buttons(new_page: NewPage, site: Site) -> None:
    page = new_page(1366, javascript=False)
    page.goto("/")
    page.get_by_role("button", name="HR").click()
    page.goto(site.unit("Nameting", ROOT))

    expect(page.get_by_role("button", name="Kopieer de tabel")).to_have_count(0)
