"""Open answers: reading, searching, and saying what they are about."""

from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from app.comments import service
from app.comments.deps import SearchDep, TaggingDep
from app.comments.tagging import add_theme, remove_theme, tag
from app.db import SessionDep
from app.results.deps import PublishedDep, UnitAccess, UnitDep
from app.web.addresses import address
from app.web.forms import FormDep
from app.web.responses import redirect, render

router = APIRouter(prefix="/measurements/{measurement_id}", default_response_class=Response)
UNIT = "/units/{unit_id}/comments"


@router.get("/comments", name="comments.whole")
def whole(request: Request, source: PublishedDep) -> Response:
    """Begin with the organisation as a whole."""
    return redirect(request, "comments.index", measurement_id=source.measurement.id, unit_id=source.tree.ids[0])


@router.get(UNIT, name="comments.index")
def index(request: Request, session: SessionDep, access: UnitDep) -> Response:
    """Begin with the first question."""
    question = service.questions(session, access)[0].code
    return _to(request, access, question, "")


@router.get(f"{UNIT}/{{question}}", name="comments.show")
def show(request: Request, session: SessionDep, access: UnitDep, question: str, search: SearchDep) -> Response:
    """Show what people wrote on one question."""
    return render(request, service.comments_page(session, access, question, search))


@router.post(f"{UNIT}/{{question}}/themes", name="comments.add_theme")
def add(
    request: Request, session: SessionDep, access: UnitDep, question: str, search: SearchDep, form: FormDep
) -> Response:
    """Add a theme to the measurement, and come back to what was looked at."""
    given = form.get("name", "")
    fault = add_theme(session, access.source, given)
    if fault is None:
        return _to(request, access, question, f"{search.query}#themes")
    page = service.comments_page(session, access, question, search, fault=fault, given=given)
    return render(request, page, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@router.post(f"{UNIT}/{{question}}/themes/remove", name="comments.remove_theme")
def remove(request: Request, session: SessionDep, access: UnitDep, question: str, search: SearchDep) -> Response:
    """Take away the theme that is looked at, if nothing has it."""
    if search.theme:
        remove_theme(session, access.source, search.theme)
    return _to(request, access, question, f"{search.about(None).query}#themes")


@router.post(f"{UNIT}/{{question}}/{{comment_id}}", name="comments.tag")
def tag_comment(
    request: Request, session: SessionDep, access: UnitDep, question: str, sent: TaggingDep, search: SearchDep
) -> Response:
    """Keep what a comment is about, and come back to it."""
    tag(session, access.source, sent)
    return _to(request, access, question, f"{search.query}#comment-{sent.comment_id}")


def _to(request: Request, access: UnitAccess, question: str, where: str) -> RedirectResponse:
    place = {"measurement_id": access.source.measurement.id, "unit_id": access.source.tree.ids[access.position]}
    page = address(request, "comments.show", **place, question=question)
    return RedirectResponse(f"{page}{where}", status_code=HTTPStatus.SEE_OTHER)
