"""The values that the templates of team talks may use."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.models import Measurement
from app.results.beginning import Beginning
from app.results.place import Place, UnitName
from app.results.reading import Score
from app.results.texts import Texts
from app.talks.strengths import Strength
from app.talks.topics import Topic
from app.web.pages import Page


@dataclass(frozen=True)
class Talk:
    """Two sheets for the talk of one unit: what stands, what to talk about, and how.

    Attributes
    ----------
    around
        The nearest shown unit around it with its overall score; None for the organisation itself.
    """

    place: Place
    respondents: int
    invited: int
    headline: str
    overall: Score | None
    around: UnitName | None
    overall_around: Score | None
    strengths: tuple[Strength, ...]
    beginning: Beginning
    topics: tuple[Topic, ...]


@dataclass(frozen=True)
class SharedPage(Page):
    """The page as somebody with the link sees it."""

    template = "talks/shared.html"

    talk: Talk
    texts: Texts
    until: datetime


@dataclass(frozen=True)
class PreviewPage(Page):
    """The page as HR and consultants see it before and after it is released."""

    template = "talks/preview.html"

    talk: Talk
    texts: Texts
    may_release: bool
    address: str | None
    """Of the link; None where the page is not released, and for who may not release it."""
    until: datetime | None
    days: int


@dataclass(frozen=True)
class HiddenPage(Page):
    """There is no page for this unit: why, and the way on."""

    template = "talks/hidden.html"

    place: Place
    minimum: int
    around: UnitName | None


@dataclass(frozen=True)
class TalkRow:
    """One unit in the list: hidden, shown, or released."""

    unit: UnitName
    depth: int
    shown: bool
    address: str | None
    until: datetime | None
    around: UnitName | None
    """Of a hidden unit, the unit whose page can be used instead."""


@dataclass(frozen=True)
class TalksPage(Page):
    """All units: which pages were released, and which can be."""

    template = "talks/index.html"

    measurement: Measurement
    rows: Sequence[TalkRow]
    released: Sequence[TalkRow]
    days: int
    none_chosen: bool
    """Whether a button was pressed without a unit that it could be about."""
