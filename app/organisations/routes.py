"""The list of organisations."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.accounts.deps import UserDep
from app.db import SessionDep
from app.organisations import service
from app.organisations.pages import OrganisationsPage
from app.web.responses import redirect, render

router = APIRouter(prefix="/organisations", default_response_class=Response)


@router.get("", name="organisations.index")
def index(request: Request, session: SessionDep, user: UserDep) -> Response:
    """List the user's organisations; who has only one goes straight on to its measurements."""
    organisations = service.organisations_of(session, user)
    if len(organisations) == 1:
        return redirect(request, "measurements.index", organisation_id=organisations[0].id)
    return render(request, OrganisationsPage(organisations))
