"""The page of a team talk: two sheets of A4 on paper, and readable by who has the link alone."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NewPage, Site
from tests.journeys.screenshots import TEAM, talk, talks

Axe = Callable[[Page], dict[str, list[Any]]]
SHEET = re.compile(rb"/Type\s*/Page(?![a-z])")


def previews(page: Page, site: Site) -> list[str]:
    """Give the addresses of all pages that can be released."""
    talks(page, site)
    rows = page.locator("tbody tr:has(input) a")
    return [address for address in rows.evaluate_all("all => all.map(link => link.href)") if address]


@pytest.mark.parametrize("locale", ["nl-NL", "en-GB"])
def test_every_page_is_two_sheets_of_a4(new_page: NewPage, site: Site, locale: str) -> None:
    page = new_page(1366, locale=locale)
    found = {}
    for address in previews(page, site):
        page.goto(address)
        printed = page.pdf(prefer_css_page_size=True, print_background=True)
        found[address] = (len(SHEET.findall(printed)), b"/MediaBox [0 0 594" in printed)

    assert len(found) > 10
    assert set(found.values()) == {(2, True)}


def test_the_longest_texts_fit_on_two_sheets_too(new_page: NewPage, site: Site) -> None:
    """Every level with its guide, under the name of a unit of 60 characters."""
    page = new_page(1366)
    page.goto(previews(page, site)[0])
    page.evaluate(
        """() => {
          document.querySelector("h1").textContent = "Kwartaalrapportageverwerkingsteam met een hele lange naam NO";
          for (const cell of document.querySelectorAll(".statements th[scope=row]")) cell.append(" en nog wat erbij");
        }"""
    )

    assert len(SHEET.findall(page.pdf(prefer_css_page_size=True, print_background=True))) == 2


def test_hr_releases_a_page_and_the_team_reads_it(new_page: NewPage, site: Site, axe: Axe) -> None:
    page = new_page(1366, javascript=False)
    talks(page, site)
    page.get_by_label(TEAM, exact=True).check()
    page.get_by_role("button", name="Aangevinkte pagina's vrijgeven").click()
    expect(page.locator(".released")).to_have_count(1)
    (link,) = re.findall(r"http://\S+/t/\S+", page.locator(".addresses").input_value())

    reader = new_page(360)
    reader.goto(link)
    expect(reader.get_by_role("heading", level=1)).to_have_text(TEAM)
    assert axe(reader) == {}
    assert reader.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page.get_by_label(TEAM, exact=True).check()
    page.get_by_role("button", name="Aangevinkte links intrekken").click()
    expect(page.locator(".released")).to_have_count(0)
    reader.reload()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Deze pagina voor het teamgesprek is hier niet (meer)")


def test_dark_pages_are_accessible(new_page: NewPage, site: Site, axe: Axe) -> None:
    page = new_page(1366, scheme="dark")
    for show in (talks, talk):
        show(page, site)
        assert axe(page) == {}
