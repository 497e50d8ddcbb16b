"""The values that the comparison templates may use."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from app.comparisons.change import Comparison, UnitChange
from app.comparisons.choosing import Candidates, Choice
from app.comparisons.detail import Detail
from app.comparisons.matching import Cell, Pair, Place
from app.comparisons.sets import Sets
from app.comparisons.trends import Trends
from app.models import Organisation
from app.results.place import UnitName
from app.results.texts import Texts
from app.web.pages import Page
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
    page: int
    pages: int
    changes: Markup | None
    change_map: Markup | None
    funnel: Markup | None


@dataclass(frozen=True)
class SetsPage(Page):
    """Teams where something was done beside the others."""

    template = "comparisons/sets.html"

    organisation: Organisation
    pair: Pair
    finding: str
    sets: Sets


@dataclass(frozen=True)
class TrendPage(Page):
    """One unit in all measurements; without trends there are no three results yet.

    Attributes
    ----------
    units
        What else can be looked at, the organisation first.
    results
        How many measurements have a result.
    """

    template = "comparisons/trend.html"

    organisation: Organisation
    unit: UnitName | None
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
    returning: str
    texts: Texts
    reworded: Sequence[Cell]
