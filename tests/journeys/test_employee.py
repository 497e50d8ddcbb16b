"""An employee answers in a real browser, on a phone and on a laptop, with and without JavaScript."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.answering import answer_everything, answer_shown, begin, choose, go_on, hand_in, shown

PARTS = 7
SMALLEST_TARGET = 44
SHOW_MESSAGE = """name => {
    const box = document.getElementById(name).content.cloneNode(true).firstElementChild;
    for (const empty of box.querySelectorAll(":empty")) {
        empty.append(empty.tagName === "UL" ? document.createElement("li") : "Een regel");
    }
    document.querySelector("main form").before(box);
}"""

NewPage = Callable[..., Page]
Axe = Callable[[Page], dict[str, list[Any]]]


def press(page: Page, control: Locator) -> None:
    """Click on what leads to another page, and wait until that page is there."""
    with page.expect_navigation():
        control.click()


def wide(page: Page) -> bool:
    """Whether the page can be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


@pytest.mark.parametrize("width", [360, 1366])
@pytest.mark.parametrize("javascript", [True, False])
def test_from_the_link_to_the_thank_you(site: Any, new_page: NewPage, width: int, javascript: bool) -> None:  # noqa: FBT001
    page = new_page(width, javascript=javascript)
    hand_in(page, site.link())
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_open_statements_are_pointed_at_and_can_be_skipped(site: Any, new_page: NewPage, javascript: bool) -> None:  # noqa: FBT001
    page = new_page(1366, javascript=javascript)
    begin(page, site.link())
    answer_shown(page, but=2)
    page.get_by_role("button", name="Volgende").click()
    expect(page.get_by_role("alert")).to_contain_text("Je hebt 2 stellingen nog niet beantwoord")
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("alert").get_by_role("link").first.click()
    expect(page.locator("fieldset input").first).to_be_focused()
    page.get_by_role("button", name="Overslaan en verder").click()
    expect(page).to_have_url(re.compile("/answer/2$"))


def test_on_a_phone_a_statement_is_skipped_by_its_own_button(site: Any, new_page: NewPage) -> None:
    page = new_page(360)
    begin(page, site.link())
    expect(shown(page)).to_have_count(1)
    first = shown(page).get_attribute("data-code")
    page.get_by_role("button", name="Overslaan").click()
    expect(shown(page)).not_to_have_attribute("data-code", str(first))
    page.get_by_role("button", name="Vorige").click()
    expect(shown(page)).to_have_attribute("data-code", str(first))


def test_back_and_reload_work_after_a_half_empty_page(site: Any, new_page: NewPage) -> None:
    page = new_page(360, javascript=False)
    begin(page, site.link())
    answer_shown(page, but=2)
    press(page, page.get_by_role("button", name="Volgende"))
    expect(page).to_have_url(re.compile(r"/answer/1\?check=1$"))
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("Je hebt 2 stellingen nog niet beantwoord")
    page.get_by_role("button", name="Overslaan en verder").click()
    expect(page).to_have_url(re.compile("/answer/2$"))
    page.go_back()
    expect(page).to_have_url(re.compile(r"/answer/1\?check=1$"))
    expect(page.locator("input:checked")).to_have_count(page.locator("fieldset").count() - 2)
    page.go_back()
    expect(page).to_have_url(re.compile("/answer/1$"))
    expect(page.locator("h1")).to_be_visible()


def test_back_and_forward_walk_through_what_was_shown(site: Any, new_page: NewPage) -> None:
    page = new_page(360)
    begin(page, site.link())
    expect(shown(page)).to_have_count(1)
    codes = [shown(page).get_attribute("data-code")]
    for place in range(3):
        choose(shown(page), place)
        expect(shown(page)).not_to_have_attribute("data-code", str(codes[-1]))
        codes.append(shown(page).get_attribute("data-code"))
    page.go_back()
    expect(shown(page)).to_have_attribute("data-code", str(codes[2]))
    expect(shown(page).locator("input:checked")).to_have_value("3")
    page.go_forward()
    expect(shown(page)).to_have_attribute("data-code", str(codes[3]))


@pytest.mark.parametrize("javascript", [True, False])
def test_the_keyboard_is_enough(site: Any, new_page: NewPage, javascript: bool) -> None:  # noqa: FBT001
    page = new_page(1366, javascript=javascript)
    begin(page, site.link())
    for _ in range(7):
        page.keyboard.press("Tab")
        while page.evaluate("document.activeElement.type") != "radio":
            page.keyboard.press("Tab")
        page.keyboard.press("Space")
    page.keyboard.press("Enter")
    if javascript:
        expect(page.get_by_role("button", name="Volgende")).to_be_focused()
        page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/answer/2$"))


