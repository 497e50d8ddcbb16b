"""Every way through the questionnaire, several times: what is sealed is what was chosen, and nobody is left behind."""

from collections.abc import Callable, Iterator
from random import Random

import httpx2
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect
from sqlmodel import Session

from app.models.invitation import Invitation
from tests.journeys.answering import begin
from tests.proofs.keyboard import by_keyboard
from tests.proofs.survey import Answers, Survey, browsing, surveying
from tests.proofs.walking import KEPT, SEND, send, wait_for_all, walk

RUNS, SEED, PARTS = 5, 1, 7
SENT = {"nl": SEND, "en": "Send"}
Way = Callable[[Survey, Browser, Random], Iterator[str]]


def run() -> Iterator[dict[str, object]]:
    """Go every way so many times."""
    with surveying(RUNS * len(WAYS) + 1) as survey, browsing() as browser:
        for name, way in WAYS.items():
            wrong = [what for seed in range(SEED, SEED + RUNS) for what in gone(survey, browser, way, seed)]
            yield {"way": name, "runs": RUNS, "wrong": wrong, "holds": not wrong}


def gone(survey: Survey, browser: Browser, way: Way, seed: int) -> list[str]:
    """Go one way once and give everything that was not as it must be."""
    before = len(browser.contexts)
    try:
        wrong = list(way(survey, browser, Random(seed)))
    except (AssertionError, Error) as error:
        wrong = [f"did not finish: {error}"]
    for context in browser.contexts[before:]:
        context.close()
    return [f"run {seed}: {what}" for what in wrong]


def without_scripts(survey: Survey, browser: Browser, rng: Random) -> Iterator[str]:
    """Page by page, with forms alone."""
    plan, link = survey.plan(rng), survey.link()
    page = _page(browser, rng.choice((360, 1366)), javascript=False)
    begin(page, link)
    while page.locator("main:not([data-state=submitted])").count():
        _fill(page, plan)
        skip = page.locator("form .actions [name=skip]")
        with page.expect_navigation():
            (skip if skip.count() else page.locator("form .actions .button:not([name])")).click()
    yield from _as_chosen(survey, link, plan)


def narrow(survey: Survey, browser: Browser, rng: Random) -> Iterator[str]:
    """On 320 pixels, with the largest letters: nothing scrolls sideways, on no page and at no question."""
    plan, link = survey.plan(rng), survey.link()
    page = _page(browser, 320)
    page.goto(link)
    yield from _wide(page)
    begin(page, link)
    wait_for_all(page)
    for _ in range(2):
        page.locator("[data-look=larger]").click()
    done: list[str] = []
    for code in list(plan)[1:]:
        done = walk(page, plan, done, stop=code)
        yield from _wide(page)
    walk(page, plan, done)
    send(page)
    expect(page.locator("main")).to_have_attribute("data-state", "submitted")
    yield from _wide(page)
    for address in ("/answer/done", "/answer/stored", "/answer/withdraw", "/code"):
        page.goto(survey.url + address)
        yield from _wide(page)
    yield from _as_chosen(survey, link, plan)


def keyboard_alone(survey: Survey, browser: Browser, rng: Random) -> Iterator[str]:
    """Without a pointer; the focus can be seen at every step, and every question is heard by its own text."""
    plan, link = survey.plan(rng), survey.link()
    page = _page(browser, 1366)
    page.goto(link)
    yield from by_keyboard(page, plan)
    yield from _as_chosen(survey, link, plan)


def another_language_halfway(survey: Survey, browser: Browser, rng: Random) -> Iterator[str]:
    """From Dutch to English, or the other way round, at any question."""
    plan, link = survey.plan(rng), survey.link()
    first, second = rng.sample(sorted(SENT), 2)
    page = _page(browser, rng.choice((360, 1366)), locale=first)
    begin(page, link)
    wait_for_all(page)
    done = walk(page, plan, [], stop=rng.choice(list(plan)[1:]))
    page.locator(f".other-language button[value={second}]").click()
    expect(page.locator("html")).to_have_attribute("lang", second)
    wait_for_all(page)
    walk(page, plan, done, last=SENT[second])
    yield from _sent(survey, page, link, plan)


