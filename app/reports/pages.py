"""The values that the templates of reports may use."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.models import Organisation, ReportKind, ReportTemplate
from app.reports.checking import LARGEST, MIB, Found
from app.results.place import Place
from app.web.pages import Page


@dataclass(frozen=True)
class ReportRow:
    """A long report, and how far it is.

    Attributes
    ----------
    size
        In MiB; None while it is made.
    share
        How much is done, from 0 to 1.
    """

    id: UUID
    unit: str
    kind: ReportKind
    language: str
    size: float | None
    share: float
    lost: bool


@dataclass(frozen=True)
class ReportsPage(Page):
    """Choose a report of a unit, and see those that are made.

    Attributes
    ----------
    shown
        Whether the unit has figures.
    inside
        How many units are inside it.
    busy
        Whether any report is still made.
    template_name
        The organisation's own template; None where it has ours.
    may_choose
        Whether the reader may choose the template.
    """

    template = "reports/index.html"

    place: Place
    organisation_id: UUID
    shown: bool
    inside: int
    reports: Sequence[ReportRow]
    busy: bool
    template_name: str | None
    may_choose: bool


@dataclass(frozen=True)
class TemplatePage(Page):
    """The template of an organisation's slides, and why a file could not be used.

    Attributes
    ----------
    chosen
        None where the organisation has ours.
    """

    template = "reports/template.html"

    organisation: Organisation
    chosen: ReportTemplate | None
    found: tuple[Found, ...]
    largest: int = LARGEST // MIB
