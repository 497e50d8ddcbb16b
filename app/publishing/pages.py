"""The values that the closing templates may use."""

from dataclasses import dataclass
from datetime import datetime

from app.models import Measurement, Organisation
from app.publishing.certificate import Certificate
from app.web.pages import Page


@dataclass(frozen=True)
class ClosePage(Page):
    """What closing does, before it is done."""

    template = "publishing/close.html"

    measurement: Measurement
    early: bool
    too_few: bool
    traceable_until: datetime


@dataclass(frozen=True)
class CertificatePage(Page):
    """What was done with the answers of a measurement."""

    template = "publishing/certificate.html"

    organisation: Organisation
    measurement: Measurement
    certificate: Certificate
