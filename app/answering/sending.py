"""What the browser's own program asks for: all questions, keeping answers as they are given, handing in at once."""

from collections.abc import Mapping
from functools import partial
from http import HTTPStatus

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from sqlmodel import Session

from app.answering import service
from app.answering.booklets import booklet, known_booklet
from app.answering.client import sent_answers
from app.answering.deps import ChangeDep, Visit
from app.answering.devices import StayAwake
from app.answering.drafts import Draft
from app.answering.forms import Button, read_all
from app.answering.keeping import Standing, mark, read_copy, standing
from app.answering.respondents import Respondent
from app.answering.sections import all_sections
from app.answering.showing import part_page
from app.answering.thanking import thanked
from app.answering.turning import Turn
from app.db import read
from app.errors import NotFound
from app.web.forms import FormDep
from app.web.i18n import LOCALES, chosen_language, language
from app.web.policy import public
from app.web.responses import render

FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}
"""The address of the questions bears a mark of them."""
DONE = Turn(Draft(), {}, None)

router = APIRouter(default_response_class=Response, route_class=StayAwake)


@router.get("/answer/questions/{digest}/{code}", name="answering.questions", dependencies=[Depends(public)])
async def show_questions(request: Request, digest: str, code: str) -> Response:
    """Show all questions of an edition in one language, without anybody's answers."""
    if code not in LOCALES:
        raise NotFound
    texts = known_booklet(digest)
    if texts is None:
        texts = await read(request, partial(booklet, digest=digest))
    written, _ = all_sections(texts, language(code))
    return HTMLResponse(written, headers=FOREVER)


@router.post("/answer/keep", name="answering.keep")
async def keep(change: ChangeDep, form: FormDep) -> Response:
    """Keep what was answered so far, unless another tab or device kept something that this one never saw."""
    return await change.make(partial(_keep, form))


@router.post("/answer/submit", name="answering.submit")
async def submit(request: Request, change: ChangeDep, form: FormDep) -> Response:
    """Hand in everything at once; who did so before is thanked again."""
    respondent, outcome = await change.make(partial(_submit, form))
    if outcome is None:
        return _conflict(respondent)
    return _after(request, respondent, outcome, read_all(respondent.booklet, form).typed)


def _keep(form: Mapping[str, str], session: Session, respondent: Respondent) -> Response:
    if respondent.submitted:
        return JSONResponse({"submitted": True})
    copy, problems = read_copy(form), {}
    match standing(respondent, copy):
        case Standing.CONFLICT:
            return _conflict(respondent)
        case Standing.NEWER:
            filled = read_all(respondent.booklet, form)
            problems = filled.problems
            service.keep_copy(session, respondent, filled, copy)
    return JSONResponse({"kept": copy.mark, "problems": problems})


def _submit(form: Mapping[str, str], session: Session, respondent: Respondent) -> tuple[Respondent, Turn | None]:
    """Hand in; the outcome is None where something is kept that this browser never saw."""
    if respondent.submitted:
        return respondent, DONE
    copy = read_copy(form)
    if standing(respondent, copy) is Standing.CONFLICT:
        return respondent, None
    filled = read_all(respondent.booklet, form)
    return respondent, service.submit(session, respondent, filled, copy, skip=Button.SKIP in form)


def _after(request: Request, respondent: Respondent, outcome: Turn, typed: Mapping[str, str]) -> Response:
    words = chosen_language(request)
    if outcome.goal is not None:
        at = Visit(respondent, respondent.booklet.parts[outcome.goal - 1])
        page = part_page(request, at, words, outcome.draft, typed=typed, problems=outcome.problems)
        return render(request, page, status=HTTPStatus.UNPROCESSABLE_ENTITY, language=words)
    return thanked(request, respondent, sent=None if outcome is DONE else outcome.draft)


def _conflict(respondent: Respondent) -> Response:
    kept = {"conflict": mark(respondent), "elsewhere": respondent.elsewhere, "answers": sent_answers(respondent.draft)}
    return JSONResponse(kept, status_code=HTTPStatus.CONFLICT)
