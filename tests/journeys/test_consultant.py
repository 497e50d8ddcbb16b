"""A consultant lays the second measurement beside the first."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NewPage

Axe = Callable[[Page], dict[str, list[Any]]]

WIDTHS = (360, 768, 1366)
IMPROVED = ("Onderhoud", "Verhuur")


def _enter(page: Page) -> None:
    """Walk from the front page to the comparison of the first two measurements."""
    page.goto("/")
    page.get_by_role("button", name="Adviseur").or_(page.get_by_role("button", name="Consultant")).click()
    page.get_by_role("navigation").get_by_role("link", name="Vergelijkingen").click()
    page.get_by_role("link", name="Voormeting").filter(has_text="Nameting").first.click()


def test_the_finding_names_the_teams_that_really_changed(new_page: NewPage) -> None:
    page = new_page(1366)
    _enter(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("2 van de")
    for name in IMPROVED:
        expect(page.locator(".teams tbody tr").filter(has_text=name)).to_contain_text("vooruitgegaan")
    verdicts = page.locator(".teams .verdict").all_inner_texts()
    assert sum("vooruitgegaan" in verdict for verdict in verdicts) == len(IMPROVED)
    assert not any("achteruitgegaan" in verdict for verdict in verdicts)


def test_from_the_organisation_to_a_team_and_back_by_the_path(new_page: NewPage) -> None:
    page = new_page(1366)
    _enter(page)
    page.locator(".teams").get_by_role("link", name="Verhuur", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Verhuur is duidelijk vooruitgegaan")
    expect(page.locator(".change-grid td")).to_have_count(42)
    page.locator(".path").get_by_role("link", name="Klant en Wonen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Klant en Wonen")
    page.locator(".path").get_by_role("link", name="Lindeborg").click()
    expect(page.locator(".teams")).to_be_visible()


def test_a_swapped_choice_is_offered_the_right_way_round(new_page: NewPage) -> None:
    page = new_page(1366)
    _enter(page)
    page.get_by_role("navigation").first.get_by_role("link", name="Vergelijkingen").click()
    page.get_by_label("Eerste meting").select_option(index=1)
    page.get_by_label("Latere meting").select_option(index=2)
    page.get_by_role("button", name="Toon de vergelijking").click()
    page.get_by_role("link", name="Draai om").click()
    expect(page.locator(".teams")).to_be_visible()


def test_without_scripts_the_tables_remain(new_page: NewPage) -> None:
    page = new_page(1366, javascript=False)
    _enter(page)
    expect(page.locator(".teams")).to_be_visible()
    expect(page.locator(".plot").first).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_everybody_can_read_it(new_page: NewPage, axe: Axe, width: int, scheme: str) -> None:
    page = new_page(width, scheme=scheme)
    _enter(page)
    expect(page.locator(".chart svg.main-svg").first).to_be_visible()
    _well_made(page, axe, width)
    page.locator(".teams").get_by_role("link", name="Verhuur", exact=True).click()
    page.wait_for_url("**/units/*")
    _well_made(page, axe, width)
    page.get_by_role("navigation").first.get_by_role("link", name="Vergelijkingen").click()
    page.wait_for_url("**/comparisons")
    _well_made(page, axe, width)


def _well_made(page: Page, axe: Axe, width: int) -> None:
    """Hold the page against WCAG 2.2 AA, and see that it does not scroll sideways."""
    assert axe(page) == {}
    assert page.evaluate("document.documentElement.scrollWidth") <= width
