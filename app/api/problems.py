"""What went wrong, for programs: problem details in JSON (RFC 9457), in words that say what to do."""

from collections.abc import Callable, Coroutine, Iterator, Mapping
from http import HTTPStatus
from typing import Any

from fastapi import Request, Response
from fastapi.dependencies.models import Dependant
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from sqlalchemy.exc import DBAPIError

from app.errors import AppError, NotFound
from app.web.i18n import LOCALES

KIND = "application/problem+json"
WAYS = {
    "NotFound": "There is nothing at this address, or this key may not read it. Begin at /api/v1/organisations.",
    "NotPublished": "This measurement has no result: it is still open, or too few people answered.",
    "KeyRefused": "Send a key that is valid: Authorization: Bearer KEY. This one is unknown, revoked or expired.",
    "NotSignedIn": "Send a key: Authorization: Bearer KEY. An HR adviser or consultant makes one on the page API.",
    "TooManyTries": "Too many keys were wrong. Wait a minute, and correct the key.",
    "BadFilter": "Part of the question is not right; see errors.",
    "NoSuchParameter": "Part of the question is not known here; see errors.",
    "Unavailable": "The database cannot be reached. Try again in a moment.",
}
ALLOWED = {
    "unit": "the id of a unit in this measurement, as /units lists them",
    "measure": "a code, as /measures lists them",
    "kind": "score, statement or recommendation",
    "block": "insight, direction, people, conditions, experience or operation",
    "level": "mission, identity, values, competences, skills, behaviour or context",
    "format": "json or csv",
    "language": " or ".join(LOCALES),
    "limit": "a whole number from 1 to 1000",
    "after": "what the link to the next page says",
}
"""What each parameter may be."""


class KeyRefused(AppError):
    """A key was sent that opens nothing (any more)."""

    status = HTTPStatus.UNAUTHORIZED


class BadFilter(AppError):
    """Parameters with a value that is not allowed; their names are the arguments."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY


class NoSuchParameter(BadFilter):
    """Parameters that this address does not take; their names are the arguments."""


class ProblemRoute(APIRoute):
    """A route of the API: it takes the parameters that are described; whatever goes wrong is answered for programs."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Answer a request, or say what is wrong with it."""
        answer, known = super().get_route_handler(), set(_parameters(self.dependant))

        async def answer_or_explain(request: Request) -> Response:
            try:
                unknown = [name for name in request.query_params if name not in known]
                if unknown and self.include_in_schema:
                    raise NoSuchParameter(*dict.fromkeys(unknown))
                return await answer(request)
            except RequestValidationError as error:
                return problem(_of_parameters(error))
            except AppError as error:
                return problem(error)
            except DBAPIError:
                return _answered("Unavailable", HTTPStatus.SERVICE_UNAVAILABLE, {"Retry-After": "10"})

        return answer_or_explain


def _parameters(dependant: Dependant) -> Iterator[str]:
    """Name what a route and everything that it depends on takes behind the question mark."""
    yield from (parameter.alias for parameter in dependant.query_params)
    for inner in dependant.dependencies:
        yield from _parameters(inner)


def problem(error: AppError) -> Response:
    """Answer an error that somebody caused."""
    status, headers = HTTPStatus(error.status), {}
    if status is HTTPStatus.UNAUTHORIZED:
        headers = {"WWW-Authenticate": 'Bearer realm="Bouwsteen"'}
    if status is HTTPStatus.TOO_MANY_REQUESTS:
        headers = {"Retry-After": "60"}
    return _answered(type(error).__name__, status, headers, _wrong(error))


def _wrong(error: AppError) -> dict[str, str]:
    """Say of each parameter that is wrong what it may be."""
    if isinstance(error, NoSuchParameter):
        return dict.fromkeys(error.args, "this parameter does not exist here")
    return {name: ALLOWED[name] for name in error.args} if isinstance(error, BadFilter) else {}


def _of_parameters(error: RequestValidationError) -> AppError:
    """Name the parameters that are wrong; an id in the address that is no id leads nowhere."""
    places = [each["loc"] for each in error.errors()]
    if any(place[0] == "path" for place in places):
        return NotFound()
    return BadFilter(*dict.fromkeys(str(place[1]) for place in places))


def _answered(
    kind: str, status: HTTPStatus, headers: Mapping[str, str], wrong: Mapping[str, str] | None = None
) -> JSONResponse:
    found: dict[str, Any] = {"title": status.phrase, "detail": WAYS[kind]}
    if wrong:
        found["errors"] = [{"parameter": name, "allowed": allowed} for name, allowed in wrong.items()]
    return JSONResponse(found, status, headers=dict(headers), media_type=KIND)
