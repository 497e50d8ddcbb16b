"""The dashboards: a unit, another unit beside it, and one statement in it."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.db import SessionDep
from app.results import service
from app.results.deps import OtherDep, UnitDep
from app.web.responses import redirect, render

router = APIRouter(prefix="/measurements/{measurement_id}", default_response_class=Response)


@router.get("/units/{unit_id}", name="results.unit")
def show_unit(request: Request, session: SessionDep, access: UnitDep) -> Response:
    """Show where a unit stands, where it is divided and where it begins."""
    return render(request, service.unit_page(session, access))


@router.get("/units/{unit_id}/beside", name="results.beside")
def show_beside(request: Request, session: SessionDep, access: UnitDep, other: OtherDep) -> Response:
    """Lay another unit beside a unit; a hidden one has nothing to lay beside it, and its own page says why."""
    page = None if other is None else service.beside_page(session, access, other)
    if page is None:
        return redirect(request, "results.unit", **request.path_params)
    return render(request, page)


@router.get("/units/{unit_id}/cells/{code}", name="results.cell")
def show_cell(request: Request, session: SessionDep, access: UnitDep, code: str) -> Response:
    """Show one statement of a unit."""
    return render(request, service.cell_page(session, access, code))
