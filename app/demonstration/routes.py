"""The demonstration's doors: one click, and one is somebody."""

from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from starlette.background import BackgroundTask

from app import worker
from app.accounts import service as accounts
from app.accounts.deps import UserDep
from app.db import SessionDep
from app.demonstration import service
from app.errors import DemonstrationOver
from app.models import User
from app.publishing.finishing import means_of
from app.secrets import written
from app.web.cookies import STAFF
from app.web.csrf import same_origin
from app.web.policy import public
from app.web.responses import redirect

router = APIRouter(
    prefix="/demo", dependencies=[Depends(public), Depends(same_origin)], default_response_class=Response
)


@router.post("/employee", name="demonstration.employee")
def employee(request: Request, session: SessionDep) -> Response:
    """Open the personal link of somebody who has not answered yet."""
    link = service.spare_link(session, request.app.state.keys)
    if link is None:
        raise DemonstrationOver
    return RedirectResponse(link, status_code=303)


@router.post("/hr", name="demonstration.hr")
def hr(request: Request, session: SessionDep) -> Response:
    """Sign in as the HR adviser."""
    goal = redirect(request, "measurements.index", organisation_id=service.organisation(session).id)
    return _signed_in(request, session, service.user(session, service.HR), goal)


@router.post("/consultant", name="demonstration.consultant")
def consultant(request: Request, session: SessionDep) -> Response:
    """Sign in as the consultant."""
    user = service.user(session, service.CONSULTANT)
    goal = redirect(request, "comparisons.index", organisation_id=service.organisation(session).id)
    return _signed_in(request, session, user, goal)


@router.post("/next-day/{measurement_id}", name="demonstration.next_day")
def next_day(request: Request, session: SessionDep, user: UserDep, measurement_id: UUID) -> Response:
    """Let a day pass and return to the measurement; a login lasts less than a day, so it is renewed."""
    state = request.app.state
    service.pass_a_day(session, state.keys, state.clock)
    back = redirect(request, "measurements.show", measurement_id=measurement_id)
    back.background = BackgroundTask(worker.work, means_of(state.settings, state.engine), state.clock)
    return _signed_in(request, session, user, back)


def _signed_in(request: Request, session: SessionDep, user: User, response: Response) -> Response:
    secret = accounts.log_in(session, user.id, now=request.app.state.clock.now())
    STAFF.write(request, response, written(secret))
    return response
