"""Changes are asked for by our own pages alone: the browser says where a form came from, and the form bears a token."""

from hashlib import sha256
from hmac import compare_digest
from hmac import digest as hmac_digest
from urllib.parse import urlsplit

from fastapi import Request

from app.errors import ForeignRequest
from app.web.cookies import RESPONDENT, STAFF, Cookie
from app.web.forms import sent_form

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
FIELD = "csrf"
RESPONDENT_PAGES = ("/answer/", "/i/")
OPEN_PAGES = ("/language", "/code", "/c/")


def form_token(request: Request) -> str:
    """Give the token that the forms of this page must bear; it belongs to the cookie that the page belongs to."""
    cookie = _cookie(request)
    owner = f"{cookie.plain}={cookie.read(request) or ''}" if cookie else ""
    return hmac_digest(request.app.state.keys.signing_key, owner.encode(), sha256).hex()


async def protect(request: Request) -> None:
    """Refuse a change that was not asked for by a form of ours; ForeignRequest says so.

    A browser without the cookie has nothing that a foreign page could misuse: there the origin alone counts.
    """
    if request.method in SAFE_METHODS:
        return
    same_origin(request)
    cookie = _cookie(request)
    if cookie and cookie.read(request) is not None:
        sent = (await sent_form(request)).get(FIELD, "")
        if not compare_digest(sent.encode(), form_token(request).encode()):
            raise ForeignRequest


def same_origin(request: Request) -> None:
    """Refuse what the browser says comes from another site."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin", "null")
    if site is not None:
        foreign = site not in {"same-origin", "none"}
    else:
        foreign = origin != "null" and urlsplit(origin).netloc != request.headers.get("host")
    if foreign:
        raise ForeignRequest


def _cookie(request: Request) -> Cookie | None:
    """Give the cookie that the pages at this address belong to, so that signing in elsewhere leaves them valid.

    The language is asked for on pages of both kinds and belongs to neither cookie; a typed code needs none.
    """
    path = request.url.path
    if path.startswith(OPEN_PAGES):
        return None
    return RESPONDENT if path.startswith(RESPONDENT_PAGES) else STAFF
