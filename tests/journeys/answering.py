"""How somebody goes through the questionnaire in a browser: by question or by part, with scripts or without."""

import re

from playwright.sync_api import Locator, Page, expect

QUESTIONS = 50  # more steps than there are questions
SHOWN = ".question:visible"


def begin(page: Page, link: str) -> None:
    """Open a personal link and press the button."""
    page.goto(link)
    page.get_by_role("button", name=re.compile("Beginnen|Begin")).click()
    expect(page).to_have_url(re.compile("/answer/1$"))
    page.wait_for_load_state()  # the page's own program has run


def shown(page: Page) -> Locator:
    """Give the questions that are shown now."""
    return page.locator(SHOWN)


def choose(question: Locator, place: int) -> None:
    """Choose an answer of a closed question, counted from 0."""
    question.locator("label.option").nth(place).click()


def answer_shown(page: Page, *, but: int = 0) -> None:
    """Choose an answer for every scored question that is shown, except the first few."""
    scored = page.locator(f"{SHOWN}:has(input[value=unknown])")
    for place in range(but, scored.count()):
        choose(scored.nth(place), 1 + place % 4)


def go_on(page: Page) -> None:
    """Press the button that goes on, and wait until something else is shown."""
    before = here(page)
    page.locator("form .actions button:not([name])").click()
    wait_for_another(page, before)


def here(page: Page) -> str:
    """Tell what is shown: which page, and the first question of it."""
    question = page.locator(SHOWN).first
    return f"{page.url} {question.get_attribute('data-code') if question.count() else ''}"


def wait_for_another(page: Page, before: str) -> None:
    """Wait until something else is shown."""
    page.wait_for_function(
        """before => {
            const question = [...document.querySelectorAll('.question')].find((each) => each.checkVisibility());
            return `${location.href} ${question?.dataset.code ?? ''}` !== before
                || document.querySelector('main')?.dataset.state === 'submitted';
        }""",
        arg=before,
    )


def submitted(page: Page) -> bool:
    """Tell whether the thank-you is there."""
    return page.locator("main").get_attribute("data-state") == "submitted"


def answer_everything(page: Page, *, until: str = "submitted") -> None:
    """Answer all that comes, until the thank-you or another state."""
    for step in range(QUESTIONS):
        if page.locator("main").get_attribute("data-state") == until:
            return
        before = here(page)
        if one_by_one(page) and page.locator(f"{SHOWN} .words input[value=unknown]").count():
            page.locator(SHOWN).press(str(2 + step % 4))  # after a tap one first sees for a moment what was chosen
            wait_for_another(page, before)
            continue
        answer_shown(page)
        if one_by_one(page) and page.locator(f"{SHOWN} input:checked").count():
            wait_for_another(page, before)  # a tap goes on by itself
        else:
            go_on(page)
    expect(page.locator("main")).to_have_attribute("data-state", until)


def one_by_one(page: Page) -> bool:
    """Tell whether the browser shows one question at a time."""
    return page.locator("main.one-by-one").count() == 1


def hand_in(page: Page, link: str) -> None:
    """Go from the personal link to the thank-you."""
    begin(page, link)
    answer_everything(page)
    expect(page.locator("main")).to_have_attribute("data-state", "submitted")
