"""Long reports, made one at a time beside the pages; how far each is stands in the database."""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Engine
from sqlmodel import Session, col, delete, select, update

from app.db import reading
from app.models import Measurement, Report, ReportKind, ReportTemplate
from app.reports.content import read
from app.reports.default_template import default_template
from app.reports.files import made
from app.results.deps import UnitAccess
from app.results.reading import published
from app.results.texts import load_texts
from app.web.i18n import language

KEPT = timedelta(days=1)
PATIENCE = timedelta(minutes=30)
"""Whatever is not finished by then was lost with the process that made it."""
log = logging.getLogger(__name__)


def make(engine: Engine, report_id: UUID) -> None:
    """Make a report that was asked for, and keep it; what goes wrong is kept too, and logged."""
    try:
        content = _made(engine, report_id)
    except Exception:
        log.exception("report %s could not be made", report_id)
        _note(engine, report_id, failed=True)
    else:
        _note(engine, report_id, content=content, size=len(content))


def drop_old(session: Session, *, now: datetime) -> None:
    """Delete what was kept for a day."""
    session.exec(delete(Report).where(col(Report.asked_at) < now - KEPT))


def drop_slides(session: Session, organisation_id: UUID) -> None:
    """Delete the slides of an organisation: they were made with another template."""
    chosen = col(Report.organisation_id) == organisation_id
    session.exec(delete(Report).where(chosen, col(Report.kind) == ReportKind.SLIDES))


def lost(report: Report, *, now: datetime) -> bool:
    """Say whether a report went wrong, or was given up with the process that made it."""
    return report.failed or (report.size is None and report.asked_at < now - PATIENCE)


def template_of(session: Session, organisation_id: UUID) -> bytes:
    """Give what an organisation's slides begin with."""
    own = session.get(ReportTemplate, organisation_id)
    return own.content if own else default_template()


def _made(engine: Engine, report_id: UUID) -> bytes:
    with Session(reading(engine)) as session:
        report = session.exec(select(Report).where(Report.id == report_id)).one()
        measurement = session.get_one(Measurement, report.measurement_id)
        source = published(session, measurement)
        texts = load_texts(session, measurement, language(report.language))
        access = UnitAccess(source, source.tree.positions[report.unit_id], texts)
        template = template_of(session, report.organisation_id)
        content = read(
            session, access, inside=True, told=lambda done, of: _note(engine, report_id, done=done, parts=2 * of)
        )
    return made(
        content,
        report.kind,
        template,
        told=lambda done, of: _note(engine, report_id, done=of + done, parts=2 * of),
    )


def _note(engine: Engine, report_id: UUID, **facts: object) -> None:
    """Write down how far a report is, unless it was deleted meanwhile."""
    with Session(engine) as session, session.begin():
        session.exec(update(Report).where(col(Report.id) == report_id).values(**facts))
