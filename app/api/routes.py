"""The page on which keys for the API are made and revoked."""

from http import HTTPStatus
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.api import keys, service
from app.api.forms import read_key_form
from app.db import SessionDep
from app.organisations.deps import AccessDep
from app.web.forms import FormDep
from app.web.responses import redirect, render

router = APIRouter(prefix="/organisations/{organisation_id}/api", default_response_class=Response)


@router.get("", name="api.show")
def show(request: Request, session: SessionDep, access: AccessDep) -> Response:
    """Show the keys and the examples."""
    state = request.app.state
    today = state.clock.now().date()
    return render(
        request, service.api_page(session, access.organisation, base_url=state.settings.base_url, today=today)
    )


@router.post("")
def make(request: Request, session: SessionDep, access: AccessDep, form: FormDep) -> Response:
    """Make a key; the answer shows it, and nothing else ever does."""
    state, sent = request.app.state, read_key_form(form)
    page = service.make_key(session, access, sent, base_url=state.settings.base_url, now=state.clock.now())
    return render(request, page, status=HTTPStatus.UNPROCESSABLE_ENTITY if page.problem else HTTPStatus.OK)


@router.post("/keys/{key_id}/revoke", name="api.revoke")
def revoke(request: Request, session: SessionDep, access: AccessDep, key_id: UUID) -> Response:
    """End a key at once."""
    keys.revoke(session, access, key_id, now=request.app.state.clock.now())
    return redirect(request, "api.show", organisation_id=access.organisation.id)
