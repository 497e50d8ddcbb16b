"""Closing a measurement by hand."""

from datetime import datetime, timedelta
from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.db import SessionDep
from app.errors import NotOpen, TooFewResponses
from app.measurements.deps import HrMeasurementDep, MeasurementDep
from app.models import Measurement, MeasurementStatus
from app.publishing import service
from app.publishing.certificate import certificate_of
from app.publishing.pages import CertificatePage, ClosePage
from app.web.forms import FormDep
from app.web.responses import redirect, render

router = APIRouter(prefix="/measurements/{measurement_id}", default_response_class=Response)


@router.get("/close", name="publishing.close")
def confirm(request: Request, access: HrMeasurementDep) -> Response:
    """Say what closing does."""
    if access.measurement.status is not MeasurementStatus.OPEN:
        raise NotOpen
    return render(request, _page(request, access.measurement, too_few=False))


@router.post("/close")
def close(request: Request, session: SessionDep, access: HrMeasurementDep, form: FormDep) -> Response:
    """Close the measurement and go to what it gave, or explain why there would be no result."""
    now: datetime = request.app.state.clock.now()
    keys = request.app.state.keys
    try:
        anyway = service.Anyway(without_result=bool(form.get("without_result")))
        service.close(session, keys, access.measurement.id, now=now, by=access.user.email, anyway=anyway)
    except TooFewResponses as error:
        return render(request, _page(request, access.measurement, too_few=True), status=HTTPStatus(error.status))
    return redirect(request, "measurements.show", measurement_id=access.measurement.id)


@router.get("/certificate", name="publishing.certificate")
def certificate(request: Request, session: SessionDep, access: MeasurementDep) -> Response:
    """Show what was done with the answers, to print and keep."""
    found = certificate_of(session, access.measurement)
    return render(request, CertificatePage(access.organisation, access.measurement, found))


def _page(request: Request, measurement: Measurement, *, too_few: bool) -> ClosePage:
    now: datetime = request.app.state.clock.now()
    key_ends = now + timedelta(days=measurement.key_days)
    return ClosePage(measurement, early=now < measurement.closes_at, too_few=too_few, traceable_until=key_ends)
