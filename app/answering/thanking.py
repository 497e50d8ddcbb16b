"""The answer to handing in."""

from fastapi import Request
from fastapi.responses import Response

from app.answering.devices import forget, is_shared
from app.answering.drafts import Draft
from app.answering.respondents import Respondent
from app.answering.showing import thank_you
from app.web.i18n import chosen_language
from app.web.responses import render


def thanked(request: Request, respondent: Respondent, *, sent: Draft | None = None, late: bool = False) -> Response:
    """Thank who handed in, with the own profile if this is what was just sent; a shared computer forgets everything."""
    words = chosen_language(request)
    response = render(request, thank_you(request, respondent, words, sent=sent, late=late), language=words)
    if is_shared(request):
        forget(request, response)
    return response
