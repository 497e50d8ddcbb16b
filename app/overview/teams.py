"""All teams beside each other, in small: every grid at once, laid out by what one wants to know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from analytics.cells import OVERALL
from app.overview.deps import Layout
from app.overview.ordering import divided, ordered, shrunken, spread
from app.results.all_units import scores_of_all
from app.results.beginning import Opening, opening
from app.results.heat_map import HeatMap, heat_map
from app.results.kept import Kept
from app.results.place import UnitName, name
from app.results.reading import Published, Score, Scores, UnitFigures, figures
from app.results.texts import Texts
from app.web.paging import Paging, paging
from surveys.model import Block, Level

ON_A_PAGE = 60


@dataclass(frozen=True)
class TeamCard:
    """One team in small; all but its name is None or empty when it is hidden.

    Attributes
    ----------
    around
        The unit that the team lies in.
    pulled
        The mean that decides the order: pulled towards that of all teams; None when the order is not by a score.
    scores
        By measure.
    divided
        Codes of the levels about which people are divided.
    """

    unit: UnitName
    around: UnitName | None
    respondents: int | None
    heat: HeatMap | None
    scores: Scores
    pulled: float | None
    divided: tuple[Level, ...]
    opening: Opening | None

    @property
    def overall(self) -> Score | None:
        """The overall score."""
        return self.scores.get(OVERALL)

    @property
    def spread(self) -> float | None:
        """The average deviation over all statements."""
        return spread(self.scores)


@dataclass(frozen=True)
class Wall:
    """A page of the teams in their order.

    Attributes
    ----------
    hidden
        How many on all pages together are not shown.
    pulls
        Whether means could be pulled towards that of all teams; without that there is no order by a score.
    """

    cards: tuple[TeamCard, ...]
    paging: Paging
    hidden: int
    pulls: bool


@dataclass(frozen=True)
class _Laid:
    """All teams in an order, and the means that decided it."""

    teams: tuple[int, ...]
    pulled: Mapping[int, float]


_LAID: Kept[_Laid] = Kept(128)


def wall(session: Session, source: Published, inside: int, layout: Layout, texts: Texts) -> Wall:
    """Lay out the teams inside a unit.

    Parameters
    ----------
    inside
        Position of the unit.
    """
    laid = _LAID.get((source.publication.id, layout.order, layout.low), lambda: _lay_out(session, source, layout))
    within = source.tree.within(inside)
    rows = [team for team in laid.teams if team in within]
    page = paging(layout.page, ON_A_PAGE, len(rows))
    here = page.cut(rows)
    shown = figures(session, source, here)
    cards = tuple(_card(source, team, shown, laid.pulled, texts) for team in here)
    hidden = sum(team not in source.shown for team in rows)
    return Wall(cards, page, hidden, bool(laid.pulled))


def _lay_out(session: Session, source: Published, layout: Layout) -> _Laid:
    scores = scores_of_all(session, source)
    pulled = shrunken(source, scores, layout.order) if layout.order.is_score else {}
    return _Laid(tuple(ordered(source, scores, source.tree.leaves, layout.order, low=layout.low)), pulled)


def _card(
    source: Published, team: int, shown: Mapping[int, UnitFigures], pulled: Mapping[int, float], texts: Texts
) -> TeamCard:
    parent = source.tree.parents[team]
    around = name(source, parent) if parent > 0 else None
    unit = shown.get(team)
    if unit is None:
        return TeamCard(name(source, team), around, None, None, {}, None, (), None)
    return TeamCard(
        unit=name(source, team),
        around=around,
        respondents=unit.respondents,
        heat=heat_map(texts.questionnaire, unit),
        scores=unit.scores,
        pulled=pulled.get(team),
        divided=divided(unit.scores),
        opening=opening(unit.scores, source.measurement.threshold, texts),
    )


def columns(texts: Texts) -> Sequence[tuple[str, str]]:
    """Give the scores of the table, each with its name."""
    measured = [(str(code), texts.measure(code)) for code in (*Block, *Level)]
    return [(str(OVERALL), texts.words.gettext("Overall score")), *measured]
