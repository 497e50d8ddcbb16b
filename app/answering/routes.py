"""The pages of the questionnaire, from the personal link to the thank-you."""

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from app.answering import service
from app.answering.deps import GuestDep, RespondentDep, VisitDep
from app.answering.forms import Button, FormDep, pressed, read_part
from app.answering.pages import DonePage, WithdrawnPage, WithdrawPage
from app.answering.respondents import Respondent
from app.answering.showing import front_page, part_page, promise, stored_page, thank_you
from app.answering.stored import owner
from app.answering.turning import first_open, missing
from app.db import SessionDep
from app.secrets import written
from app.web.cookies import LANGUAGE, RESPONDENT
from app.web.i18n import LOCALES, Language, chosen_language, language
from app.web.responses import redirect, render

router = APIRouter(default_response_class=Response)

DOORS = {"withdraw": "answering.withdraw", "stored": "answering.stored"}  # buttons of a personal link's own page


@router.api_route("/i/{token}", methods=["GET", "HEAD"], name="answering.start")
def show_start(request: Request, guest: GuestDep) -> Response:
    """Show the promise, or what was handed in; mail scanners open this page too, so it changes nothing."""
    words = chosen_language(request)
    return render(request, front_page(request, guest, words), language=words)


@router.post("/i/{token}")
def start(request: Request, guest: GuestDep, form: FormDep) -> Response:
    """Begin or go on, without the token in the address from here on; or show this page in another language."""
    if Button.LANGUAGE in form:
        words = wanted_language(request, form)
        return remembering(request, render(request, front_page(request, guest, words), language=words), form)
    door = next((route for button, route in DOORS.items() if button in form), None)
    response = redirect(request, door) if door else _to_where(request, guest)
    RESPONDENT.write(request, response, written(guest.token))
    return response


@router.get("/answer/{page:int}", name="answering.page")
def show_part(request: Request, visit: VisitDep, check: str = "") -> Response:
    """Show one part as far as it was filled in; with `check` what was passed over is pointed at."""
    if visit.respondent.submitted:
        return redirect(request, "answering.done")
    words = chosen_language(request)
    draft = visit.respondent.draft
    problems = missing(draft, visit.part) if check else {}
    return render(request, part_page(visit, words, draft, problems=problems), language=words)


@router.post("/answer/{page:int}")
def leave_part(request: Request, session: SessionDep, visit: VisitDep, form: FormDep) -> Response:
    """Keep what was filled in and go on or back; ask once for what was passed over, and at the end say thank you."""
    if visit.respondent.submitted:
        return redirect(request, "answering.done")
    filled = read_part(visit.part, form)
    outcome = service.leave(session, visit.respondent, visit.part, filled, pressed(form))
    if outcome.only_missing:
        response: Response = _to_check(request, visit.part.number)
    elif outcome.problems:
        words = wanted_language(request, form)
        page = part_page(visit, words, outcome.draft, typed=filled.typed, problems=outcome.problems)
        response = render(request, page, status=HTTPStatus.UNPROCESSABLE_ENTITY, language=words)
    elif outcome.goal is None:
        words = chosen_language(request)
        response = render(request, thank_you(request, visit.respondent, outcome.draft, words), language=words)
    else:
        response = redirect(request, "answering.page", page=outcome.goal)
    return remembering(request, response, form)


@router.get("/answer/done", name="answering.done")
def show_done(request: Request, respondent: RespondentDep) -> Response:
    """Thank who handed in; bring others back to where they were."""
    if not respondent.submitted:
        return _to_where(request, respondent)
    words = chosen_language(request)
    return render(request, DonePage(promise=promise(request, respondent, words)), language=words)


@router.get("/answer/stored", name="answering.stored")
def show_stored(request: Request, session: SessionDep, respondent: RespondentDep) -> Response:
    """Show what is stored of who asks, now."""
    words = chosen_language(request)
    return render(request, stored_page(respondent, owner(session, respondent), words), language=words)


@router.get("/answer/withdraw", name="answering.withdraw")
def show_withdraw(request: Request, respondent: RespondentDep) -> Response:
    """Ask whether the answers must go."""
    return render(request, WithdrawPage()) if respondent.submitted else _to_where(request, respondent)


@router.post("/answer/withdraw")
def withdraw(request: Request, session: SessionDep, respondent: RespondentDep) -> Response:
    """Destroy the answers; the link is dead from here on."""
    if not respondent.submitted:
        return _to_where(request, respondent)
    service.withdraw(session, respondent)
    response = render(request, WithdrawnPage())
    RESPONDENT.clear(request, response)
    return response


def _to_where(request: Request, person: Respondent) -> Response:
    if person.submitted:
        return redirect(request, "answering.done")
    return redirect(request, "answering.page", page=first_open(person.booklet, person.draft))


def _to_check(request: Request, page: int) -> Response:
    """Show a part again by its own address, so that the browser can come back to it and reload it."""
    address = request.app.url_path_for("answering.page", page=page)
    return RedirectResponse(f"{address}?check=1", status_code=HTTPStatus.SEE_OTHER)


def wanted_language(request: Request, form: Mapping[str, str]) -> Language:
    """Take the language that a button of the form asks for, else the reader's."""
    code = form.get(Button.LANGUAGE)
    return language(code) if code in LOCALES else chosen_language(request)


def remembering(request: Request, response: Response, form: Mapping[str, str]) -> Response:
    """Have the browser remember the language if a button of the form asked for one."""
    if Button.LANGUAGE in form:
        LANGUAGE.write(request, response, wanted_language(request, form).code)
    return response
