"""How to get to every page and every message of the questionnaire, in any language."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.journeys.answering import answer_everything, answer_shown, choose, one_by_one, shown
from tests.journeys.conftest import Site

Steps = Callable[[Page, Site], None]
WIDTHS, PAPER = (360, 1366), 794  # a phone, a laptop, A4
PARTS = 7
SENTENCE = "We bellen klanten terug op de dag dat ze ons iets vragen, ook als we het antwoord nog niet hebben. "
STORE = "indexedDB.databases().then((all) => all.length)"


@dataclass(frozen=True)
class Picture:
    """A page to take a picture of: what it is called, how to get there, whether also dark and in English, how wide."""

    name: str
    title: str
    steps: Steps
    all_looks: bool = False
    widths: tuple[int, ...] = WIDTHS


def promise(page: Page, site: Site) -> None:
    page.goto(site.link())


def shared_computer(page: Page, site: Site) -> None:
    promise(page, site)
    page.locator("[name=shared]").check()


def begin_here(page: Page) -> None:
    page.locator("main form .button").first.click()
    page.wait_for_url("**/answer/1")
    page.wait_for_load_state()


def first_part(page: Page, site: Site) -> None:
    promise(page, site)
    begin_here(page)


def ready(page: Page, site: Site) -> None:
    """Begin, and wait until the page can do without a connection."""
    first_part(page, site)
    expect(page.locator(".part")).to_have_count(PARTS)
    page.wait_for_function(STORE)


def begun(page: Page, site: Site) -> str:
    """Answer something, wait until it is kept, and give the link."""
    link = site.link()
    page.goto(link)
    begin_here(page)
    answer_shown(page)
    expect(page.locator("#saved")).not_to_be_empty()
    return link


def kept(page: Page, site: Site) -> None:
    begun(page, site)


def come_back(page: Page, site: Site) -> None:
    page.goto(begun(page, site))


def half_empty(page: Page, site: Site) -> None:
    first_part(page, site)
    if not one_by_one(page):
        answer_shown(page, but=2)
    main_button(page).click()


def large_letters(page: Page, site: Site) -> None:
    first_part(page, site)
    for name in ("larger", "larger", "contrast"):
        page.locator(f"[data-look={name}]").click()
    page.evaluate("scrollTo(0, 0)")


def last_part(page: Page, site: Site) -> None:
    first_part(page, site)
    answer_everything(page, until=f"part-{PARTS}")


def until(page: Page, goal: Locator) -> None:
    """Pass over what comes, until this is shown."""
    while not goal.count():
        main_button(page).click()


def numbers(page: Page, site: Site) -> None:
    last_part(page, site)
    until(page, page.locator(".numbers:visible"))


def writing(page: Page, site: Site) -> None:
    last_part(page, site)
    until(page, page.locator("textarea:visible"))
    page.locator("textarea:visible").first.fill(SENTENCE)


def send_now(page: Page) -> None:
    """Go to the last button and press it."""
    last = page.evaluate("JSON.parse(document.getElementById('client').textContent)[1].texts.send")
    until(page, page.locator("form .actions .button", has_text=last))
    main_button(page).click()
    if page.locator("#missing-box").count():
        page.locator("#missing-box button").click()


def offline(page: Page, site: Site) -> None:
    ready(page, site)
    page.context.set_offline(True)
    answer_shown(page)
    expect(page.locator("#trouble-box")).to_be_visible()


def sent_later(page: Page, site: Site) -> None:
    last_part(page, site)
    page.context.set_offline(True)
    send_now(page)
    expect(page.locator("#trouble-box")).to_be_visible()


def conflict(page: Page, site: Site) -> None:
    ready(page, site)
    other = page.context.new_page()
    other.goto(page.url)
    choose(shown(other).first, 0)
    expect(other.locator("#saved")).not_to_be_empty()
    choose(shown(page).first, 1)
    expect(page.locator("#conflict-box")).to_be_visible()


def closed(page: Page, site: Site) -> None:
    """Take everything back on another device."""
    ready(page, site)
    assert page.context.browser
    context = page.context.browser.new_context(base_url=site.url, storage_state=page.context.storage_state())
    other = context.new_page()
    other.goto(page.url)
    answer_everything(other)
    other.goto("/answer/withdraw")
    other.locator("main form .button").first.click()
    expect(other.locator("main")).to_have_attribute("data-state", "withdrawn")
    context.close()
    choose(shown(page).first, 1)
    expect(page.locator("#trouble-box")).to_be_visible()


def stale(page: Page, site: Site) -> None:
    ready(page, site)
    first_part(page.context.new_page(), site)
    choose(shown(page).first, 1)
    expect(page.locator("#trouble-box")).to_be_visible()


def too_long(page: Page, site: Site) -> None:
    writing(page, site)
    page.locator("textarea:visible").first.evaluate("field => field.removeAttribute('maxlength')")
    page.locator("textarea:visible").first.fill(SENTENCE * 6)
    send_now(page)
    expect(page.locator(".flag:visible")).to_be_visible()


def nothing(page: Page, site: Site) -> None:
    first_part(page, site)
    while page.locator("main:not([data-state=part-7])").count():
        pass_over(page)
    send_now(page)
    expect(page.locator("#problems")).to_be_visible()


def pass_over(page: Page) -> None:
    main_button(page).click()
    if page.locator("#missing-box").count():
        page.locator("#missing-box button").click()


def device(page: Page, site: Site) -> None:
    kept(page, site)
    page.goto("/answer/device")


def device_code(page: Page, site: Site) -> None:
    device(page, site)
    page.locator("main form .button").first.click()
    expect(page.locator(".code")).to_be_visible()


def elsewhere(page: Page, site: Site) -> None:
    assert page.context.browser
    other = page.context.browser.new_context(base_url=site.url)
    link = begun(other.new_page(), site)
    other.close()
    page.goto(link)
    page.locator("main form .button").first.click()
    expect(page.locator("main")).to_have_attribute("data-state", "elsewhere")


def own_copy(page: Page, site: Site) -> None:
    ready(page, site)
    link = begun(page, site)
    page.context.clear_cookies()
    page.goto(link)
    page.locator("main form .button").first.click()
    expect(page.locator("#here")).to_be_visible()


def wrong_device_code(page: Page, site: Site) -> None:
    elsewhere(page, site)
    type_code(page, "7KQ2M-9XW4P")


def code(page: Page, _site: Site) -> None:
    page.goto("/code")


def wrong_code(page: Page, site: Site) -> None:
    code(page, site)
    type_code(page, "4XG7RM-20QPT-8KDWZ")


def too_many_tries(page: Page, site: Site) -> None:
    code(page, site)
    while page.locator("#code").count():
        type_code(page, "4XG7RM-20QPT-8KDWZ")


def type_code(page: Page, text: str) -> None:
    page.locator("#code").fill(text)
    with page.expect_navigation():
        page.locator("#code").press("Enter")


def on_shared_computer(page: Page, site: Site) -> None:
    shared_computer(page, site)
    begin_here(page)


def still_there(page: Page, site: Site) -> None:
    page.clock.install()
    on_shared_computer(page, site)
    page.clock.fast_forward("09:01")
    expect(page.locator("#awake-box")).to_be_visible()


def forgotten(page: Page, site: Site) -> None:
    on_shared_computer(page, site)
    page.locator("form[action$='/forget'] button").click()
    expect(page.locator("main")).to_have_attribute("data-state", "forgotten")


def done_on_shared_computer(page: Page, site: Site) -> None:
    on_shared_computer(page, site)
    answer_everything(page)


def done(page: Page, site: Site) -> None:
    first_part(page, site)
    answer_everything(page)


def done_again(page: Page, site: Site) -> None:
    done(page, site)
    page.goto("/answer/done")


def printed(page: Page, site: Site) -> None:
    done(page, site)
    page.locator("#note").fill("Hoe kan ik zorgen dat een klant zijn verhaal maar één keer hoeft te doen?")
    page.locator("#note").blur()
    page.emulate_media(media="print")


def stored_draft(page: Page, site: Site) -> None:
    kept(page, site)
    page.goto("/answer/stored")


def stored_answers(page: Page, site: Site) -> None:
    done(page, site)
    page.goto("/answer/stored")


def withdraw(page: Page, site: Site) -> None:
    done(page, site)
    page.goto("/answer/withdraw")


def withdrawn(page: Page, site: Site) -> None:
    withdraw(page, site)
    page.locator("main form .button").first.click()
    expect(page.locator("main")).to_have_attribute("data-state", "withdrawn")


def dead_link(page: Page, _site: Site) -> None:
    page.goto("/i/no-such-link")


def main_button(page: Page) -> Locator:
    return page.locator("form .actions .button:not([name])")


ANSWERING = (
    Picture("promise", "Employee: the promise", promise, all_looks=True),
    Picture("promise-again", "Employee: back by the same link", come_back),
    Picture("answer", "Employee: statements about one building block", first_part, all_looks=True),
    Picture("answer-kept", "Employee: an answer is saved", kept),
    Picture("answer-missing", "Employee: two statements were passed over (on a phone: the next one)", half_empty),
    Picture("answer-large", "Employee: the largest letters and more contrast", large_letters),
    Picture("closing-questions", "Employee: the closing questions", last_part),
    Picture("closing-numbers", "Employee: from 0 to 10", numbers, all_looks=True),
    Picture("closing-words", "Employee: in your own words", writing),
    Picture("offline", "Employee: the connection is gone", offline, all_looks=True),
    Picture("sent-later", "Employee: the connection is gone while sending", sent_later),
    Picture("conflict", "Employee: another tab holds other answers", conflict),
    Picture("stale", "Employee: the page belongs to another link by now", stale),
    Picture("closed", "Employee: no more answers are taken", closed),
    Picture("too-long", "Employee: a text is too long", too_long),
    Picture("nothing", "Employee: every statement was skipped", nothing),
    Picture("device", "Employee: on another device", device),
    Picture("device-code", "Employee: the code for another device", device_code),
    Picture("elsewhere", "Employee: begun on another device", elsewhere),
    Picture("elsewhere-wrong", "Employee: a code that does not fit", wrong_device_code),
    Picture("elsewhere-copy", "Employee: the browser was killed, its copy is there", own_copy),
    Picture("code", "Employee: a code on paper", code),
    Picture("code-wrong", "Employee: a code that opens nothing", wrong_code),
    Picture("shared", "Employee: on a shared computer", on_shared_computer),
    Picture("shared-asks", "Employee: a shared computer asks who is there", still_there),
    Picture("shared-forgotten", "Employee: a shared computer has forgotten", forgotten),
    Picture("shared-done", "Employee: thank you, on a shared computer", done_on_shared_computer),
    Picture("done", "Employee: thank you, with the own profile", done, all_looks=True),
    Picture("done-again", "Employee: thank you, looked at again", done_again),
    Picture("stored-draft", "Employee: what is stored before sending", stored_draft),
    Picture("stored", "Employee: what is stored after sending", stored_answers, all_looks=True),
    Picture("withdraw", "Employee: withdraw", withdraw),
    Picture("withdrawn", "Employee: withdrawn", withdrawn),
    Picture("dead-link", "Employee: a link that does not work", dead_link),
)
PICTURES_ALONE = (
    Picture("done-printed", "Employee: the own profile on paper", printed, widths=(PAPER,)),
    Picture("code-too-many", "Employee: too many codes were tried", too_many_tries),
)
"""Of these no test is made: paper has no page, and whoever comes next from here would be refused for a minute."""
