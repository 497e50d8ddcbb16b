"""Ask for reports, and choose the template of their slides."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from app import audit_log
from app.comparisons.deps import PairAccess
from app.exports.naming import file_name, result_name
from app.models import Action, Organisation, Report, ReportKind, ReportTemplate
from app.organisations.deps import Access
from app.reports.change_content import read_change
from app.reports.change_slides import change_presentation
from app.reports.checking import Found, faults
from app.reports.content import read
from app.reports.files import made
from app.reports.forms import Scope, Wish, known_language
from app.reports.making import drop_slides, lost, template_of
from app.reports.printing import must_print
from app.results.deps import UnitAccess
from app.results.texts import load_texts
from app.web.i18n import language

LONGEST_NAME = 120


def report_at_once(session: Session, access: UnitAccess, kind: ReportKind, asked: str) -> tuple[bytes, str]:
    """Make the report of one unit alone, in the language asked for; give the file and its name."""
    words = language(known_language(asked, access.texts.words.code))
    measurement = access.source.measurement
    chosen = replace(access, texts=load_texts(session, measurement, words))
    content = read(session, chosen, inside=False, told=_nobody)
    template = template_of(session, measurement.organisation_id)
    name = result_name(content.organisation, measurement.name, content.first.place.unit.name, f"report.{kind}")
    return made(content, kind, template, told=_nobody), name


def comparison_at_once(session: Session, access: PairAccess, asked: str, usual: str) -> tuple[bytes, str]:
    """Make the slides of a comparison, in the language asked for or the usual one; give the file and its name."""
    words = language(known_language(asked, usual))
    content = read_change(session, access, load_texts(session, access.pair.after.measurement, words))
    name = file_name(content.organisation, *content.names, kind="comparison.pptx")
    return change_presentation(content, template_of(session, access.organisation.id)), name


def ask(session: Session, access: UnitAccess, wish: Wish, *, now: datetime) -> tuple[Report, bool]:
    """Find the long report that was asked for, or begin it; say whether it must still be made.

    A result is final: the same report is made once, however often it is asked for. NoPaper where no PDF can be made.
    """
    if wish.kind is ReportKind.PAPER:
        must_print()
    position = 0 if wish.scope is Scope.WHOLE else access.position
    unit_id, measurement = access.source.tree.ids[position], access.source.measurement
    for report in reports_of(session, measurement.id):
        same = (report.unit_id, report.kind, report.language) == (unit_id, wish.kind, wish.language)
        if same and not lost(report, now=now):
            return report, False
    report = Report(
        organisation_id=measurement.organisation_id,
        measurement_id=measurement.id,
        unit_id=unit_id,
        kind=wish.kind,
        language=wish.language,
        asked_at=now,
    )
    session.add(report)
    return report, True


def reports_of(session: Session, measurement_id: UUID) -> Sequence[Report]:
    """List the long reports of a measurement, the newest first, without their files."""
    query = select(Report).where(Report.measurement_id == measurement_id).options(defer(Report.content))  # type: ignore[arg-type]
    return session.exec(query.order_by(col(Report.asked_at).desc(), col(Report.id))).all()


def use_template(session: Session, access: Access, name: str, content: bytes, *, now: datetime) -> tuple[Found, ...]:
    """Let an organisation's slides begin with this file, or say why they cannot; then nothing is changed."""
    if found := faults(content):
        return found
    owner, kept = access.organisation, name.replace("\\", "/").rsplit("/", 1)[-1][-LONGEST_NAME:]
    _delete_template(session, owner)
    session.add(ReportTemplate(organisation_id=owner.id, name=kept, added_on=now.date(), content=content))
    audit_log.record(session, Action.USE_TEMPLATE, by=access.user.email, at=now, about=owner, file=kept)
    return ()


def drop_template(session: Session, access: Access, *, now: datetime) -> None:
    """Let an organisation's slides begin with ours again."""
    if _delete_template(session, access.organisation):
        audit_log.record(session, Action.DROP_TEMPLATE, by=access.user.email, at=now, about=access.organisation)


def _delete_template(session: Session, owner: Organisation) -> bool:
    """Delete an organisation's template and the slides made with the last one; say whether there was a template."""
    drop_slides(session, owner.id)
    own = session.get(ReportTemplate, owner.id)
    if own:
        session.delete(own)
        session.flush()
    return own is not None


def _nobody(_done: int, _of: int) -> None:
    """Tell nobody how far it is: it takes no time."""
