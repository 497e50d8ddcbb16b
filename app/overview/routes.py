"""What one looks at over all teams."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.db import SessionDep
from app.overview import service
from app.overview.deps import LayoutDep
from app.results.deps import PublishedDep, UnitDep
from app.results.texts import load_texts
from app.web.i18n import LanguageDep
from app.web.responses import redirect, render

router = APIRouter(prefix="/measurements/{measurement_id}", default_response_class=Response)


@router.get("/results", name="overview.show")
def show(request: Request, session: SessionDep, source: PublishedDep, words: LanguageDep) -> Response:
    """Show the organisation in one minute; where it is not shown as a whole, its own page says why."""
    page = service.overview_page(session, source, load_texts(session, source.measurement, words))
    if page is None:
        return redirect(request, "results.unit", measurement_id=source.measurement.id, unit_id=source.tree.ids[0])
    return render(request, page)


@router.get("/together", name="overview.together")
def show_together(request: Request, session: SessionDep, source: PublishedDep, words: LanguageDep) -> Response:
    """Show what goes together across teams."""
    return render(request, service.together_page(session, source, load_texts(session, source.measurement, words)))


@router.get("/units", name="overview.units")
def show_units(request: Request, source: PublishedDep, name: str = "") -> Response:
    """List the units, or those with a name; who names one unit alone goes straight on to it."""
    page = service.units_page(source, name)
    matching = [each.unit for each in page.units if each.matches]
    if page.asked and len(matching) == 1:
        return redirect(request, "results.unit", measurement_id=source.measurement.id, unit_id=matching[0].id)
    return render(request, page)


@router.get("/units/{unit_id}/teams", name="overview.teams")
def show_teams(request: Request, session: SessionDep, access: UnitDep, layout: LayoutDep) -> Response:
    """Lay out all teams inside a unit; a team has none, and leads to its own page."""
    if not access.source.tree.children[access.position]:
        ids = {"measurement_id": access.source.measurement.id, "unit_id": access.source.tree.ids[access.position]}
        return redirect(request, "results.unit", **ids)
    return render(request, service.teams_page(session, access, layout))
