"""Pages and redirects."""

from http import HTTPStatus

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse

from app.web.addresses import address
from app.web.frames import write
from app.web.i18n import Language, chosen_language
from app.web.pages import Page
from app.web.shell import shell


def render(
    request: Request, page: Page, *, status: HTTPStatus = HTTPStatus.OK, language: Language | None = None
) -> HTMLResponse:
    """Render the page with its own template, in the language of the reader."""
    return HTMLResponse(write(page, shell(request, language or chosen_language(request))), status_code=status)


def redirect(request: Request, route: str, **path: object) -> RedirectResponse:
    """Send the browser on with GET after a POST."""
    return RedirectResponse(address(request, route, **path), status_code=HTTPStatus.SEE_OTHER)
