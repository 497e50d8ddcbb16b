"""The values that the measurement templates may use."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.measurements.service import ParticipationRow
from app.models import Measurement, Organisation
from app.web.pages import Page


@dataclass(frozen=True)
class MeasurementsPage(Page):
    """The measurements of an organisation."""

    template = "measurements/index.html"

    organisation: Organisation
    measurements: Sequence[Measurement]


@dataclass(frozen=True)
class MeasurementPage(Page):
    """One measurement: how it goes, or what it gave."""

    template = "measurements/show.html"

    measurement: Measurement
    may_close: bool
    has_result: bool
    invited: int
    participation: Sequence[ParticipationRow]
