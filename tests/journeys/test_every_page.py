"""Every page of the demonstration: accessible, no sideways scrolling, nothing that the browser complains of."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.answering_pictures import ANSWERING, WIDTHS, Picture
from tests.journeys.conftest import NewPage, Site
from tests.journeys.screenshots import PICTURES

Check = Callable[[Page], dict[str, list[object]]]


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_every_page(new_page: NewPage, site: Site, axe: Check, picture: Picture) -> None:
    """Walk to it on a phone where people answer, else on a laptop; then make the window as wide as the other."""
    widths = WIDTHS if picture in ANSWERING else WIDTHS[::-1]
    page = new_page(widths[0])

    picture.steps(page, site)

    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        check(page, axe, width)


def check(page: Page, axe: Check, width: int) -> None:
    """Hold a page against what every page must be."""
    page.wait_for_load_state("networkidle")

    assert narrow(page, width)
    assert axe(page) == {}
    assert page.locator("h1:visible").count() == 1
    assert "verzonnen" in page.locator(".synthetic").inner_text()


def narrow(page: Page, width: int) -> bool:
    """Tell whether nothing is wider than the screen, once the charts have followed: a moment after the page."""
    for _ in range(40):
        if page.evaluate("document.documentElement.scrollWidth") <= width:
            return True
        page.wait_for_timeout(50)
    return False
