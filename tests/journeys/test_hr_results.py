"""HR reads a result: from the organisation to a team and to one statement."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NewPage

Axe = Callable[[Page], dict[str, list[Any]]]

WIDTHS = (360, 1366)
DRAWN = """() => [...document.querySelectorAll(".chart .plot")].map((plot) => ({
  types: (plot._fullData || []).map((trace) => trace.type),
  dots: plot.querySelectorAll(".scatterlayer .point").length,
}))"""


def _enter(page: Page) -> None:
    """Walk from the front page to the result of a closed measurement."""
    page.goto("/")
    page.get_by_role("button", name="HR").click()
    page.get_by_role("link", name="Voormeting").first.click()
    page.get_by_role("link", name="uitslag").first.click()
    expect(page.get_by_role("heading", name="Waar staan we?")).to_be_visible()
    page.get_by_role("link", name="Bekijk alle 42 stellingen").click()
    expect(page.get_by_role("heading", name="Bouwstenen en niveaus", exact=True)).to_be_visible()


def _team(page: Page) -> None:
    """Walk on to a department and to its first team with a result."""
    for _ in range(2):
        with page.expect_navigation():
            page.locator(".inside tbody tr:has(strong)").first.get_by_role("link").click()
    expect(page.locator(".inside")).to_have_count(0)


def test_every_chart_is_drawn_with_all_its_traces(new_page: NewPage) -> None:
    page = new_page(1366)
    _enter(page)
    expect(page.locator(".js-plotly-plot")).to_have_count(4)

    drawn = page.evaluate(DRAWN)

    assert [chart["types"] for chart in drawn] == [["scatter"] * 3] * 2 + [["scatterpolar"], ["scatter"] * 3]
    assert [chart["dots"] for chart in drawn] == [6, 7, 7, 13]


def test_the_table_of_a_chart_opens_and_is_all_there_without_scripts(new_page: NewPage) -> None:
    page = new_page(1366)
    _enter(page)
    expect(page.locator(".chart table").first).to_be_hidden()
    page.get_by_text("De cijfers als tabel").first.click()
    expect(page.locator(".chart table").first).to_be_visible()
    _team(page)
    expect(page.locator(".chart .key").first).to_be_visible()

    plain = new_page(1366, javascript=False)
    _enter(plain)
    expect(plain.locator(".chart table").first).to_be_visible()
    expect(plain.locator(".plot").first).to_be_hidden()
    _team(plain)
    expect(plain.locator(".chart .key").first).to_be_hidden()


def test_from_the_organisation_to_a_statement_and_back_by_the_path(new_page: NewPage) -> None:
    page = new_page(1366)
    _enter(page)
    organisation = page.get_by_role("heading", level=1).inner_text()
    _team(page)
    expect(page.locator(".path li")).to_have_count(3)

    page.locator(".heat a").first.click()
    expect(page.get_by_role("heading", name="Zo ziet het eruit als het lukt")).to_be_visible()

    page.locator(".path a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(organisation)


def test_the_heat_map_can_be_walked_with_the_keyboard(new_page: NewPage) -> None:
    page = new_page(360)
    _enter(page)
    page.locator(".heat-region").focus()
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.matches('.heat a')")


def test_only_what_slides_says_so(new_page: NewPage) -> None:
    for width in WIDTHS:
        page = new_page(width)
        _enter(page)
        hints = page.locator(".sideways").evaluate_all(
            "all => all.map(hint => [hint.checkVisibility(), hint.nextElementSibling])"
            ".map(([shown, region]) => [shown, region.scrollWidth > region.clientWidth])"
        )
        assert hints == [[width == WIDTHS[0]] * 2] * 4  # the heat map, scores by two backgrounds, the units inside


def test_colours_follow_a_change_of_scheme(new_page: NewPage) -> None:
    page = new_page(1366)
    _enter(page)
    expect(page.locator(".js-plotly-plot")).to_have_count(4)
    line = page.locator(".scatterlayer .js-line").first
    light = str(line.evaluate("line => getComputedStyle(line).stroke"))
    page.emulate_media(color_scheme="dark")

    expect(line).not_to_have_css("stroke", light)


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_are_accessible_in_the_dark_and_fit(new_page: NewPage, axe: Axe, width: int) -> None:
    page = new_page(width, scheme="dark")
    _enter(page)
    assert axe(page) == {}
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    _team(page)
    assert axe(page) == {}
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator(".heat a").first.click()
    expect(page.locator(".statement")).to_be_visible()
    assert axe(page) == {}
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
