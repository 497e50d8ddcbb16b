"""Going through the questionnaire in a browser as fast as its own program can, along a plan that was drawn before."""

from collections.abc import Sequence

from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.answering import begin
from tests.proofs.survey import Answers

SEND, KEPT, PARTS = "Versturen", "Opgeslagen", 7
WALK = """([plan, done, stop, send]) => {
  const answer = (question, value) => {
    const field = question.querySelector("textarea") ?? question.querySelector(`input[value="${value}"]`);
    if (field.type === "radio") return field.closest("label").click();
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const shown = () => [...document.querySelectorAll(".question")].filter((each) => each.checkVisibility());
  const button = document.querySelector("form .actions .button:not([name])");
  for (let before; shown()[0] !== before; ) {
    for (const question of shown()) {
      const { code } = question.dataset;
      if (code === stop) return done;
      if (done.includes(code)) continue;
      done.push(code);
      if (plan[code]) answer(question, plan[code]);
    }
    before = shown()[0];
    if (button.textContent === send) break;
    button.click();
    document.querySelector("#missing-box button")?.click();
  }
  return done;
}"""
COPIES = """() => new Promise((done) => {
  const opening = indexedDB.open("bouwsteen");
  opening.onsuccess = () => {
    const { result } = opening;
    if (!result.objectStoreNames.length) return done(0);
    const counting = result.transaction("copies").objectStore("copies").count();
    counting.onsuccess = () => { result.close(); done(counting.result); };
  };
})"""


def opened(context: BrowserContext, link: str) -> Page:
    """Open a personal link with the clock in hand, and wait until all questions are there."""
    page = context.new_page()
    page.clock.install()
    begin(page, link)
    wait_for_all(page)
    return page


def wait_for_all(page: Page) -> None:
    """Wait until the page has all questions and a place for its copy on the device."""
    expect(page.locator(".part")).to_have_count(PARTS)
    page.wait_for_function("indexedDB.databases().then((all) => all.length)")


def walk(page: Page, plan: Answers, done: Sequence[str], *, stop: str | None = None, last: str = SEND) -> list[str]:
    """Answer along the plan what was not done before, up to a question or to the last button; give what was done."""
    walked: list[str] = page.evaluate(WALK, [plan, list(done), stop, last])
    return walked


def send(page: Page) -> None:
    """Press the last button, and pass over what was left open on purpose."""
    page.locator("form .actions .button:not([name])").click()
    if page.locator("#missing-box").count():
        page.locator("#missing-box button").click()


def tick(page: Page, *, seconds: int) -> None:
    """Let time pass; every timer that is due then goes off once."""
    page.clock.fast_forward(seconds * 1000)


def copies(page: Page) -> int:
    """Count the locked copies on the device."""
    found: int = page.evaluate(COPIES)
    return found


def said(page: Page) -> str:
    """Read the message on the page; empty when there is none."""
    return " ".join(page.get_by_role("alert").all_inner_texts())
