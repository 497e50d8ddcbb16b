"""Pages and redirects."""

from dataclasses import dataclass, field
from functools import lru_cache
from http import HTTPStatus

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse

from app.web.addresses import address
from app.web.i18n import Language, chosen_language
from app.web.pages import Page
from app.web.shell import Shell, shell
from app.web.templates import environment


def render(
    request: Request, page: Page, *, status: HTTPStatus = HTTPStatus.OK, language: Language | None = None
) -> HTMLResponse:
    """Render the page with its own template, in the language of the reader."""
    look = look_of(shell(request, language or chosen_language(request)))
    return HTMLResponse((_made_once if page.once else _made)(page, look), status_code=status)


@dataclass(frozen=True)
class Look:
    """What the surroundings of a page depend on: where these are equal, a page that is made once looks the same."""

    language: str
    csrf: str
    synthetic: bool
    shell: Shell = field(compare=False)


def look_of(shell: Shell) -> Look:
    """Tell what these surroundings depend on."""
    return Look(shell.language.code, shell.csrf, shell.synthetic, shell)


def _made(page: Page, look: Look) -> str:
    return environment(look.language).get_template(page.template).render(page.context(), shell=look.shell)


_made_once = lru_cache(maxsize=256)(_made)


def redirect(request: Request, route: str, **path: object) -> RedirectResponse:
    """Send the browser on with GET after a POST."""
    return RedirectResponse(address(request, route, **path), status_code=HTTPStatus.SEE_OTHER)
