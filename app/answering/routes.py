"""The pages of the questionnaire, from the personal link to the thank-you."""

from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from app.answering import service
from app.answering.deps import GuestDep, ReadingRespondentDep, RespondentDep, ViewDep, VisitDep
from app.answering.devices import StayAwake, is_shared, remember
from app.answering.forms import Button, pressed, read_part
from app.answering.pages import WithdrawnPage, WithdrawPage
from app.answering.places import remembering, to_where, wanted_language
from app.answering.showing import front_page, part_page, stored_page
from app.answering.stored import owner
from app.answering.thanking import thanked
from app.answering.turning import missing
from app.db import ReaderDep, SessionDep
from app.web.addresses import address
from app.web.cookies import DEVICE, RESPONDENT
from app.web.forms import FormDep
from app.web.i18n import chosen_language
from app.web.responses import redirect, render

router = APIRouter(default_response_class=Response, route_class=StayAwake)


@router.api_route("/i/{token}", methods=["GET", "HEAD"], name="answering.start")
async def show_start(request: Request, guest: GuestDep) -> Response:
    """Show the promise, or what was handed in; mail scanners open this page too, so it changes nothing."""
    words = chosen_language(request)
    return render(request, front_page(request, guest, words), language=words)


@router.post("/i/{token}")
async def start(request: Request, guest: GuestDep, form: FormDep) -> Response:
    """Begin or go on, without the token in the address from here on; or show this page in another language."""
    if Button.LANGUAGE in form:
        words = wanted_language(request, form)
        return remembering(request, render(request, front_page(request, guest, words), language=words), form)
    response = to_where(request, guest, form)
    remember(request, response, guest, shared="shared" in form or is_shared(request))
    return response


@router.get("/answer/{page:int}", name="answering.page")
async def show_part(request: Request, visit: ViewDep, check: str = "") -> Response:
    """Show one part as far as it was filled in; with `check` what was passed over is pointed at."""
    if visit.respondent.submitted or visit.respondent.elsewhere:
        return to_where(request, visit.respondent)
    words = chosen_language(request)
    draft = visit.respondent.draft
    problems = missing(draft, visit.part) if check else {}
    return render(request, part_page(request, visit, words, draft, problems=problems), language=words)


@router.post("/answer/{page:int}")
def leave_part(request: Request, session: SessionDep, visit: VisitDep, form: FormDep) -> Response:
    """Keep what was filled in and go on, back or away; ask once for what was passed over, at the end say thank you."""
    if visit.respondent.submitted or visit.respondent.elsewhere:
        return to_where(request, visit.respondent)
    filled = read_part(visit.part, form)
    outcome = service.leave(session, visit.respondent, visit.part, filled, pressed(form))
    if outcome.only_missing:
        response: Response = _to_check(request, visit.part.number)
    elif outcome.problems:
        words = wanted_language(request, form)
        page = part_page(request, visit, words, outcome.draft, typed=filled.typed, problems=outcome.problems)
        response = render(request, page, status=HTTPStatus.UNPROCESSABLE_ENTITY, language=words)
    elif Button.STOP in form:
        response = redirect(request, "answering.device")
    elif outcome.goal is None:
        response = thanked(request, visit.respondent, sent=outcome.draft)
    else:
        response = redirect(request, "answering.page", page=outcome.goal)
    return remembering(request, response, form)


@router.get("/answer/done", name="answering.done")
async def show_done(request: Request, respondent: ReadingRespondentDep, late: str = "") -> Response:
    """Thank who handed in, with `late` after a change that came too late; bring others back to where they were."""
    if not respondent.submitted:
        return to_where(request, respondent)
    return thanked(request, respondent, late=bool(late))


@router.get("/answer/stored", name="answering.stored")
def show_stored(request: Request, session: ReaderDep, respondent: ReadingRespondentDep) -> Response:
    """Show what is stored of who asks, now."""
    words = chosen_language(request)
    return render(request, stored_page(respondent, owner(session, respondent), words), language=words)


@router.get("/answer/withdraw", name="answering.withdraw")
async def show_withdraw(request: Request, respondent: ReadingRespondentDep) -> Response:
    """Ask whether the answers must go."""
    return render(request, WithdrawPage()) if respondent.submitted else to_where(request, respondent)


@router.post("/answer/withdraw")
def withdraw(request: Request, session: SessionDep, respondent: RespondentDep) -> Response:
    """Destroy the answers; the link is dead from here on."""
    if not respondent.submitted:
        return to_where(request, respondent)
    service.withdraw(session, respondent)
    response = render(request, WithdrawnPage())
    for cookie in (RESPONDENT, DEVICE):
        cookie.clear(request, response)
    return response


def _to_check(request: Request, page: int) -> Response:
    """Show a part again by its own address, so that the browser can come back to it and reload it."""
    return RedirectResponse(
        f"{address(request, 'answering.page', page=page)}?check=1", status_code=HTTPStatus.SEE_OTHER
    )
