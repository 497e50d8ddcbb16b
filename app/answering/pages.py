"""The values that the templates for answering may use."""

from dataclasses import dataclass
from datetime import datetime

from app.answering.promise import Promise
from app.answering.views import Choice, Note, Writing
from app.web.pages import Page


@dataclass(frozen=True)
class StartPage(Page):
    """What this is, what is promised, and the button that begins."""

    template = "answering/start.html"

    title: str
    minutes: int
    started: bool
    promise: Promise


@dataclass(frozen=True)
class PartPage(Page):
    """One part of the questionnaire, empty or as it was filled in."""

    template = "answering/part.html"

    unit: str
    number: int
    parts: int
    minutes: int
    heading: str
    summary: str
    choices: tuple[Choice, ...]
    backgrounds: tuple[Choice, ...]
    writings: tuple[Writing, ...]
    notes: tuple[Note, ...]
    closes_at: datetime


@dataclass(frozen=True)
class DonePage(Page):
    """Thank you, what happens now, and the way to take everything back.

    With `by_link` the reader came by the personal link and has no cookie yet.
    """

    template = "answering/done.html"

    by_link: bool
    promise: Promise


@dataclass(frozen=True)
class WithdrawPage(Page):
    """The question whether the answers must go."""

    template = "answering/withdraw.html"


@dataclass(frozen=True)
class WithdrawnPage(Page):
    """The answers are gone."""

    template = "answering/withdrawn.html"
