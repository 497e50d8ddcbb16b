"""The browser is killed (SIGKILL) while somebody answers: the link opened again, at most the last answer is gone."""

import os
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

from playwright.sync_api import Error, Page, Playwright, expect, sync_playwright

from tests.journeys.conftest import FLAGS, chromium
from tests.proofs.survey import Answers, Survey, surveying
from tests.proofs.walking import KEPT, wait_for_all, walk

KILLS, SEED, MOST_TAPS, LONGEST_PAUSE, LONGEST_WAIT = 20, 1, 5, 0.3, 1.5
THERE, CUT, YOUNG = "with a network", "without a network", "within seconds of the first answer"
CHOSEN = """() => Object.fromEntries([...document.querySelectorAll(".question :is(:checked, textarea)")]
    .filter((field) => field.value).map((field) => [field.name, field.value]))"""


def run() -> Iterator[dict[str, object]]:
    """Kill so many browsers of each kind, and count what is gone."""
    with surveying(3 * KILLS + 1) as survey, sync_playwright() as playwright:
        for kind in (THERE, CUT, YOUNG):
            gone = [kill_once(survey, playwright, kind, seed) for seed in range(SEED, SEED + KILLS)]
            yield {
                "killed": kind,
                "kills": len(gone),
                "nothing_gone": gone.count(0),
                "last_answer_gone": gone.count(1),
                "more_gone": [number for number in gone if number > 1],
                "holds": max(gone) <= 1,
            }


def kill_once(survey: Survey, playwright: Playwright, kind: str, seed: int) -> int:
    """Answer some questions, kill the browser, open the link again; tell how many answers are gone, from the last back.

    When an earlier one is gone and the last is not, all since then count.
    """
    rng, link = Random(seed), survey.link()
    asked = [question.code for question in survey.booklet.questionnaire.scored]
    plan = {code: rng.choice("12345") for code in asked}
    with tempfile.TemporaryDirectory() as folder:
        phone = Phone(playwright, Path(folder))
        done: list[str] = []
        if kind != YOUNG:
            done = phone.begin(link, plan, stop=rng.choice(asked[1:-MOST_TAPS]))
        done = phone.die(link, plan, done, rng, offline=kind == CUT)
        there = phone.find(link, {code: plan[code] for code in done})
    return next((len(done) - place for place, code in enumerate(done) if there.get(code) != plan[code]), 0)


@dataclass(frozen=True)
class Phone:
    """A browser with a profile of its own, which outlives it."""

    playwright: Playwright
    folder: Path

    @contextmanager
    def running(self) -> Iterator[Page]:
        """Start the browser and give a page; closed in order at the end, unless it was killed."""
        context = self.playwright.chromium.launch_persistent_context(
            self.folder, executable_path=chromium(), args=FLAGS, locale="nl-NL", viewport={"width": 360, "height": 740}
        )
        yield context.new_page()
        with suppress(Error):
            context.close()

    def kill(self) -> None:
        """Kill the browser with all its processes, as when the battery is pulled out."""
        ours = f"--user-data-dir={self.folder}\0".encode()
        started = [each.parent for each in Path("/proc").glob("[0-9]*/cmdline") if ours in _read(each)]
        group = {os.getpgid(int(each.name)) for each in started if b"--type=" not in _read(each / "cmdline")}
        os.killpg(group.pop(), signal.SIGKILL)

    def begin(self, link: str, plan: Answers, *, stop: str) -> list[str]:
        """Begin, answer up to a question, and close the browser once that is saved."""
        with self.running() as page:
            enter(page, link)
            done = walk(page, plan, [], stop=stop)
            expect(page.locator("#saved")).to_have_text(KEPT)
        return done

    def die(self, link: str, plan: Answers, done: list[str], rng: Random, *, offline: bool) -> list[str]:
        """Go on for some answers, and be killed after a moment; give all that was answered."""
        with self.running() as page:
            enter(page, link)
            page.context.set_offline(offline)
            rest = [code for code in plan if code not in done]
            for following in rest[1 : 1 + rng.randint(1, MOST_TAPS)]:
                done = walk(page, plan, done, stop=following)
                time.sleep(rng.uniform(0, LONGEST_PAUSE))
            time.sleep(rng.uniform(0, LONGEST_WAIT))
            self.kill()
        return done

    def find(self, link: str, answers: Answers) -> Answers:
        """Open the link again and give the answers that come back."""
        with self.running() as page:
            enter(page, link)
            end = time.monotonic() + 5
            while (there := page.evaluate(CHOSEN)) != answers and time.monotonic() < end:
                page.wait_for_timeout(100)
        return dict(there)


def _read(file: Path) -> bytes:
    with suppress(OSError):
        return file.read_bytes()
    return b""  # it has ended meanwhile


def enter(page: Page, link: str) -> None:
    """Open the personal link, go on, if need be with this device's copy, and wait for all questions."""
    page.goto(link)
    page.locator("main form .button").first.click()
    if page.locator("main[data-state=elsewhere]").count():
        page.locator("#here .button").click()
    wait_for_all(page)
