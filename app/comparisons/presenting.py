"""Put what was found on a page, in the language of the reader."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session

from analytics.trend import FEWEST
from app.comparisons import drawing, wording
from app.comparisons.change import Comparison
from app.comparisons.deps import PairAccess, UnitAccess
from app.comparisons.pages import ComparisonPage, SetsPage, TrendPage, UnitPage
from app.comparisons.service import UnitOverview
from app.comparisons.sets import Sets
from app.comparisons.trends import trends
from app.errors import NotFound
from app.models import Organisation
from app.results.beside import choices
from app.results.kept import Kept
from app.results.place import name
from app.results.reading import Published
from app.results.texts import Texts
from app.web.i18n import Language
from surveys.catalogue import model_help

ON_A_PAGE = 60  # teams
_DRAWN: Kept[drawing.Drawings] = Kept(32)


def comparison_page(access: PairAccess, comparison: Comparison, words: Language, page: int) -> ComparisonPage:
    """Show the organisation, and a page of its teams; one that is not there gives the nearest."""
    pages = max(1, -(-len(comparison.teams) // ON_A_PAGE))
    number = min(max(page, 1), pages)
    changes, change_map, funnel = _DRAWN.get(
        (*access.pair.key, words.code), lambda: drawing.drawn(access.pair, comparison.teams, words)
    )
    return ComparisonPage(
        organisation=access.organisation,
        pair=access.pair,
        finding=wording.finding(words, comparison),
        comparison=comparison,
        names=model_help(words.code),
        teams=comparison.teams[ON_A_PAGE * (number - 1) : ON_A_PAGE * number],
        page=number,
        pages=pages,
        changes=changes,
        change_map=change_map,
        funnel=funnel,
    )


def sets_page(access: PairAccess, found: Sets, words: Language) -> SetsPage:
    """Show chosen teams beside the others."""
    return SetsPage(access.organisation, access.pair, wording.sets_finding(words, found), found)


def trend_page(
    session: Session, organisation: Organisation, results: Sequence[Published], unit_id: UUID | None, words: Language
) -> TrendPage:
    """Show one unit in all measurements, the organisation where none is chosen; NotFound for an unknown one."""
    names = model_help(words.code)
    if len(results) < FEWEST:
        return TrendPage(organisation, None, (), len(results), "", None, names)
    latest = results[-1]
    position = latest.tree.positions.get(unit_id, -1) if unit_id else 0
    if position < 0:
        raise NotFound
    unit, found = name(latest, position), trends(session, results, latest.tree.ids[position])
    units = [name(latest, 0), *choices(latest, 0).others]
    return TrendPage(
        organisation, unit, units, len(results), wording.trend_finding(words, unit.name, found), found, names
    )


def unit_page(access: UnitAccess, overview: UnitOverview, texts: Texts) -> UnitPage:
    """Show one unit."""
    unit, detail, words = overview.unit, overview.detail, texts.words
    return UnitPage(
        organisation=access.organisation,
        pair=access.pair,
        place=access.place,
        finding=wording.unit_finding(words, access.place.name, unit.change, unit.verdict),
        unit=unit,
        detail=detail,
        beginning=wording.beginning(texts, detail) if detail else "",
        agreement=wording.agreement(words, detail) if detail else "",
        returning=wording.returning(words, unit),
        texts=texts,
        reworded=[cell for cell in overview.cells if not cell.same],
    )
