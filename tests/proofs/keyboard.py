"""Going through the questionnaire with the keyboard alone, looking at the focus and hearing the questions."""

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page

from app.answering.forms import DONT_KNOW
from tests.proofs.survey import Answers
from tests.proofs.walking import wait_for_all

STEPS = 400
FOCUS = """() => {
  const here = document.activeElement;
  const question = here.closest(".question");
  const ring = getComputedStyle(here.closest("label.option") ?? here);
  const bar = getComputedStyle(here, "::before");
  return {
    code: question?.dataset.code ?? "", kind: question?.dataset.kind ?? "", type: here.type ?? "",
    main: here.matches("main .button:not(.quiet), #missing-box .button"),
    ring: (ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) >= 2) || parseFloat(bar.width) >= 2,
    at: [...(question?.querySelectorAll("input") ?? [])].indexOf(here), outside: here === document.body,
  };
}"""
HEARD = """(code) => {
  const question = document.querySelector(`.question[data-code="${code}"]`);
  return question.querySelector("legend, label.legend").textContent.trim();
}"""
PLACE = """([code, value]) => {
  const fields = [...document.querySelectorAll(`[name="${code}"]`)];
  return fields.findIndex((field) => field.value === value);
}"""


def by_keyboard(page: Page, plan: Answers) -> Iterator[str]:
    """Go from the first page to the thank-you by keys; give where the focus was not seen or a question not heard."""
    done: set[str] = set()
    for _ in range(STEPS):
        if page.locator("main[data-state=submitted]").count():
            return
        focus = page.evaluate(FOCUS)
        if not focus["ring"] and not focus["outside"]:
            yield f"the focus is not seen at {focus}"
        if focus["code"] and focus["code"] not in done:
            done.add(focus["code"])
            yield from _heard(page, focus)
            _answer(page, focus, plan[focus["code"]])
        else:
            _move(page, goes_on=focus["main"])
    yield "there was no thank-you"


def _move(page: Page, *, goes_on: bool) -> None:
    """Go to the next control, or press the main button: outside the questions that leads to another page."""
    inside = page.locator(".question").count()
    if not goes_on:
        page.keyboard.press("Tab")
    elif inside:
        page.keyboard.press("Enter")
        page.wait_for_function("() => !document.querySelector('main form[inert]')")
    else:
        with page.expect_navigation():
            page.keyboard.press("Enter")
        wait_for_all(page)


def _heard(page: Page, focus: dict[str, Any]) -> Iterator[str]:
    """Ask the accessibility tree for the question by its own text."""
    text = page.evaluate(HEARD, focus["code"])
    field = page.get_by_role("textbox", name=text, exact=True)
    group = page.get_by_role("group", name=text, exact=True)
    if (field if focus["kind"] == "writing" else group).count() != 1:
        yield f"{focus['code']} does not bear the name of its question"


def _answer(page: Page, focus: dict[str, Any], value: str) -> None:
    keys = page.keyboard
    if focus["kind"] == "writing":
        keys.insert_text(value)
        keys.press("Tab")
    elif focus["kind"] == "statement":
        _press_digits(page, "?" if value == DONT_KNOW else value, focus["code"])
    elif value:
        _choose(page, focus, value)
    else:
        keys.press("Tab")


def _press_digits(page: Page, value: str, code: str) -> None:
    for key in value:
        page.keyboard.press(key)
    if not value or page.evaluate(FOCUS)["code"] == code:
        page.keyboard.press("Enter")


def _choose(page: Page, focus: dict[str, Any], value: str) -> None:
    """Choose among answers that have no digit: into the group, then along it."""
    if focus["type"] != "radio":
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _ in range(page.evaluate(PLACE, [focus["code"], value])):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
