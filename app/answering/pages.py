"""The values that the templates for answering may use."""

from dataclasses import dataclass
from datetime import datetime

from app.answering.profile import Profile, Said
from app.answering.promise import Promise
from app.answering.stored import Kept
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

    Attributes
    ----------
    by_link
        Whether the reader came by the personal link and has no cookie yet.
    sent
        Whether this page is the answer to the submission itself.
    profile
        The own answers in words, there and nowhere else; None when no statement was answered.
    """

    template = "answering/done.html"

    promise: Promise
    by_link: bool = False
    sent: bool = False
    profile: Profile | None = None


@dataclass(frozen=True)
class StoredPage(Page):
    """What is stored of the reader now.

    Attributes
    ----------
    invitation, answers
        The columns of the invitation row: about the invitation, and with answers in them.
    given
        The answers so far, as the reader's own browser can open them.
    days
        How long the browser remembers the personal link.
    """

    template = "answering/stored.html"

    submitted: bool
    invitation: tuple[Kept, ...]
    answers: tuple[Kept, ...]
    given: tuple[Said, ...]
    closes_at: datetime
    days: int


@dataclass(frozen=True)
class WithdrawPage(Page):
    """The question whether the answers must go."""

    template = "answering/withdraw.html"


@dataclass(frozen=True)
class WithdrawnPage(Page):
    """The answers are gone."""

    template = "answering/withdrawn.html"
