"""The values that the audit template may use."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.audit.service import Line
from app.models import Organisation
from app.web.pages import Page


@dataclass(frozen=True)
class AuditPage(Page):
    """Who did what in an organisation, the newest first."""

    template = "audit/index.html"

    organisation: Organisation
    lines: Sequence[Line]
    older: int | None
    """The number to go on from; None at the end."""
