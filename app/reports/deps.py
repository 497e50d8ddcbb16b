"""The finished report of the path, if the user may see it."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends

from app.db import SessionDep
from app.errors import NotFound
from app.measurements.deps import MeasurementDep
from app.models import Report


def load_report(session: SessionDep, access: MeasurementDep, report_id: UUID) -> Report:
    """Load a finished report of the measurement of the path; NotFound for another one's, and while it is made."""
    report = session.get(Report, report_id)
    if report is None or report.measurement_id != access.measurement.id or report.content is None:
        raise NotFound
    return report


ReportDep = Annotated[Report, Depends(load_report)]
