"""Where somebody goes next, and in which language."""

from collections.abc import Mapping

from fastapi import Request
from fastapi.responses import Response

from app.answering.forms import Button
from app.answering.respondents import Respondent
from app.answering.turning import first_open
from app.web.cookies import LANGUAGE
from app.web.i18n import LOCALES, Language, chosen_language, language
from app.web.responses import redirect

NOTHING_ASKED: Mapping[str, str] = {}
DOORS = {"withdraw": "answering.withdraw", "stored": "answering.stored"}
"""Buttons of the first page, by their field names."""


def to_where(request: Request, person: Respondent, form: Mapping[str, str] = NOTHING_ASKED) -> Response:
    """Send somebody through the door whose button they pressed, else to where they were."""
    if door := next((route for button, route in DOORS.items() if button in form), None):
        return redirect(request, door)
    if person.submitted:
        return redirect(request, "answering.done")
    if person.elsewhere:
        return redirect(request, "answering.resume")
    return redirect(request, "answering.page", page=first_open(person.booklet, person.draft))


def wanted_language(request: Request, form: Mapping[str, str]) -> Language:
    """Take the language that a button of the form asks for, else the reader's."""
    code = form.get(Button.LANGUAGE)
    return language(code) if code in LOCALES else chosen_language(request)


def remembering(request: Request, response: Response, form: Mapping[str, str]) -> Response:
    """Have the browser remember the language if a button of the form asked for one."""
    if Button.LANGUAGE in form:
        LANGUAGE.write(request, response, wanted_language(request, form).code)
    return response
