"""The values that the template of the questionnaire's quality may use."""

from dataclasses import dataclass
from enum import StrEnum

from app.quality.fit import Fit
from app.quality.judging import Lines
from app.quality.reliability import Reliability
from app.quality.statements import StatementRow, Unanswered
from app.quality.styles import Signs
from app.quality.teams import Teams
from app.results.place import Place
from app.web.pages import Page


class State(StrEnum):
    """How much there is to show."""

    COMPLETE = "complete"
    TOO_FEW = "too_few"
    """So few people answered that nothing but sums is published."""
    NOT_COMPUTED = "not_computed"
    """The measurement was closed before this was computed."""


@dataclass(frozen=True)
class QualityPage(Page):
    """How well the questionnaire measured, for the organisation as a whole.

    What rests on answers (`reliability`, `fit`, `signs`) is there only in the state complete; what follows from
    published figures (`teams`, `unanswered`) is there in every state.

    Attributes
    ----------
    lines
        The values beside which figures are laid.
    fewest
        How many people it takes to compute what rests on answers.
    smallest
        The smallest group with statements as numbers.
    """

    template = "quality/show.html"

    place: Place
    lines: Lines
    state: State
    respondents: int
    fewest: int
    smallest: int
    reliability: Reliability | None
    fit: Fit | None
    teams: Teams
    unanswered: Unanswered
    signs: Signs | None
    statements: tuple[StatementRow, ...]
