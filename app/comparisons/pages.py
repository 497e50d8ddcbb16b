"""The values that the comparison templates may use."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from app.comparisons.change import Comparison, UnitChange
from app.comparisons.choosing import Candidates, Choice
from app.comparisons.detail import Detail
from app.comparisons.intervention import Intervention
from app.comparisons.matching import Cell, Pair, Place
from app.comparisons.trends import Trends
from app.models import Organisation
from app.results.place import UnitName
from app.results.texts import Texts
from app.web.pages import Page
from app.web.paging import Paging
from surveys.schema import ModelHelp


@dataclass(frozen=True)
class ChoosePage(Page):
    """Two measurements to choose, and what was wrong with a choice."""

    template = "comparisons/index.html"

    organisation: Organisation
    candidates: Candidates
    choice: Choice


@dataclass(frozen=True)
class ComparisonPage(Page):
    """What changed, the whole organisation first."""

    template = "comparisons/show.html"

    organisation: Organisation
    pair: Pair
    finding: str
    comparison: Comparison
    names: ModelHelp
    teams: Sequence[UnitChange]
    paging: Paging
    changes: Markup | None
    change_map: Markup | None
    funnel: Markup | None


@dataclass(frozen=True)
class InterventionPage(Page):
    """Teams with an intervention beside the others."""

    template = "comparisons/intervention.html"

    organisation: Organisation
    pair: Pair
    finding: str
    intervention: Intervention


@dataclass(frozen=True)
class TrendPage(Page):
    """One unit in all measurements; without trends there are no three results yet.

    Attributes
    ----------
    units
        What can be looked at, the organisation first.
    results
        How many measurements have a result.
    """

    template = "comparisons/trend.html"

    organisation: Organisation
    units: Sequence[UnitName]
    results: int
    finding: str
    trends: Trends | None
    names: ModelHelp


@dataclass(frozen=True)
class UnitPage(Page):
    """What changed in one unit; without detail it is not shown on both sides."""

    template = "comparisons/unit.html"

    organisation: Organisation
    pair: Pair
    place: Place
    finding: str
    unit: UnitChange
    detail: Detail | None
    beginning: str
    agreement: str
    regression_to_mean: str
    texts: Texts
    reworded: Sequence[Cell]
