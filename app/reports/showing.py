"""Put the page of reports together."""

from datetime import datetime

from sqlmodel import Session

from app.models import Report, ReportTemplate
from app.reports.checking import MIB
from app.reports.making import lost
from app.reports.pages import ReportRow, ReportsPage
from app.reports.service import reports_of
from app.results.deps import UnitAccess
from app.results.place import place


def reports_page(session: Session, access: UnitAccess, *, may_choose: bool, now: datetime) -> ReportsPage:
    """Show what can be asked for of a unit, and the long reports of its measurement."""
    source, organisation_id = access.source, access.source.measurement.organisation_id
    own = session.get(ReportTemplate, organisation_id)
    reports = [_row(report, access, now) for report in reports_of(session, source.measurement.id)]
    return ReportsPage(
        place=place(source, access.position),
        organisation_id=organisation_id,
        shown=access.position in source.shown,
        inside=len(source.tree.within(access.position)) - 1,
        reports=reports,
        busy=any(row.size is None and not row.lost for row in reports),
        template_name=own.name if own else None,
        may_choose=may_choose,
    )


def _row(report: Report, access: UnitAccess, now: datetime) -> ReportRow:
    tree = access.source.tree
    return ReportRow(
        id=report.id,
        unit=tree.names[tree.positions[report.unit_id]],
        kind=report.kind,
        language=report.language,
        size=None if report.size is None else report.size / MIB,
        share=report.done / max(1, report.parts),
        lost=lost(report, now=now),
    )
