"""Every page of the demonstration: accessible, no sideways scrolling, nothing that the browser complains of."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.answering_pictures import Picture
from tests.journeys.conftest import NewPage, Site
from tests.journeys.screenshots import PICTURES

Check = Callable[[Page], dict[str, list[object]]]


@pytest.mark.parametrize("width", [360, 1366])
@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_page_is_accessible_and_fits(new_page: NewPage, site: Site, axe: Check, picture: Picture, width: int) -> None:
    page = new_page(width)

    picture.steps(page, site)
    page.wait_for_load_state("networkidle")

    assert axe(page) == {}
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1:visible").count() == 1
    assert "verzonnen" in page.locator(".synthetic").inner_text()
