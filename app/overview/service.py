"""Put the pages over a whole organisation together from published figures."""

from collections.abc import Sequence

from sqlmodel import Session

from analytics.breakdowns import sizes
from app.measurements.tree import WHOLE
from app.overview.counting import counts
from app.overview.deps import Layout
from app.overview.differing import differing
from app.overview.finding import find_units
from app.overview.ordering import Order
from app.overview.pages import OverviewPage, TeamsPage, TogetherPage, UnitsPage
from app.overview.standing import standing
from app.overview.starting import LEADS, starting
from app.overview.teams import columns, wall
from app.overview.together import together
from app.results.all_units import SCORES
from app.results.beginning import LIMIT
from app.results.breakdown import breakdowns
from app.results.deps import UnitAccess
from app.results.inside import units_inside
from app.results.place import UnitName, name, place
from app.results.reading import Published, broken_down, figures, has_other
from app.results.service import invited
from app.results.texts import Texts


def overview_page(session: Session, source: Published, texts: Texts) -> OverviewPage | None:
    """Put the organisation in one minute together; None when it is not shown as a whole."""
    whole = figures(session, source, [WHOLE], measures=SCORES).get(WHOLE)
    if whole is None:
        return None
    found, options = counts(session, source), broken_down(session, source, WHOLE)
    threshold, least = source.measurement.threshold, sizes(source.measurement.minimum_scores).cell
    return OverviewPage(
        place=place(source, WHOLE),
        texts=texts,
        respondents=whole.respondents,
        invited=invited(source, WHOLE),
        threshold=threshold,
        standing=standing(whole, threshold, texts),
        differing=differing(found, texts),
        breakdowns=breakdowns(options, whole.scores, texts, least=least),
        starting=starting(whole, found, options.get(LEADS), texts, threshold=threshold),
        hidden_teams=found.hidden,
        has_other=has_other(session, source),
        departments=units_inside(session, source, WHOLE, texts),
    )


def teams_page(session: Session, access: UnitAccess, layout: Layout) -> TeamsPage:
    """Lay out all teams inside a unit."""
    source, texts = access.source, access.texts
    return TeamsPage(
        place=place(source, access.position),
        texts=texts,
        wall=wall(session, source, access.position, layout, texts),
        layout=layout,
        orders=_orders(texts),
        departments=_departments(source, access.position),
        columns=columns(texts),
        limit=LIMIT,
    )


def together_page(session: Session, source: Published, texts: Texts) -> TogetherPage:
    """Say what goes together across all teams."""
    return TogetherPage(place(source, WHOLE), together(session, source, texts))


def units_page(source: Published, asked: str) -> UnitsPage:
    """List the units that somebody looks for."""
    return UnitsPage(place(source, WHOLE), asked.strip(), find_units(source, asked))


def _orders(texts: Texts) -> list[tuple[Order, str]]:
    gettext = texts.words.gettext
    named = {
        Order.NAME: gettext("Name"),
        Order.OVERALL: gettext("Overall score"),
        Order.AGREEMENT: gettext("Agreement, least first"),
        Order.BEGIN: gettext("Where to begin, highest level first"),
    }
    return [(order, named[order] if order in named else texts.measure(order)) for order in Order]


def _departments(source: Published, position: int) -> Sequence[UnitName]:
    """List the units directly inside that have units inside them."""
    tree = source.tree
    return [name(source, child) for child in tree.children[position] if tree.children[child]]
