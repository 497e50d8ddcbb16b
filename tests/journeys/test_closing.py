"""HR follows a measurement for a day, closes it and reads the result; on a demonstration of its own."""

import re
import socket
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from app.demonstration import scenario
from tests.journeys.conftest import Site, demonstration


@pytest.fixture(params=[360, 1366])
def page(request: pytest.FixtureRequest, browser: Browser, own: Site) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 800}, base_url=own.url, locale="nl-NL")
    yield context.new_page()
    context.close()


@pytest.fixture
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        with demonstration(tmp_path_factory.mktemp("own"), listener) as site:
            yield site


def answered(page: Page) -> int:
    """Read how many answered in the whole organisation."""
    return int(page.locator(".participation tbody tr").first.locator("td").first.inner_text())


def test_from_the_door_to_the_result(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="HR").click()
    page.get_by_role("link", name=scenario.MEASUREMENTS[2], exact=True).click()
    before = answered(page)
    page.get_by_role("button", name="Demonstratie: ga naar de volgende dag").click()
    assert answered(page) == before + 9

    page.get_by_role("link", name="Meting nu sluiten").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(scenario.MEASUREMENTS[2])
    page.get_by_role("button", name="Meting sluiten en uitslag maken").click()
    page.get_by_role("link", name="Lees de uitslag").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(scenario.ORGANISATION)
    page.get_by_role("link", name="Bekijk alle 42 stellingen").click()
    expect(page.locator("table.heat")).to_be_visible()
    expect(page.locator("main")).to_contain_text(re.compile(rf"\b{before + 9}\b"))

    page.go_back()
    page.go_back()
    page.reload()
    expect(page.locator("main")).not_to_contain_text("Meting sluiten en uitslag maken")
