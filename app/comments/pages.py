"""The values that the templates of comments may use."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode
from uuid import UUID

from app.comments.reading import Remark
from app.comments.tagging import Fault
from app.results.place import Place, UnitName
from app.web.pages import Page
from app.web.paging import Paging


@dataclass(frozen=True)
class Search:
    """What is looked for, as it stands in the address.

    Attributes
    ----------
    q
        Words that a comment must hold.
    theme
        The theme that it must have; None for all.
    page
        Counted from 1.
    """

    q: str = ""
    theme: UUID | None = None
    page: int = 1

    @property
    def asked(self) -> dict[str, object]:
        """Give all but the page, as far as something is looked for."""
        return {name: value for name, value in (("q", self.q), ("theme", self.theme)) if value}

    @property
    def query(self) -> str:
        """Write it as the last part of an address, with its question mark; empty when nothing is looked for."""
        said = urlencode(self.asked | ({"page": self.page} if self.page > 1 else {}))
        return f"?{said}" if said else ""

    def about(self, theme: UUID | None) -> "Search":
        """Look for the same words with another theme."""
        return replace(self, theme=theme, page=1)

    def on(self, page: int) -> "Search":
        """Look on another page."""
        return replace(self, page=page)


@dataclass(frozen=True)
class QuestionTab:
    """An open question with the number of comments on it."""

    code: str
    text: str
    count: int


@dataclass(frozen=True)
class ThemeRow:
    """A theme with the number of comments that have it, on this question in this unit."""

    id: UUID
    name: str
    count: int


@dataclass(frozen=True)
class CommentsPage(Page):
    """The comments of a unit on one question.

    Attributes
    ----------
    paging
        Of the comments that fit the search.
    minimum
        The smallest group whose comments are kept.
    fault, given
        Why a theme was not added, and the name that was typed.
    """

    template = "comments/show.html"

    place: Place
    question: QuestionTab
    questions: Sequence[QuestionTab]
    remarks: Sequence[Remark]
    paging: Paging
    search: Search
    themes: Sequence[ThemeRow]
    minimum: int
    fault: Fault | None
    given: str


@dataclass(frozen=True)
class NoCommentsPage(Page):
    """Comments of this unit are not shown: why, and where those that were kept are."""

    template = "comments/hidden.html"

    place: Place
    minimum: int
    around: UnitName | None
