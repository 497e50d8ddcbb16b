"""The values that the result templates may use."""

from dataclasses import dataclass

from analytics.breakdowns import Sizes
from app.results.beginning import Beginning
from app.results.beside import Choices
from app.results.breakdown import Breakdown
from app.results.cell import CellView
from app.results.heat_map import HeatMap
from app.results.inside import CellRow, InsideRow
from app.results.outcomes import DividedStatement, Enthusiasm, RecommendationView
from app.results.place import Place, UnitName
from app.results.profiles import Profile
from app.results.reading import Score
from app.results.texts import Texts
from app.web.pages import Page
from surveys.model import ScoredQuestion


@dataclass(frozen=True)
class UnitPage(Page):
    """The dashboard of a unit that is shown: where it stands, where it is divided, where it begins."""

    template = "results/unit.html"

    place: Place
    texts: Texts
    respondents: int
    invited: int
    headline: str
    overall: Score | None
    around: UnitName | None
    overall_around: Score | None
    heat: HeatMap
    beginning: Beginning
    profiles: tuple[Profile, ...]
    shape: Profile
    choices: Choices
    agreement: Profile
    divided: tuple[DividedStatement, ...]
    recommendations: tuple[RecommendationView, ...]
    enthusiasm: tuple[Enthusiasm, ...]
    breakdowns: tuple[Breakdown, ...]
    sizes: Sizes
    inside: tuple[InsideRow, ...]
    has_other: bool
    """Whether there is another result to lay beside this one."""


@dataclass(frozen=True)
class Around:
    """The nearest shown unit around a hidden one: what is known of it, and where it should begin."""

    unit: UnitName
    respondents: int
    overall: Score | None
    beginning: Beginning


@dataclass(frozen=True)
class HiddenUnitPage(Page):
    """A unit without figures: why, the figures of the unit around it, and questions that fit those.

    Nothing on it depends on how many people answered in the unit itself.
    """

    template = "results/hidden.html"

    place: Place
    texts: Texts
    minimum: int
    around: Around | None
    inside: tuple[InsideRow, ...]


@dataclass(frozen=True)
class BesidePage(Page):
    """A unit and another one; without comparison one of them, or the rest of it, cannot be shown.

    Attributes
    ----------
    choices
        What else the unit can be laid beside.
    """

    template = "results/beside.html"

    place: Place
    other: UnitName
    choices: Choices
    comparison: Breakdown | None


@dataclass(frozen=True)
class CellPage(Page):
    """One statement of one unit; None stands for what is hidden."""

    template = "results/cell.html"

    place: Place
    texts: Texts
    cell: CellView
    previous: ScoredQuestion | None
    next: ScoredQuestion | None
    """As one reads the grid; None at its ends."""
    around: CellRow | None
    elsewhere: tuple[CellRow, ...]
