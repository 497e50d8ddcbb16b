"""Choosing two measurements, and what changed between them."""

from http import HTTPStatus
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from app.comparisons import choosing, service
from app.comparisons.deps import PairAccess, PairDep, TeamsDep, UnitDep
from app.comparisons.intervention import intervention
from app.comparisons.pages import ChoosePage
from app.comparisons.presenting import comparison_page, intervention_page, trend_page, unit_page
from app.comparisons.trends import trends
from app.db import SessionDep
from app.measurements.tree import WHOLE
from app.organisations.deps import AccessDep
from app.results.deps import UnitDep as ResultUnitDep
from app.results.texts import load_texts
from app.web.i18n import LanguageDep
from app.web.responses import redirect, render

router = APIRouter(default_response_class=Response)


@router.get("/organisations/{organisation_id}/comparisons", name="comparisons.index")
def index(request: Request, session: SessionDep, access: AccessDep) -> Response:
    """Offer pairs of measurements, and a form to choose any two."""
    candidates = choosing.candidates(session, access.organisation.id)
    return render(request, ChoosePage(access.organisation, candidates, candidates.suggestion))


@router.get("/organisations/{organisation_id}/comparisons/open", name="comparisons.open")
def open_choice(
    request: Request, session: SessionDep, access: AccessDep, before: str = "", after: str = ""
) -> Response:
    """Go to the chosen comparison, or show the form again with what is wrong."""
    choice = choosing.choose(session, access.organisation.id, before, after)
    if choice.before and choice.after and not choice.fault:
        return redirect(request, "comparisons.show", before_id=choice.before.id, after_id=choice.after.id)
    candidates = choosing.candidates(session, access.organisation.id)
    page = ChoosePage(access.organisation, candidates, choice)
    return render(request, page, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@router.get("/organisations/{organisation_id}/comparisons/trend", name="comparisons.trend")
def show_trend(
    request: Request, session: SessionDep, access: AccessDep, words: LanguageDep, unit: UUID | None = None
) -> Response:
    """Show one unit in all measurements."""
    results = choosing.results(session, access.organisation.id)
    return render(request, trend_page(access.organisation, results, trends(session, results, unit), words))


@router.get("/comparisons/{before_id}/{after_id}", name="comparisons.show")
def show(request: Request, session: SessionDep, access: PairDep, words: LanguageDep, page: int = 1) -> Response:
    """Show what changed in the organisation and its teams."""
    if not access.in_order:
        return _choose_again(request, access)
    comparison = service.overview(session, access.pair)
    return render(request, comparison_page(access, comparison, words, page))


@router.get("/comparisons/{before_id}/{after_id}/intervention", name="comparisons.intervention")
def show_intervention(
    request: Request, session: SessionDep, access: PairDep, words: LanguageDep, team: TeamsDep
) -> Response:
    """Show teams with an intervention beside the others."""
    if not access.in_order:
        return _choose_again(request, access)
    found = intervention(service.overview(session, access.pair), team)
    return render(request, intervention_page(access, found, words))


@router.get("/comparisons/{before_id}/{after_id}/units/{unit_id}", name="comparisons.unit")
def show_unit(request: Request, session: SessionDep, access: UnitDep, words: LanguageDep) -> Response:
    """Show what changed in one unit."""
    if not access.in_order:
        return _choose_again(request, access)
    overview = service.unit_overview(session, access.pair, access.place)
    texts = load_texts(session, access.pair.after.measurement, words)
    return render(request, unit_page(access, overview, texts))


@router.get("/measurements/{measurement_id}/units/{unit_id}/change", name="comparisons.of_unit")
def show_nearest(request: Request, session: SessionDep, access: ResultUnitDep) -> Response:
    """Go to what changed in a unit since the measurement before this one, or else up to the one after it."""
    source = access.source
    found = choosing.neighbours(session, source.measurement)
    if found is None:
        return redirect(request, "comparisons.index", organisation_id=source.measurement.organisation_id)
    ids = {"before_id": found[0].id, "after_id": found[1].id}
    if access.position == WHOLE:
        return redirect(request, "comparisons.show", **ids)
    return redirect(request, "comparisons.unit", **ids, unit_id=source.tree.ids[access.position])


def _choose_again(request: Request, access: PairAccess) -> Response:
    """Send the browser to where the order is explained, and the other order is offered."""
    address = request.app.url_path_for("comparisons.open", organisation_id=access.organisation.id)
    chosen = {"before": access.pair.before.measurement.id, "after": access.pair.after.measurement.id}
    return RedirectResponse(f"{address}?{urlencode(chosen)}", status_code=HTTPStatus.SEE_OTHER)
