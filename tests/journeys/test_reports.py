"""HR asks for a report of everything: with a script the bar moves by itself, without one a link looks again."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pptx import Presentation

from app.demonstration import scenario
from tests.journeys.conftest import NewPage, Site
from tests.journeys.screenshots import reports

DONE = 60_000  # milliseconds, on a machine that does other things too


def ask(page: Page, kind: str) -> None:
    page.get_by_label("De hele organisatie").check()
    page.get_by_label(kind).check()
    page.get_by_role("button", name="Rapport maken").click()


def test_the_bar_moves_until_the_slides_are_there(new_page: NewPage, site: Site, tmp_path: Path) -> None:
    page = new_page(1366)
    reports(page, site)
    ask(page, "PowerPoint")
    page.evaluate("window.stays = true")
    seen = set()
    while page.locator("#made progress").count():
        seen.add(page.evaluate("document.querySelector('#made progress')?.value"))
        page.wait_for_timeout(50)

    with page.expect_download() as download:
        page.locator("#made").get_by_role("link", name="Downloaden").first.click()
    download.value.save_as(tmp_path / "report.pptx")

    assert page.evaluate("window.stays")
    assert seen <= {None} or max(value for value in seen if value is not None) <= 1
    opened = Presentation(str(tmp_path / "report.pptx"))
    assert opened.slides[0].shapes.title.text_frame.text == f"Hoe klantgericht is {scenario.ORGANISATION}?"


def test_without_a_script_the_page_can_be_looked_at_again(new_page: NewPage, site: Site) -> None:
    page = new_page(360, javascript=False)
    reports(page, site)
    ask(page, "PDF")
    made = page.locator("#made li").filter(has_text="PDF").get_by_role("link", name="Downloaden")
    for _ in range(600):
        if made.count():
            break
        page.wait_for_timeout(100)
        with page.expect_navigation():
            page.get_by_role("link", name="Kijken hoe ver het is").first.click()

    expect(made).to_be_visible(timeout=DONE)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_file_that_is_no_template_is_refused_with_a_way_on(
    new_page: NewPage, site: Site, tmp_path: Path, *, javascript: bool
) -> None:
    page = new_page(360, javascript=javascript)
    reports(page, site)
    page.get_by_role("link", name="Een ander sjabloon kiezen").click()
    (tmp_path / "letter.pptx").write_text("a letter")
    page.locator("#template").set_input_files(tmp_path / "letter.pptx")
    page.get_by_role("button", name="Dit sjabloon gebruiken").click()

    expect(page.get_by_role("alert")).to_contain_text("Dit is geen PowerPoint-presentatie")
    expect(page.get_by_role("button", name="Dit sjabloon gebruiken")).to_be_visible()
