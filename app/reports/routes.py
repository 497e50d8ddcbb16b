"""Reports: ask for one, see how far it is, fetch it; and the template of the slides."""

from datetime import datetime
from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.background import BackgroundTask

from app.comparisons.deps import PairDep
from app.db import SessionDep
from app.errors import NotFound
from app.exports.naming import file_name, result_name
from app.measurements.deps import MeasurementDep
from app.models import ReportKind, ReportTemplate, Role
from app.organisations.deps import HrAccessDep
from app.reports import service
from app.reports.deps import ReportDep
from app.reports.files import sent
from app.reports.forms import Scope, read_wish
from app.reports.making import make, template_of
from app.reports.pages import TemplatePage
from app.reports.showing import reports_page
from app.results.deps import PublishedDep, UnitDep
from app.web.forms import FilesDep, FormDep
from app.web.i18n import LanguageDep
from app.web.responses import redirect, render

router = APIRouter(default_response_class=Response)
UNIT = "/measurements/{measurement_id}/units/{unit_id}"
TEMPLATE = "/organisations/{organisation_id}/report-template"
UPLOAD = "/report-template"
"""How the only address ends to which a file is sent."""


@router.get(f"{UNIT}/reports", name="reports.index")
def index(request: Request, session: SessionDep, access: UnitDep, measurement: MeasurementDep) -> Response:
    """Show what reports there are of a unit."""
    now: datetime = request.app.state.clock.now()
    return render(request, reports_page(session, access, may_choose=measurement.role is Role.HR, now=now))


@router.post(f"{UNIT}/reports")
def ask(request: Request, session: SessionDep, access: UnitDep, form: FormDep) -> Response:
    """Give a short report at once; begin a long one, and go back to see how far it is."""
    wish, ids = read_wish(form, access.texts.words.code), request.path_params
    if wish.scope is Scope.UNIT:
        route = "reports.slides" if wish.kind is ReportKind.SLIDES else "reports.paper"
        response = redirect(request, route, **ids)
        response.headers["location"] += f"?language={wish.language}"
        return response
    now: datetime = request.app.state.clock.now()
    report, must_be_made = service.ask(session, access, wish, now=now)
    response = redirect(request, "reports.index", **ids)
    if must_be_made:
        state = request.app.state
        response.background = BackgroundTask(state.press.submit, make, state.engine, report.id)
    return response


@router.get(f"{UNIT}/report.pptx", name="reports.slides")
def slides(session: SessionDep, access: UnitDep, language: str = "") -> Response:
    """Give the slides of one unit."""
    content, name = service.report_at_once(session, access, ReportKind.SLIDES, language)
    return sent(content, ReportKind.SLIDES, name)


@router.get(f"{UNIT}/report.pdf", name="reports.paper")
def paper(session: SessionDep, access: UnitDep, language: str = "") -> Response:
    """Give the report of one unit on paper."""
    content, name = service.report_at_once(session, access, ReportKind.PAPER, language)
    return sent(content, ReportKind.PAPER, name)


@router.get("/comparisons/{before_id}/{after_id}/report.pptx", name="reports.comparison")
def comparison_slides(session: SessionDep, access: PairDep, words: LanguageDep, language: str = "") -> Response:
    """Give the slides of a comparison; NotFound for two results that cannot be compared in this order."""
    if not access.in_order:
        raise NotFound
    content, name = service.comparison_at_once(session, access, language, words.code)
    return sent(content, ReportKind.SLIDES, name)


@router.get("/measurements/{measurement_id}/reports/{report_id}", name="reports.file")
def fetch(access: MeasurementDep, source: PublishedDep, report: ReportDep) -> Response:
    """Give a long report that is finished."""
    unit = source.tree.names[source.tree.positions[report.unit_id]]
    name = result_name(access.organisation.name, source.measurement.name, unit, f"inside.{report.kind}")
    assert report.content is not None
    return sent(report.content, report.kind, name)


@router.get(TEMPLATE, name="reports.template")
def show_template(request: Request, session: SessionDep, access: HrAccessDep) -> Response:
    """Show which template the slides of an organisation have."""
    own = session.get(ReportTemplate, access.organisation.id)
    return render(request, TemplatePage(access.organisation, own, ()))


@router.post(TEMPLATE)
def upload(request: Request, session: SessionDep, access: HrAccessDep, form: FormDep, files: FilesDep) -> Response:
    """Use a file as template, or say what is the matter with it; or go back to ours."""
    now: datetime = request.app.state.clock.now()
    if form.get("remove"):
        service.drop_template(session, access, now=now)
        return redirect(request, "reports.template", organisation_id=access.organisation.id)
    name, content = files.get("template", ("", b""))
    if found := service.use_template(session, access, name, content, now=now):
        own = session.get(ReportTemplate, access.organisation.id)
        return render(request, TemplatePage(access.organisation, own, found), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return redirect(request, "reports.template", organisation_id=access.organisation.id)


@router.get(f"{TEMPLATE}.pptx", name="reports.template_file")
def template_file(session: SessionDep, access: HrAccessDep) -> Response:
    """Give the template back: the organisation's own, or ours."""
    content = template_of(session, access.organisation.id)
    return sent(content, ReportKind.SLIDES, file_name(access.organisation.name, kind="template.pptx"))
