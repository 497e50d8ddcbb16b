"""The dashboards: a unit, and one statement in it."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.db import SessionDep
from app.results import service
from app.results.deps import UnitDep
from app.web.responses import render

router = APIRouter(prefix="/measurements/{measurement_id}", default_response_class=Response)


@router.get("/units/{unit_id}", name="results.unit")
def show_unit(request: Request, session: SessionDep, access: UnitDep) -> Response:
    """Show where a unit stands, where it is divided and where it begins."""
    return render(request, service.unit_page(session, access))


@router.get("/units/{unit_id}/cells/{code}", name="results.cell")
def show_cell(request: Request, session: SessionDep, access: UnitDep, code: str) -> Response:
    """Show one statement of a unit."""
    return render(request, service.cell_page(session, access, code))
