"""Put what was found on a page, in the language of the reader."""

from app.comparisons import drawing, wording
from app.comparisons.change import Comparison
from app.comparisons.deps import PairAccess, UnitAccess
from app.comparisons.pages import ComparisonPage, UnitPage
from app.comparisons.service import UnitOverview
from app.results.texts import Texts
from app.web.i18n import Language
from surveys.catalogue import model_help


def comparison_page(access: PairAccess, comparison: Comparison, words: Language) -> ComparisonPage:
    """Show all units."""
    return ComparisonPage(
        organisation=access.organisation,
        pair=access.pair,
        finding=wording.finding(words, comparison),
        comparison=comparison,
        names=model_help(words.code),
        changes=drawing.changes(access.pair, comparison.teams, words),
        change_map=drawing.change_map(access.pair, comparison.teams, words),
        funnel=drawing.funnel(access.pair, comparison.teams, words),
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
