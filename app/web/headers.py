"""Headers that keep a page to itself, and a limit to what may be sent to us."""

from collections.abc import Mapping
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 256 * 1024

POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
YEAR = 31536000


class Guard:
    """Middleware: refuse oversized bodies, and send the headers of `ALWAYS` with every response.

    `larger` says how large a body may be where an address ends so: there a file is sent.
    """

    def __init__(self, app: ASGIApp, *, https: bool, larger: Mapping[str, int]) -> None:
        self.app = app
        self.larger = larger
        self.headers = dict(ALWAYS)
        if https:
            self.headers["Strict-Transport-Security"] = f"max-age={YEAR}; includeSubDomains"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, guarded."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Cache-Control", "no-store")
                for name, value in self.headers.items():
                    headers[name] = value
            await send(message)

        if refusal := _refusal(Headers(scope=scope), self._largest(scope["path"])):
            await PlainTextResponse(refusal.phrase, status_code=refusal)(scope, receive, guarded)
        else:
            await self.app(scope, receive, guarded)

    def _largest(self, path: str) -> int:
        return next((most for end, most in self.larger.items() if path.endswith(end)), LARGEST_BODY)


def _refusal(headers: Headers, largest: int) -> HTTPStatus | None:
    if "transfer-encoding" in headers:
        return HTTPStatus.LENGTH_REQUIRED
    length = headers.get("content-length", "0")
    too_long = not length.isdecimal() or int(length) > largest
    return HTTPStatus.REQUEST_ENTITY_TOO_LARGE if too_long else None
