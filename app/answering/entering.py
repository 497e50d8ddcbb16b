"""Other ways in: a typed code, a draft that began on another device, and a shared computer that forgets."""

from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.answering import codes, handover, service
from app.answering.client import copy_name
from app.answering.deps import ReadingRespondentDep, RespondentDep, enter
from app.answering.devices import StayAwake, forget, is_shared, remember
from app.answering.forms import Button
from app.answering.pages import CodePage, DevicePage, ElsewherePage, ForgottenPage
from app.answering.places import remembering, to_where, wanted_language
from app.answering.respondents import find
from app.answering.showing import front_page
from app.db import ReaderDep, SessionDep
from app.web.forms import FormDep
from app.web.i18n import chosen_language
from app.web.policy import public
from app.web.responses import redirect, render

router = APIRouter(default_response_class=Response, route_class=StayAwake)


@router.get("/code", name="answering.code", dependencies=[Depends(public)])
@router.get("/c/{code}", name="answering.scanned", dependencies=[Depends(public)])
def show_code_field(request: Request, code: str = "") -> Response:
    """Ask for a code; who scanned it finds it filled in, and nothing has happened yet."""
    return render(request, CodePage(code=code[:40], wrong=False))


@router.post("/code", dependencies=[Depends(public)])
def enter_with_code(request: Request, session: ReaderDep, form: FormDep) -> Response:
    """Let in who has a code, to the same first page as everybody."""
    state, text = request.app.state, form.get("code", "")
    now = state.clock.now()
    state.failures.check(request, now=now)
    token = codes.token_of(session, state.keys, text)
    if token is None:
        state.failures.count(request, now=now)
        page = CodePage(code=text[:40], wrong=True)
        return render(request, page, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    person = enter(request, find(session.connection(), token, device=codes.device_of(text)), grace=timedelta())
    response = redirect(request, "answering.begin")
    remember(request, response, person, shared="shared" in form)
    return response


@router.get("/answer/begin", name="answering.begin")
async def show_beginning(request: Request, respondent: ReadingRespondentDep) -> Response:
    """Show the promise, or what was handed in, to who came in with a code."""
    words = chosen_language(request)
    return render(request, front_page(request, respondent, words), language=words)


@router.post("/answer/begin")
async def begin(request: Request, respondent: ReadingRespondentDep, form: FormDep) -> Response:
    """Begin or go on; or show this page in another language."""
    if Button.LANGUAGE in form:
        words = wanted_language(request, form)
        return remembering(request, render(request, front_page(request, respondent, words), language=words), form)
    response = to_where(request, respondent, form)
    remember(request, response, respondent, shared="shared" in form or is_shared(request))
    return response


@router.get("/answer/device", name="answering.device")
async def show_device(request: Request, respondent: ReadingRespondentDep) -> Response:
    """Explain how to go on on another device."""
    if respondent.submitted or respondent.elsewhere:
        return to_where(request, respondent)
    return render(request, DevicePage(code=""))


@router.post("/answer/device")
def show_device_code(request: Request, session: SessionDep, respondent: RespondentDep) -> Response:
    """Show a code that opens the draft on another device."""
    if respondent.submitted or respondent.elsewhere:
        return to_where(request, respondent)
    return render(request, DevicePage(code=handover.show_code(session, respondent)))


@router.get("/answer/resume", name="answering.resume")
async def show_resume(request: Request, respondent: ReadingRespondentDep) -> Response:
    """Tell who began on another device how to go on: with its code, or anew."""
    if respondent.submitted or not respondent.elsewhere:
        return to_where(request, respondent)
    return render(request, ElsewherePage(copy_name(respondent.token), wrong=False, code=""))


@router.post("/answer/resume")
def resume(request: Request, respondent: ReadingRespondentDep, form: FormDep) -> Response:
    """Go on with what was filled in on the device that showed this code."""
    if respondent.submitted or not respondent.elsewhere:
        return to_where(request, respondent)
    failures, now, text = request.app.state.failures, request.app.state.clock.now(), form.get("code", "")
    failures.check(request, now=now)
    device = handover.taken_over(respondent, text)
    if device is None:
        failures.count(request, now=now)
        page = ElsewherePage(copy_name(respondent.token), wrong=True, code=text[:40])
        return render(request, page, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    person = replace(respondent, device=device)
    response = to_where(request, person)
    remember(request, response, person, shared=is_shared(request))
    return response


@router.post("/answer/anew", name="answering.anew")
def begin_anew(request: Request, session: SessionDep, respondent: RespondentDep) -> Response:
    """Begin with an empty questionnaire; what was filled in on the other device is gone."""
    if respondent.submitted or not respondent.elsewhere:
        return to_where(request, respondent)
    service.begin_anew(session, respondent)
    return redirect(request, "answering.page", page=1)


@router.post("/answer/forget", name="answering.forget", dependencies=[Depends(public)])
def stop(request: Request) -> Response:
    """Let this computer forget who was answering; what was kept stays kept."""
    response = render(request, ForgottenPage())
    forget(request, response)
    return response
