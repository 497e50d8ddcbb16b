"""Our cookies: never readable by scripts, never sent to other sites."""

from dataclasses import dataclass

from fastapi import Request
from starlette.responses import Response


@dataclass(frozen=True, slots=True)
class Cookie:
    """A cookie by its plain name; over https it gets the prefix that ties it to this very host."""

    plain: str
    max_age: int

    def name(self, request: Request) -> str:
        """Give the name that this installation uses."""
        return f"__Host-{self.plain}" if request.app.state.settings.https else self.plain

    def read(self, request: Request) -> str | None:
        """Give the value that the browser sent, if any."""
        return request.cookies.get(self.name(request))

    def write(self, request: Request, response: Response, value: str, *, lasting: bool = True) -> None:
        """Have the browser keep a value, or only until it is closed."""
        https, age = request.app.state.settings.https, self.max_age if lasting else None
        response.set_cookie(self.name(request), value, max_age=age, httponly=True, secure=https, samesite="lax")

    def clear(self, request: Request, response: Response) -> None:
        """Have the browser forget the value."""
        https = request.app.state.settings.https
        response.delete_cookie(self.name(request), httponly=True, secure=https, samesite="lax")


HOUR = 3600
DAY = 24 * HOUR
STAFF = Cookie("staff", max_age=12 * HOUR)
RESPONDENT = Cookie("respondent", max_age=14 * DAY)
DEVICE = Cookie("device", max_age=14 * DAY)  # a secret that opens drafts together with the personal link
SHARED = Cookie("shared", max_age=HOUR)  # a computer that others use too, and when it was last used
LANGUAGE = Cookie("language", max_age=365 * DAY)