@pytest.mark.parametrize("width", [360, 1366])
def test_digits_and_enter_are_enough(site: Any, new_page: NewPage, width: int) -> None:
    page = new_page(width)
    begin(page, site.link())
    if width < 700:
        page.keyboard.press("Tab")
        shown(page).locator("input").first.focus()
    for key in ("1", "2", "3", "4", "5", "0", "?"):
        page.keyboard.press(key)
    if width > 700:
        page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/answer/2$"))
    chosen = page.locator(".part[data-part='1'] input:checked").evaluate_all("fields => fields.map(f => f.value)")
    assert chosen == ["1", "2", "3", "4", "5", "unknown", "unknown"]


@pytest.mark.parametrize("javascript", [True, False])
def test_stopping_and_going_on_on_the_same_link(site: Any, new_page: NewPage, javascript: bool) -> None:  # noqa: FBT001
    link, page = site.link(), new_page(1366, javascript=javascript)
    begin(page, link)
    answer_shown(page)
    go_on(page)
    choose(shown(page).nth(2), 3)
    press_or_leave(page, javascript=javascript)
    again = page.context.new_page()
    again.goto(link)
    again.get_by_role("button", name="Verder waar je was").click()
    expect(again).to_have_url(re.compile("/answer/2$"))
    expect(again.locator(".part[data-part='2'] input:checked")).to_have_count(1)


def press_or_leave(page: Page, *, javascript: bool) -> None:
    """Leave the page so that it is kept: by its button, or with scripts just so."""
    if javascript:
        expect(page.locator("#saved")).to_have_text("Opgeslagen")
        page.close()
    else:
        press(page, page.get_by_role("button", name="Vorige"))


@pytest.mark.parametrize("javascript", [True, False])
def test_the_language_changes_and_what_was_typed_stays(site: Any, new_page: NewPage, javascript: bool) -> None:  # noqa: FBT001
    page = new_page(360, javascript=javascript)
    begin(page, site.link())
    page.goto(f"{site.url}/answer/7")
    while not page.locator("textarea:visible").count():
        go_on(page)
    page.locator("textarea:visible").first.fill("We bellen altijd terug.")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("textarea:visible").first).to_have_value("We bellen altijd terug.")


def test_two_tabs_send_and_both_are_thanked(site: Any, new_page: NewPage) -> None:
    page = new_page(1366, javascript=False)
    begin(page, site.link())
    answer_everything(page, until=f"part-{PARTS}")
    other = page.context.new_page()
    other.goto(page.url)
    for tab in (page, other):
        answer_everything(tab)


def test_taking_everything_back(site: Any, new_page: NewPage) -> None:
    link, page = site.link(), new_page(360, javascript=False)
    hand_in(page, link)
    page.get_by_role("link", name="Mijn antwoorden intrekken").click()
    page.get_by_role("button", name="Mijn antwoorden wissen").click()
    expect(page.locator("main")).to_have_attribute("data-state", "withdrawn")
    response = page.goto(link)
    assert response
    assert response.status == 404


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1366, "light")])
def test_every_page_is_accessible_and_fits(site: Any, new_page: NewPage, axe: Axe, width: int, scheme: str) -> None:
    page = new_page(width, scheme=scheme)

    def check() -> None:
        assert axe(page) == {}, page.url
        assert not wide(page), page.url
        rows = page.locator("label.option:visible, .actions .button:visible").all()
        assert all((row.bounding_box() or {"height": 0})["height"] >= SMALLEST_TARGET for row in rows)

    page.goto(site.link())
    check()
    press(page, page.get_by_role("button", name="Beginnen"))
    for number in range(1, PARTS + 1):
        answer_everything(page, until=f"part-{number}")
        check()
    answer_everything(page)
    check()
    press(page, page.get_by_role("link", name="Mijn antwoorden intrekken"))
    check()
    press(page, page.get_by_role("button", name="Mijn antwoorden wissen"))
    check()


@pytest.mark.parametrize("width", [320, 1366])
def test_every_message_and_way_in_is_accessible_and_fits(site: Any, new_page: NewPage, axe: Axe, width: int) -> None:
    page = new_page(width)

    def check() -> None:
        assert axe(page) == {}, page.url
        assert not wide(page), page.url

    begin(page, site.link())
    page.get_by_role("button", name="Grotere letters").click()
    page.get_by_role("button", name="Grotere letters").click()
    page.get_by_role("button", name="Meer contrast").click()
    check()
    for template in ("missing", "conflict", "trouble", "awake"):
        page.evaluate(SHOW_MESSAGE, template)
    check()
    page.get_by_role("link", name="Verder op een ander apparaat").click()
    check()
    page.get_by_role("button", name="Laat me een code zien").click()
    check()
    page.goto("/code")
    page.get_by_label("Je code").fill("verkeerd")
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("alert")).to_contain_text("Deze code werkt niet")
    check()


def test_a_page_is_light(site: Any, new_page: NewPage) -> None:
    page = new_page(360)
    sizes: list[int] = []
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    page.goto(site.link())
    assert len(sizes) <= 5
    assert sum(sizes) <= 25_000
    page.get_by_role("button", name="Beginnen").click()
    assert sum(sizes[-2:]) <= 25_000
