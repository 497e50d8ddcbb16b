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
    """Walk to it on a phone where people answer, else on a laptop; then make the window as wide as the other.

    Other journeys look at the pages of most use in the dark and in the other width.
    """
    first, second = WIDTHS if picture in ANSWERING else WIDTHS[::-1]
    page = new_page(first)

    picture.steps(page, site)

    page.wait_for_load_state("networkidle")
    assert fits(page, first)
    assert axe(page) == {}
    assert page.locator("h1:visible").count() == 1
    assert "verzonnen" in page.locator(".synthetic").inner_text()
    page.set_viewport_size({"width": second, "height": 800})
    assert fits(page, second)


def fits(page: Page, width: int) -> bool:
    """Tell whether nothing is wider than the screen, once the charts have followed: a moment after the page."""
    for _ in range(40):
        if page.evaluate("document.documentElement.scrollWidth") <= width:
            return True
        page.wait_for_timeout(50)
    return False
