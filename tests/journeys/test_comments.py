"""HR reads open answers, names what comes back, and finds it again; without scripts."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys.conftest import NewPage, Site
from tests.journeys.screenshots import comments

Axe = Callable[[Page], dict[str, list[Any]]]


def test_a_theme_is_named_ticked_counted_and_found(new_page: NewPage, site: Site, axe: Axe) -> None:
    page = new_page(1366, javascript=False)
    comments(page, site)
    page.get_by_label("Nieuw thema").fill("Samen helpen")
    page.get_by_role("button", name="Thema toevoegen").click()

    first = page.locator(".comments > li").first
    text = first.locator("blockquote").inner_text()
    first.locator("summary").click()
    first.get_by_label("Samen helpen").check()
    first.get_by_role("button", name="Thema's bewaren").click()
    expect(page.locator(".comments > li:target blockquote")).to_have_text(text)

    page.get_by_role("link", name="Samen helpen").click()
    expect(page.locator(".comments blockquote")).to_have_text([text])

    scripted = new_page(360)
    comments(scripted, site)
    scripted.locator(".comments summary").first.click()
    assert axe(scripted) == {}
    assert scripted.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_searching_can_be_shared_by_its_address(new_page: NewPage, site: Site) -> None:
    page = new_page(1366)
    comments(page, site)
    page.get_by_label("Zoek op woorden").fill("ELKAÁR")
    page.locator("form.search button").click()
    expect(page.locator(".comments blockquote").first).to_contain_text("elkaar")
    found = page.locator(".comments blockquote").all_inner_texts()

    again = new_page(1366)
    comments(again, site)
    again.goto(page.url)
    expect(again.locator(".comments blockquote")).to_have_text(found)
    again.go_back()
    expect(again.get_by_label("Zoek op woorden")).to_have_value("")
