"""The values that the templates over a whole organisation may use."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.overview.deps import Layout
from app.overview.differing import Differing
from app.overview.finding import FoundUnit
from app.overview.ordering import Order
from app.overview.standing import Standing
from app.overview.starting import Starting
from app.overview.teams import Wall
from app.overview.together import Together
from app.results.breakdown import Breakdown
from app.results.inside import InsideRow
from app.results.place import Place, UnitName
from app.results.texts import Texts
from app.web.pages import Page


@dataclass(frozen=True)
class OverviewPage(Page):
    """An organisation in one minute: where it stands, where it differs, where it begins.

    Attributes
    ----------
    breakdowns
        The organisation by what people said of themselves, as far as it is shown.
    """

    template = "overview/show.html"

    place: Place
    texts: Texts
    respondents: int
    invited: int
    threshold: float
    standing: Standing
    differing: Differing
    breakdowns: Sequence[Breakdown]
    starting: Starting
    hidden_teams: int
    has_other: bool
    departments: Sequence[InsideRow]


@dataclass(frozen=True)
class TeamsPage(Page):
    """All teams of an organisation or of a department, as small grids or as a table.

    Attributes
    ----------
    departments
        The units directly inside that have units inside them.
    limit
        Average deviation from which people are divided.
    """

    template = "overview/teams.html"

    place: Place
    texts: Texts
    wall: Wall
    layout: Layout
    orders: Sequence[tuple[Order, str]]
    departments: Sequence[UnitName]
    columns: Sequence[tuple[str, str]]
    limit: float


@dataclass(frozen=True)
class TogetherPage(Page):
    """What goes together across the teams of an organisation."""

    template = "overview/together.html"

    place: Place
    relations: Sequence[Together]


@dataclass(frozen=True)
class UnitsPage(Page):
    """The units of a measurement as a tree, and those that somebody looked for.

    Attributes
    ----------
    asked
        What somebody looked for; empty when all units are listed.
    """

    template = "overview/units.html"

    place: Place
    asked: str
    units: Sequence[FoundUnit]
