"""The measurement of the path, if the user may know it."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request

from app.accounts.deps import UserDep
from app.db import SessionDep
from app.errors import NotFound
from app.models import Measurement, Role
from app.organisations.deps import Access, enter
from app.web.shell import MeasurementName


@dataclass(frozen=True)
class MeasurementAccess(Access):
    """A measurement as one user may use it."""

    measurement: Measurement


def load_measurement(request: Request, session: SessionDep, user: UserDep, measurement_id: UUID) -> MeasurementAccess:
    """Load the measurement of the path; NotFound for strangers."""
    measurement = session.get(Measurement, measurement_id)
    if measurement is None:
        raise NotFound
    access = enter(request, session, user, measurement.organisation_id)
    request.state.measurement = MeasurementName(measurement.id, measurement.name)
    return MeasurementAccess(access.organisation, access.user, access.role, measurement)


MeasurementDep = Annotated[MeasurementAccess, Depends(load_measurement)]


def load_for_hr(access: MeasurementDep) -> MeasurementAccess:
    """Load the measurement of the path for who runs measurements; NotFound for others."""
    if access.role is not Role.HR:
        raise NotFound
    return access


HrMeasurementDep = Annotated[MeasurementAccess, Depends(load_for_hr)]
