"""A questionnaire that is open on a server of its own: a browser answers, and what arrives is read with the key."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from random import Random

from playwright.sync_api import Browser, BrowserContext, sync_playwright
from sqlmodel import Session

from app.answering.booklets import Booklet
from app.answering.client import sent_answers
from app.answering.drafts import Draft
from app.answering.forms import DONT_KNOW, PASSED
from app.answering.respondents import Respondent, find
from app.envelope import unseal
from app.keys import KeyStore
from app.secrets import parsed
from app.web.cookies import DEVICE
from surveys.answers import decode
from tests.benchmarks.installation import Installation, installed
from tests.benchmarks.servers import HOST
from tests.journeys.conftest import FLAGS, chromium

Answers = Mapping[str, str]
"""Answers by question, as a form sends them; empty where a question is passed over."""
PASSED_OVER, WRITES = 0.1, 0.5
WORDS = "We bellen altijd terug, ook als het antwoord nee is. Verzonnen voor een proef: é, €, 😀."


@dataclass(frozen=True)
class Survey:
    """An open measurement behind a server, and the links that nobody has used yet."""

    place: Installation
    url: str
    links: Iterator[str]

    def link(self) -> str:
        """Give a personal link that nobody has used yet."""
        return self.url + next(self.links)

    @cached_property
    def booklet(self) -> Booklet:
        """What is asked."""
        return self.read(self.link()).booklet

    def read(self, link: str, device: bytes = b"") -> Respondent:
        """Look into the database for whose link this is."""
        engine = self.place.engine()
        with Session(engine) as session:
            found = find(session.connection(), parsed(link.rpartition("/")[2]), device=device)
        engine.dispose()
        return found

    def kept(self, link: str, context: BrowserContext) -> Answers:
        """Give what is kept of the answers so far, opened as this browser can."""
        device = next((each["value"] for each in context.cookies() if each["name"] == DEVICE.plain), "")
        return sent_answers(self.read(link, parsed(device)).draft)

    def arrived(self, link: str) -> Answers | None:
        """Open the envelope with the key; None where nothing was handed in."""
        found = self.read(link)
        if found.invitation.sealed is None:
            return None
        key = KeyStore(self.place.settings.keys_dir).private_key(found.measurement.id)
        ballot = unseal(found.invitation.sealed, key, size=found.booklet.ballot_size)
        answers = decode(found.booklet.questionnaire, ballot.answers)
        return sent_answers(Draft(answers, ballot.backgrounds, ballot.comments))

    def plan(self, rng: Random) -> dict[str, str]:
        """Draw what somebody will answer to every question, in order."""
        asked = self.booklet.questionnaire
        drawn = {
            question.code: rng.choice([*map(str, question.scale.values), *[DONT_KNOW] * question.scale.unknown])
            for question in asked.scored
        }
        drawn |= {question.code: rng.choice(sorted(question.options)) for question in asked.backgrounds}
        drawn |= {question.code: WORDS if rng.random() < WRITES else "" for question in asked.comments}
        passed = {code for code in drawn if rng.random() < PASSED_OVER}
        return {code: "" if code in passed else value for code, value in drawn.items()}

    def sealed(self, plan: Answers) -> Answers:
        """Tell what must lie in the envelope of somebody who answered like this."""
        scored = {question.code for question in self.booklet.questionnaire.scored}
        return {code: value or PASSED for code, value in plan.items() if value or code in scored}


@contextmanager
def surveying(people: int) -> Iterator[Survey]:
    """Make a measurement for so many people and serve it."""
    with installed() as place:
        _, links = place.simulate(people, max(1, people // 10))
        with place.serving() as port:
            yield Survey(place, f"http://{HOST}:{port}", iter(links))


@contextmanager
def browsing() -> Iterator[Browser]:
    """Open a browser for as long as the block lasts."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()
