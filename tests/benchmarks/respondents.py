"""People who fill in questionnaires, many at once, each from the first page to the thank-you."""

import asyncio
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from random import Random

from tests.benchmarks.browser import Browser
from tests.benchmarks.forms import Form, read_form
from tests.benchmarks.lines import Line, rounded, spread

SUBMITTED = b'data-state="submitted"'
QUESTIONS = re.compile(rb'"questions": "([^"]+)"')
CSRF_FIELD = b'<input type="hidden" name="csrf">'
MOST_STEPS = 20


@dataclass
class Crowd:
    """The people who answer on one server, and what became of it.

    Attributes
    ----------
    forms
        The form of each step, read when the first of them came by.
    completed, failed
        How many reached the thank-you, and at which address the others got stuck.
    waits
        Seconds per request.
    seconds, own_seconds
        How long it took, and how much of that time this program was computing itself.
    """

    port: int
    clients: int
    forms: dict[int, Form | None] = field(default_factory=dict)
    completed: int = 0
    failed: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    seconds: float = 0.0
    own_seconds: float = 0.0

    def answer(self, links: Iterator[str], *, seconds: float) -> float:
        """Have people answer until time or links are up; whoever began finishes. Give responses per second."""
        before, begin, own = self.completed, time.perf_counter(), time.process_time()
        with ThreadPoolExecutor(1) as apart:  # a loop of its own, also where a browser test left one running
            apart.submit(asyncio.run, self._together(links, end=begin + seconds)).result()
        lasted = time.perf_counter() - begin
        self.seconds += lasted
        self.own_seconds += time.process_time() - own
        return (self.completed - before) / lasted

    def summary(self) -> Line:
        """Sum up how it went."""
        return {
            "responses_per_s": rounded(self.completed / self.seconds),
            "requests_per_s": rounded(len(self.waits) / self.seconds),
            "requests_per_response": rounded(len(self.waits) / self.completed),
            "answers_per_response": sum(len(form.choices) for form in self.forms.values() if form),
            "request": spread(self.waits),
            "client_cpu_share": rounded(self.own_seconds / self.seconds),
            "completed": self.completed,
            "failed": self.failed,
        }

    async def _together(self, links: Iterator[str], *, end: float) -> None:
        await asyncio.gather(*(self._client(links, Random(seed), end=end) for seed in range(self.clients)))

    async def _client(self, links: Iterator[str], rng: Random, *, end: float) -> None:
        browser = Browser(self.port, self.waits)
        while time.perf_counter() < end and (link := next(links, None)):
            browser.forget()
            if await self.respond(browser, link, rng):
                self.completed += 1
            else:
                self.failed.append(browser.address)
        await browser.close()

    async def respond(self, browser: Browser, link: str, rng: Random) -> bool:
        """Go from the personal link to the thank-you, page by page; say whether it came."""
        answer = await browser.visit(link)
        for step in range(MOST_STEPS):
            if answer.status != 200 or SUBMITTED in answer.body:
                break
            form = self.form(step, answer.body)
            if form is None:
                break
            answer = await browser.visit(form.action or browser.address, form.fill(answer.body, rng))
        return answer.status == 200 and SUBMITTED in answer.body

    def form(self, step: int, page: bytes) -> Form | None:
        """Give the form of a step, read from the first page of that step."""
        if step not in self.forms:
            self.forms[step] = read_form(page)
        return self.forms[step]


class ScriptedCrowd(Crowd):
    """People whose browsers do as our own program does: fetch all questions, and hand everything in at once."""

    async def respond(self, browser: Browser, link: str, rng: Random) -> bool:
        """Go from the personal link to the thank-you; say whether it came."""
        start = await browser.visit(link)
        begin = self.form(0, start.body)
        assert begin
        page = await browser.visit(link, begin.fill(start.body, rng))
        questions = await browser.visit(QUESTIONS.search(page.body)[1].decode())  # type: ignore[index]
        form = self.form(1, b"<form>%b%b<button></button></form>" % (CSRF_FIELD, questions.body))
        assert form
        answer = await browser.visit("/answer/submit", form.fill(page.body, rng))
        return answer.status == 200 and SUBMITTED in answer.body
