"""The front page, signing in and out, and the language of the interface."""

from http import HTTPStatus
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from app.accounts import service
from app.accounts.pages import FrontPage, SignInPage
from app.db import SessionDep
from app.errors import NotSignedIn
from app.secrets import parsed, written
from app.web.cookies import LANGUAGE, STAFF
from app.web.forms import FormDep
from app.web.i18n import DEFAULT, LOCALES
from app.web.policy import public
from app.web.responses import redirect, render

router = APIRouter(dependencies=[Depends(public)], default_response_class=Response)


@router.get("/", name="front")
def front(request: Request) -> Response:
    """Show what Bouwsteen is."""
    return render(request, FrontPage())


@router.get("/sign-in/{token}", name="accounts.sign_in")
def show_sign_in(request: Request) -> Response:
    """Show the button that signs in; mail scanners open this page too, so it changes nothing."""
    return render(request, SignInPage())


@router.post("/sign-in/{token}")
def sign_in(request: Request, session: SessionDep, token: str) -> Response:
    """Use the link up and sign in."""
    secret = service.use_link(session, parsed(token), now=request.app.state.clock.now())
    if secret is None:
        raise NotSignedIn
    response = redirect(request, "organisations.index")
    STAFF.write(request, response, written(secret))
    return response


@router.post("/sign-out", name="accounts.sign_out")
def sign_out(request: Request, session: SessionDep) -> Response:
    """Sign out, here and for this browser's cookie everywhere."""
    service.log_out(session, parsed(STAFF.read(request) or ""), now=request.app.state.clock.now())
    response = redirect(request, "front")
    STAFF.clear(request, response)
    return response


@router.post("/language", name="accounts.language")
def choose_language(request: Request, form: FormDep) -> Response:
    """Keep the chosen language and return to the page that was open."""
    response = RedirectResponse(own_path(form.get("back", "/")), status_code=HTTPStatus.SEE_OTHER)
    language = form.get("language", DEFAULT)
    LANGUAGE.write(request, response, language if language in LOCALES else DEFAULT)
    return response


def own_path(address: str) -> str:
    """Keep only an address within this site; anything else becomes the front page."""
    parts = urlsplit(address)
    own = not parts.scheme and not parts.netloc and address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if own and address.isprintable() and "\\" not in address else "/"
