"""Read two results and compare them."""

from dataclasses import dataclass

from sqlmodel import Session

from app.comparisons.change import Comparison, UnitChange, compare
from app.comparisons.detail import Detail, detail
from app.comparisons.matching import Cell, Pair, Place, cells, places
from app.comparisons.reading import scores
from app.results.kept import Kept
from app.results.reading import Published, UnitFigures, figures
from app.results.texts import load_texts
from app.web.i18n import DEFAULT, language

_KEPT: Kept[Comparison] = Kept(32)


@dataclass(frozen=True)
class UnitOverview:
    """One unit among all others.

    Attributes
    ----------
    unit
        Its overall score, with its verdict among all teams.
    detail
        Everything else; None when the unit is not shown on both sides.
    cells
        The statements of both questionnaires, by place in the grid.
    """

    unit: UnitChange
    detail: Detail | None
    cells: tuple[Cell, ...]


def overview(session: Session, pair: Pair) -> Comparison:
    """Compare all units of two results; results never change, so that this is computed once."""

    def computed() -> Comparison:
        return compare(pair, places(pair), scores(session, pair.before), scores(session, pair.after))

    return _KEPT.get(pair.key, computed)


def unit_overview(session: Session, pair: Pair, place: Place) -> UnitOverview:
    """Compare one unit on everything that is shown of it."""
    comparison = overview(session, pair)
    matched = _matched(session, pair)
    found = comparison.of(place.unit_id) or UnitChange(place, comparison.overall, None, None)
    return UnitOverview(found, _detail(session, pair, place, matched), matched)


def _detail(session: Session, pair: Pair, place: Place, matched: tuple[Cell, ...]) -> Detail | None:
    before, after = _figures(session, pair.before, place.before), _figures(session, pair.after, place.after)
    return detail(pair, matched, before, after) if before and after else None


def _figures(session: Session, source: Published, position: int | None) -> UnitFigures | None:
    return None if position is None else figures(session, source, [position]).get(position)


def _matched(session: Session, pair: Pair) -> tuple[Cell, ...]:
    one_language = language(DEFAULT)
    return cells(*(load_texts(session, side.measurement, one_language) for side in (pair.before, pair.after)))
