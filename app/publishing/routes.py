"""Closing a measurement by hand."""

from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from app.db import SessionDep
from app.errors import NotOpen, TooFewResponses
from app.measurements.deps import HrMeasurementDep
from app.models import Measurement, MeasurementStatus
from app.publishing import service
from app.publishing.pages import ClosePage
from app.web.responses import redirect, render

router = APIRouter(prefix="/measurements/{measurement_id}/close", default_response_class=Response)


@router.get("", name="publishing.close")
def confirm(request: Request, access: HrMeasurementDep) -> Response:
    """Say what closing does."""
    if access.measurement.status is not MeasurementStatus.OPEN:
        raise NotOpen
    return render(request, _page(request, access.measurement, too_few=False))


@router.post("")
def close(
    request: Request, session: SessionDep, access: HrMeasurementDep, without_result: Annotated[str, Form()] = ""
) -> Response:
    """Close the measurement and go to what it gave, or explain why there would be no result."""
    now: datetime = request.app.state.clock.now()
    keys = request.app.state.keys
    try:
        service.close(session, keys, access.measurement.id, now=now, without_result=bool(without_result))
    except TooFewResponses as error:
        return render(request, _page(request, access.measurement, too_few=True), status=HTTPStatus(error.status))
    return redirect(request, "measurements.show", measurement_id=access.measurement.id)


def _page(request: Request, measurement: Measurement, *, too_few: bool) -> ClosePage:
    now: datetime = request.app.state.clock.now()
    key_ends = now + timedelta(days=measurement.key_days)
    return ClosePage(measurement, early=now < measurement.closes_at, too_few=too_few, traceable_until=key_ends)
