"""The promise, the own profile and what is stored, in a real browser: by keyboard, on paper, and without scripts."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import answering_pictures
from tests.journeys.conftest import NewPage, Site
from tests.journeys.test_employee import Axe, wide

QUESTION = "Hoe kan ik zorgen dat een klant zijn verhaal maar één keer hoeft te doen?"


def open_all(page: Page) -> None:
    for summary in page.locator("main summary").all():
        summary.press("Enter")


@pytest.mark.parametrize("javascript", [True, False])
def test_the_profile_is_gone_after_a_reload(site: Site, new_page: NewPage, javascript: bool) -> None:  # noqa: FBT001
    page = new_page(360, javascript=javascript)
    answering_pictures.done(page, site)
    expect(page.locator(".own .dot")).to_have_count(13)
    expect(page.locator("[data-save]")).to_be_visible(visible=javascript)
    page.reload()
    expect(page.locator("main")).to_have_attribute("data-state", "submitted")
    expect(page.locator(".own")).to_have_count(0)
    expect(page.locator(".notice")).to_contain_text("We hebben het niet bewaard")


def test_profile_and_note_are_saved_on_the_device_by_keyboard_and_nothing_is_sent(
    site: Site, new_page: NewPage, tmp_path: Path
) -> None:
    page = new_page(1366)
    answering_pictures.done(page, site)
    page.wait_for_load_state("networkidle")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.get_by_role("group").locator("summary").focus()
    page.keyboard.press("Tab")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Printen")).to_be_focused()
    page.keyboard.press("Tab")
    with page.expect_download() as download:
        page.keyboard.press("Enter")

    assert download.value.suggested_filename == "mijn-profiel.txt"
    download.value.save_as(tmp_path / "profile.txt")
    text = (tmp_path / "profile.txt").read_text()
    assert QUESTION in text
    assert page.locator(".try").inner_text() in text
    assert re.search(r"Inzicht\s+\d,\d [a-z]+", text)
    assert "Mijn antwoorden intrekken" not in text
    assert [address for address in sent if not address.startswith("blob:")] == []


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1366, "light")])
@pytest.mark.parametrize(
    "steps", [answering_pictures.promise, answering_pictures.done, answering_pictures.stored_draft]
)
def test_with_everything_open_it_is_accessible_and_fits(
    site: Site, new_page: NewPage, axe: Axe, steps: answering_pictures.Steps, width: int, scheme: str
) -> None:
    page = new_page(width, scheme=scheme)
    steps(page, site)
    open_all(page)

    assert page.locator("main details[open]").count() == page.locator("main details").count() > 0
    assert axe(page) == {}
    assert not wide(page)


@pytest.mark.parametrize("width", [320, 1366])
def test_who_hears_the_page_is_told_who_can_see_what_and_when(site: Site, new_page: NewPage, width: int) -> None:
    page = new_page(width)
    answering_pictures.promise(page, site)
    table = page.get_by_role("table", name="Wie kan zien wat jij hebt verstuurd?")

    expect(table.get_by_role("columnheader")).to_have_count(3)
    expect(table.get_by_role("columnheader").first).to_have_text("Nu")
    expect(table.get_by_role("rowheader")).to_have_count(5)
    rows = table.get_by_role("row").filter(has=page.get_by_role("rowheader"))
    assert rows.nth(3).get_by_role("cell").all_inner_texts()[0].endswith("ja")
    expect(rows.nth(3)).to_match_aria_snapshot('- row:\n  - rowheader\n  - cell "ja"\n  - cell "ja"\n  - cell "nee"')


def test_headings_go_down_one_step_at_a_time(site: Site, new_page: NewPage) -> None:
    page = new_page(360)
    for steps in (answering_pictures.promise, answering_pictures.done, answering_pictures.stored_answers):
        steps(page, site)
        levels = page.eval_on_selector_all("h1, h2, h3, h4", "all => all.map(each => Number(each.tagName[1]))")
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert max(after - before for before, after in pairwise(levels)) <= 1


def test_on_paper_everything_is_there_and_no_button(site: Site, new_page: NewPage) -> None:
    page = new_page(1366)
    answering_pictures.promise(page, site)
    page.emulate_media(media="print")
    expect(page.get_by_text("een kopie van de sleutel bewaard")).to_be_visible()
    expect(page.locator("main button:visible")).to_have_count(0)

    page.emulate_media(media="screen")
    answering_pictures.done(page, site)
    page.locator("#note").fill(QUESTION)
    page.emulate_media(media="print")
    expect(page.locator(".own .dot").first).to_be_visible()
    expect(page.locator("#note")).to_have_value(QUESTION)
    expect(page.locator("main button:visible, main a:visible")).to_have_count(0)


def test_withdrawing_from_what_is_stored(site: Site, new_page: NewPage) -> None:
    page = new_page(360, javascript=False)
    answering_pictures.stored_answers(page, site)
    page.get_by_role("link", name="Mijn antwoorden intrekken").click()
    page.get_by_role("button", name="Mijn antwoorden wissen").click()
    expect(page.locator("main")).to_have_attribute("data-state", "withdrawn")
