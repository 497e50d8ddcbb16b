"""The audit log of an organisation."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.audit import service
from app.audit.deps import HrAccessDep
from app.audit.pages import AuditPage
from app.db import SessionDep
from app.web.responses import render

router = APIRouter(default_response_class=Response)


@router.get("/organisations/{organisation_id}/audit", name="audit.index")
def index(request: Request, session: SessionDep, access: HrAccessDep, before: int | None = None) -> Response:
    """Show who did what."""
    lines = service.lines_of(session, access.organisation.id, before=before)
    older = lines[-1].entry.number if len(lines) == service.AT_ONCE else None
    return render(request, AuditPage(access.organisation, lines, older))
