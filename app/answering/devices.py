"""The device at hand: the secret that opens the draft here, and whether other people use it too."""

from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

from fastapi import Request
from fastapi.responses import Response
from fastapi.routing import APIRoute

from app.answering.respondents import Respondent
from app.errors import Forgotten
from app.secrets import new_secret, written
from app.web.cookies import DEVICE, LANGUAGE, RESPONDENT, SHARED

IDLE = timedelta(minutes=10)
"""A shared computer forgets who answered on it when nothing happened for so long."""
OURS = (RESPONDENT, DEVICE, SHARED)


def is_shared(request: Request) -> bool:
    """Tell whether somebody said that this is a shared computer."""
    return SHARED.read(request) is not None


def remember(request: Request, response: Response, person: Respondent, *, shared: bool) -> None:
    """Have this browser remember who answers; a shared computer only until it is closed."""
    RESPONDENT.write(request, response, written(person.token), lasting=not shared)
    DEVICE.write(request, response, written(person.device or new_secret()), lasting=not shared)
    if shared:
        _stay_awake(request, response)


def forget(request: Request, response: Response) -> None:
    """Have this browser forget who answered on it, and the language too."""
    for cookie in (*OURS, LANGUAGE):
        cookie.clear(request, response)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'


def check_idle(request: Request) -> None:
    """Refuse who comes back to a shared computer too late; Forgotten says so."""
    if _is_late(request):
        raise Forgotten


class StayAwake(APIRoute):
    """A route whose every answer lets a shared computer remember for some minutes more."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Wrap what the route does."""
        handle = super().get_route_handler()

        async def handle_awake(request: Request) -> Response:
            response = await handle(request)
            if is_shared(request) and not _is_late(request) and "clear-site-data" not in response.headers:
                _stay_awake(request, response)
            return response

        return handle_awake


def _is_late(request: Request) -> bool:
    last = SHARED.read(request)
    return last is not None and _now(request) - _seconds(last) > IDLE.total_seconds()


def _stay_awake(request: Request, response: Response) -> None:
    SHARED.write(request, response, str(_now(request)), lasting=False)


def _now(request: Request) -> int:
    return int(request.app.state.clock.now().timestamp())


def _seconds(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() else 0
