"""How well the questionnaire measured."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.db import SessionDep
from app.quality import service
from app.quality.deps import QualityDep
from app.web.responses import render

router = APIRouter(prefix="/measurements/{measurement_id}", default_response_class=Response)


@router.get("/quality", name="quality.show")
def show(request: Request, session: SessionDep, access: QualityDep) -> Response:
    """Show how well the questionnaire measured in the organisation as a whole."""
    return render(request, service.quality_page(session, access.source, access.texts))
