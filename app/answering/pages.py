"""The values that the templates for answering may use."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from app.answering.profile import Said
from app.answering.promise import Promise
from app.answering.stored import Kept
from app.answering.views import Choice, Note, Writing
from app.web.pages import Page


@dataclass(frozen=True)
class StartPage(Page):
    """What this is, what is promised, and the button that begins."""

    template = "answering/start.html"
    own = ("unit",)

    unit: str
    title: str
    minutes: int
    started: bool
    promise: Promise
    shared: bool

    @property
    def once(self) -> bool:
        """Promise and way in are alike for a whole measurement."""
        return True


@dataclass(frozen=True)
class Section(Page):
    """The questions of one part with their heading; it stands in a page, and alone for a browser with JavaScript."""

    template = "answering/section.html"

    number: int
    heading: str
    summary: str
    choices: tuple[Choice, ...]
    backgrounds: tuple[Choice, ...]
    writings: tuple[Writing, ...]


@dataclass(frozen=True)
class PartPage(Page):
    """One part of the questionnaire, empty or as it was filled in.

    Of all the `seconds` that it takes, `spent` lie behind the reader. With `shared` others use this computer too. What
    `app.answering.client` gives is for the browser's own program.
    """

    template = "answering/part.html"
    own = ("unit", "section", "client", "spent")

    unit: str
    number: int
    parts: int
    minutes: int
    seconds: int
    spent: int
    heading: str
    section: Markup
    notes: tuple[Note, ...]
    closes_at: datetime
    shared: bool
    client: Markup

    @property
    def once(self) -> bool:
        """All but what was filled in is alike; what is wrong with that is somebody's own."""
        return not self.notes


@dataclass(frozen=True)
class DonePage(Page):
    """Thank you, what happens now, and the way to take everything back.

    Attributes
    ----------
    by_link
        Whether the reader came by the personal link and has no cookie yet.
    sent
        Whether this page is the answer to the submission itself.
    late
        Whether something was changed here after it had been sent from elsewhere.
    forgotten
        Whether this was a shared computer, which has no cookie any more.
    meanings
        What the words of the own profile mean.
    unit and what follows
        The own profile in pieces, there and nowhere else; None when no statement was answered.
    """

    template = "answering/done.html"
    own = ("unit", "block_finding", "blocks", "level_finding", "levels", "unanswered", "strengths", "tip")

    promise: Promise
    by_link: bool = False
    sent: bool = False
    forgotten: bool = False
    late: bool = False
    meanings: Markup | None = None
    unit: str | None = None
    block_finding: str | None = None
    blocks: Markup | None = None
    level_finding: str | None = None
    levels: Markup | None = None
    unanswered: Markup | None = None
    strengths: Markup | None = None
    tip: Markup | None = None

    @property
    def once(self) -> bool:
        """What happens next is alike for a whole measurement."""
        return True


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


@dataclass(frozen=True)
class CodePage(Page):
    """The field for a typed code, with what was typed when that opened nothing."""

    template = "answering/code.html"

    code: str
    wrong: bool


@dataclass(frozen=True)
class DevicePage(Page):
    """How to go on on another device, and the code for that once it was asked for."""

    template = "answering/device.html"

    code: str


@dataclass(frozen=True)
class ElsewherePage(Page):
    """The questionnaire was begun on another device: type its code, or begin anew.

    Attributes
    ----------
    copy
        What a copy of the answers on this device would be called.
    """

    template = "answering/elsewhere.html"

    copy: str
    code: str
    wrong: bool


@dataclass(frozen=True)
class ForgottenPage(Page):
    """The computer has forgotten who was answering."""

    template = "answering/forgotten.html"
