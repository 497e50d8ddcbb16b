"""The demonstration's doors: one click, and one is somebody."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from app.db import SessionDep
from app.demonstration import service
from app.errors import NotFound
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
        raise NotFound
    return RedirectResponse(link, status_code=303)


@router.post("/hr", name="demonstration.hr")
def hr(request: Request, session: SessionDep) -> Response:
    """Sign in as the HR adviser."""
    return _signed_in(request, session, service.HR)


@router.post("/consultant", name="demonstration.consultant")
def consultant(request: Request, session: SessionDep) -> Response:
    """Sign in as the consultant."""
    return _signed_in(request, session, service.CONSULTANT)


@router.post("/next-day", name="demonstration.next_day")
def next_day(request: Request, session: SessionDep, measurement_id: Annotated[UUID, Form()]) -> Response:
    """Let a day pass and return to the measurement."""
    service.pass_a_day(session, request.app.state.keys, request.app.state.clock)
    return redirect(request, "measurements.show", measurement_id=measurement_id)


def _signed_in(request: Request, session: SessionDep, email: str) -> Response:
    secret = service.sign_in(session, email, now=request.app.state.clock.now())
    response = redirect(request, "organisations.index")
    STAFF.write(request, response, written(secret))
    return response
