"""The list of measurements, and the page of one."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.db import SessionDep
from app.measurements import service
from app.measurements.deps import MeasurementDep
from app.measurements.pages import MeasurementPage, MeasurementsPage
from app.models import Closing, MeasurementStatus, Role
from app.organisations.deps import AccessDep
from app.web.responses import render

router = APIRouter(default_response_class=Response)


@router.get("/organisations/{organisation_id}/measurements", name="measurements.index")
def index(request: Request, session: SessionDep, access: AccessDep) -> Response:
    """List the measurements of an organisation."""
    rows = service.measurements_of(session, access.organisation.id)
    return render(request, MeasurementsPage(access.organisation, rows, may_read_log=access.role is Role.HR))


@router.get("/measurements/{measurement_id}", name="measurements.show")
def show(request: Request, session: SessionDep, access: MeasurementDep) -> Response:
    """Show participation while the measurement is open, and the way to the result once it is closed."""
    measurement = access.measurement
    is_open, is_hr = measurement.status is MeasurementStatus.OPEN, access.role is Role.HR
    has_result = service.has_result(session, measurement)
    page = MeasurementPage(
        measurement=measurement,
        closing=session.get(Closing, measurement.id),
        may_close=is_hr and is_open,
        may_release=is_hr and has_result,
        has_result=has_result,
        invited=service.invited_to(session, measurement),
        participation=service.participation_of(session, measurement) if is_open else (),
    )
    return render(request, page)
