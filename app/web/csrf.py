"""Changes are asked for by our own pages alone: the browser says where a form came from, and the form bears a token."""

from hashlib import sha256
from hmac import compare_digest
from hmac import digest as hmac_digest
from urllib.parse import urlsplit

from fastapi import Request

from app.errors import ForeignRequest
from app.web.cookies import RESPONDENT, STAFF

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
FIELD = "csrf"


def form_token(request: Request) -> str:
    """Give the token that this browser's forms must bear; it belongs to the browser's own cookies."""
    cookies = "|".join(request.cookies.get(cookie.name(request), "") for cookie in (STAFF, RESPONDENT))
    return hmac_digest(request.app.state.keys.signing_key, cookies.encode(), sha256).hex()


async def protect(request: Request) -> None:
    """Refuse a change that was not asked for by a form of ours; ForeignRequest says so.

    A browser without any cookie of ours has nothing that a foreign page could misuse: there the origin alone counts.
    """
    if request.method in SAFE_METHODS:
        return
    same_origin(request)
    if any(cookie.name(request) in request.cookies for cookie in (STAFF, RESPONDENT)):
        sent = str((await request.form()).get(FIELD, ""))
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
