"""Who is answering: the personal link opens the door, a cookie keeps it open."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import Connection
from sqlmodel import Session

from app.answering.booklets import Part
from app.answering.devices import check_idle
from app.answering.respondents import Respondent, find
from app.db import SessionDep, read
from app.errors import DeadLink, NotFound, NotRecognised
from app.models.measurement import GRACE
from app.secrets import parsed
from app.turns import Outcome, Turns
from app.web.cookies import DEVICE, RESPONDENT


async def guest(request: Request, token: str) -> Respondent:
    """Let in who has a personal link, until closing; DeadLink for others.

    In the hour after closing a link still works in the browser that it was opened in before.
    """
    grace = GRACE if RESPONDENT.read(request) == token else timedelta()
    secret, device = parsed(token), parsed(DEVICE.read(request) or "")
    return enter(request, await read(request, partial(find, token=secret, device=device)), grace=grace)


async def reader(request: Request) -> Respondent:
    """Let in who opened a personal link in this browser, to change nothing; DeadLink for others."""
    return enter(request, await read(request, partial(_returning, request)), grace=GRACE)


def respondent(request: Request, session: SessionDep) -> Respondent:
    """Let in who opened a personal link in this browser, until an hour after closing; DeadLink for others."""
    return enter(request, _returning(request, session.connection(), lock=True), grace=GRACE)


GuestDep = Annotated[Respondent, Depends(guest)]
ReadingRespondentDep = Annotated[Respondent, Depends(reader)]
RespondentDep = Annotated[Respondent, Depends(respondent)]


@dataclass(frozen=True)
class Change:
    """A change that somebody asks for who opened a personal link in this browser; `make` lets in or raises DeadLink."""

    request: Request

    async def make(self, work: Callable[[Session, Respondent], Outcome]) -> Outcome:
        """Find the respondent and do the work, at once and in turn: committed when this returns."""
        turns: Turns = self.request.app.state.turns
        return await turns.take(lambda session: work(session, respondent(self.request, session)))


async def change(request: Request) -> Change:
    """Give a change to make; nobody is let in before it is made."""
    return Change(request)


ChangeDep = Annotated[Change, Depends(change)]


@dataclass(frozen=True)
class Visit:
    """Somebody at one part of the questionnaire."""

    respondent: Respondent
    part: Part


async def view(respondent: ReadingRespondentDep, page: int) -> Visit:
    """Find the part of the path, to look at it; NotFound when there is no such part."""
    return _visit(respondent, page)


async def visit(respondent: RespondentDep, page: int) -> Visit:
    """Find the part of the path, to change it; NotFound when there is no such part."""
    return _visit(respondent, page)


ViewDep = Annotated[Visit, Depends(view)]
VisitDep = Annotated[Visit, Depends(visit)]


def enter(request: Request, found: Respondent, *, grace: timedelta) -> Respondent:
    """Let in whoever was found, as long as answers are taken; DeadLink otherwise."""
    if request.app.state.clock.now() >= found.measurement.closes_at + grace:
        raise DeadLink
    request.state.synthetic = found.synthetic
    return found


def _visit(respondent: Respondent, page: int) -> Visit:
    parts = respondent.booklet.parts
    if not 1 <= page <= len(parts):
        raise NotFound
    return Visit(respondent, parts[page - 1])


def _returning(request: Request, connection: Connection, *, lock: bool = False) -> Respondent:
    check_idle(request)
    if RESPONDENT.read(request) is None:
        raise NotRecognised
    token, device = (parsed(cookie.read(request) or "") for cookie in (RESPONDENT, DEVICE))
    return find(connection, token, device=device, lock=lock)