def two_devices(survey: Survey, browser: Browser, rng: Random) -> Iterator[str]:
    """Begun on a phone, finished on a laptop with the code; the phone then knows that it is done."""
    plan, link = survey.plan(rng), survey.link()
    phone, laptop = _page(browser, 360), _page(browser, 1366)
    begin(phone, link)
    wait_for_all(phone)
    done = walk(phone, plan, [], stop=rng.choice(list(plan)[1:]))
    phone.get_by_role("link", name="Verder op een ander apparaat").click()
    phone.get_by_role("button", name="Laat me een code zien").click()
    code = phone.locator(".code strong").inner_text()
    laptop.goto(link)
    laptop.get_by_role("button", name="Beginnen").click()
    laptop.get_by_label("Code van het andere apparaat").fill(code.lower().replace("-", " "))
    laptop.get_by_role("button", name="Verder").click()
    wait_for_all(laptop)
    walk(laptop, plan, done)
    yield from _sent(survey, laptop, link, plan)
    phone.goto(f"{survey.url}/answer/1")
    if phone.locator("main[data-state=submitted]").count() == 0:
        yield "the phone does not know that it is done"


def two_tabs(survey: Survey, browser: Browser, rng: Random) -> Iterator[str]:
    """Each tab answers another half; neither takes the other's away, and both end with the thank-you."""
    plan, link = survey.plan(rng), survey.link()
    one = _page(browser, 360)
    begin(one, link)
    wait_for_all(one)
    other = one.context.new_page()
    other.goto(f"{survey.url}/answer/1")
    wait_for_all(other)
    half = rng.choice(list(plan)[1:])
    done = walk(one, plan, [], stop=half)
    expect(one.locator("#saved")).to_have_text(KEPT)
    walk(other, plan, done)
    send(other)
    expect(other.locator("main")).to_have_attribute("data-state", "submitted")
    walk(one, plan, list(plan))
    yield from _sent(survey, one, link, plan)


def shared_computer(survey: Survey, browser: Browser, rng: Random) -> Iterator[str]:
    """Nothing is left on it at the end, and the next one who sits down finds nobody."""
    plan, link = survey.plan(rng), survey.link()
    page = _page(browser, 1366)
    page.goto(link)
    page.locator("[name=shared]").check()
    page.locator("main form .button").first.click()
    expect(page.locator(".part")).to_have_count(PARTS)
    walk(page, plan, [])
    yield from _sent(survey, page, link, plan)
    left = page.evaluate(
        "indexedDB.databases().then((all) => [all.length, localStorage.length, sessionStorage.length])"
    )
    if page.context.cookies() or any(left):
        yield f"left on the computer: {page.context.cookies()} {left}"
    answer = page.goto(f"{survey.url}/answer/stored")
    if answer is None or answer.status != httpx2.codes.UNAUTHORIZED:
        yield "the next one finds somebody"


def scanned(survey: Survey, browser: Browser, _rng: Random) -> Iterator[str]:
    """A mail scanner asks for the link, its head, and opens it in a browser that runs scripts and presses nothing."""
    link = survey.link()
    before = _row(survey, link)
    for method in ("GET", "HEAD", "OPTIONS"):
        httpx2.request(method, link)
    page = _page(browser, 1366)
    page.goto(link, wait_until="networkidle")
    if page.context.cookies():
        yield "a cookie was set"
    if _row(survey, link) != before:
        yield "the row was changed"


WAYS: dict[str, Way] = {
    "without scripts": without_scripts,
    "320 pixels": narrow,
    "keyboard alone": keyboard_alone,
    "another language half-way": another_language_halfway,
    "two devices": two_devices,
    "two tabs": two_tabs,
    "a shared computer": shared_computer,
    "a link that is scanned": scanned,
}


def _page(browser: Browser, width: int, *, javascript: bool = True, locale: str = "nl") -> Page:
    context: BrowserContext = browser.new_context(
        viewport={"width": width, "height": 800}, java_script_enabled=javascript, locale=locale, reduced_motion="reduce"
    )
    return context.new_page()


def _fill(page: Page, plan: Answers) -> None:
    for question in page.locator(".question").all():
        value = plan[str(question.get_attribute("data-code"))]
        if value and question.get_attribute("data-kind") == "writing":
            question.locator("textarea").fill(value)
        elif value:
            question.locator(f"input[value='{value}']").check()


def _wide(page: Page) -> Iterator[str]:
    page.wait_for_function("() => [...document.querySelectorAll('[rel=stylesheet]')].every((each) => each.sheet)")
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        yield f"{page.url} scrolls sideways"


def _sent(survey: Survey, page: Page, link: str, plan: Answers) -> Iterator[str]:
    send(page)
    expect(page.locator("main")).to_have_attribute("data-state", "submitted")
    yield from _as_chosen(survey, link, plan)


def _as_chosen(survey: Survey, link: str, plan: Answers) -> Iterator[str]:
    if survey.arrived(link) != survey.sealed(plan):
        yield "what arrived is not what was chosen"


def _row(survey: Survey, link: str) -> dict[str, object]:
    engine = survey.place.engine()
    with Session(engine) as session:
        row = session.get_one(Invitation, survey.read(link).invitation.id).model_dump()
    engine.dispose()
    return row
