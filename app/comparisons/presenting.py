"""Put what was found on a page, in the language of the reader."""

from collections.abc import Sequence

from app.comparisons import drawing, wording
from app.comparisons.change import Comparison
from app.comparisons.deps import PairAccess, UnitAccess
from app.comparisons.intervention import Intervention
from app.comparisons.pages import ComparisonPage, InterventionPage, TrendPage, UnitPage
from app.comparisons.service import UnitOverview
from app.comparisons.trends import Trends
from app.measurements.tree import WHOLE
from app.models import Organisation
from app.results.beside import choices
from app.results.kept import Kept
from app.results.place import name
from app.results.reading import Published
from app.results.texts import Texts
from app.web.i18n import Language
from app.web.paging import paging
from surveys.catalogue import model_help

ON_A_PAGE = 60  # teams
_DRAWN: Kept[drawing.Drawings] = Kept(32)


def comparison_page(access: PairAccess, comparison: Comparison, words: Language, page: int) -> ComparisonPage:
    """Show the organisation, and a page of its teams; one that is not there gives the nearest."""
    shown = paging(page, ON_A_PAGE, len(comparison.teams))
    changes, change_map, funnel = _DRAWN.get(
        (*access.pair.key, words.code), lambda: drawing.drawn(access.pair, comparison.teams, words)
    )
    return ComparisonPage(
        organisation=access.organisation,
        pair=access.pair,
        finding=wording.finding(words, comparison),
        comparison=comparison,
        names=model_help(words.code),
        teams=shown.cut(comparison.teams),
        paging=shown,
        changes=changes,
        change_map=change_map,
        funnel=funnel,
    )


def intervention_page(access: PairAccess, found: Intervention, words: Language) -> InterventionPage:
    """Show chosen teams beside the others."""
    return InterventionPage(access.organisation, access.pair, wording.intervention_finding(words, found), found)


def trend_page(
    organisation: Organisation, results: Sequence[Published], found: Trends | None, words: Language
) -> TrendPage:
    """Show one unit in all measurements."""
    return TrendPage(
        organisation=organisation,
        units=[name(results[-1], WHOLE), *choices(results[-1], WHOLE).others] if results else (),
        results=len(results),
        finding=wording.trend_finding(words, found) if found else "",
        trends=found,
        names=model_help(words.code),
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
        regression_to_mean=wording.regression_to_mean(words, unit),
        texts=texts,
        reworded=[cell for cell in overview.cells if not cell.same],
    )
