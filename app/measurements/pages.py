"""The values that the measurement templates may use."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.measurements.service import ParticipationRow
from app.models import Closing, Measurement, Organisation
from app.web.pages import Page


@dataclass(frozen=True)
class MeasurementsPage(Page):
    """The measurements of an organisation."""

    template = "measurements/index.html"

    organisation: Organisation
    measurements: Sequence[Measurement]
    may_read_log: bool


@dataclass(frozen=True)
class MeasurementPage(Page):
    """One measurement: how it goes, or what it gave."""

    template = "measurements/show.html"

    measurement: Measurement
    closing: Closing | None
    """How far its closing is; None as long as that has not begun."""
    may_close: bool
    may_release: bool
    """Whether pages for team talks can be released by who looks."""
    has_result: bool
    invited: int
    participation: Sequence[ParticipationRow]
