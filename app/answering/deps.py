"""Who is answering: the personal link opens the door, a cookie keeps it open."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from fastapi import Depends, Request
from sqlmodel import Session

from app.answering.booklets import Part
from app.answering.devices import check_idle
from app.answering.respondents import Respondent, find
from app.db import SAFE_METHODS, ReaderDep, SessionDep
from app.errors import DeadLink, NotFound
from app.models.measurement import GRACE
from app.secrets import parsed
from app.turns import Outcome, Turns
from app.web.cookies import DEVICE, RESPONDENT


def guest(request: Request, session: ReaderDep, token: str) -> Respondent:
    """Let in who has a personal link, until closing; DeadLink for others.

    In the hour after closing a link still works in the browser that it was opened in before.
    """
    begun = RESPONDENT.read(request) == token
    return enter(request, session, parsed(token), _device(request), lock=False, grace=GRACE if begun else timedelta())


def reader(request: Request, session: ReaderDep) -> Respondent:
    """Let in who opened a personal link in this browser, to change nothing in the database; DeadLink for others."""
    return _return(request, session, lock=False)


def respondent(request: Request, session: SessionDep) -> Respondent:
    """Let in who opened a personal link in this browser, until an hour after closing; DeadLink for others."""
    return _return(request, session, lock=request.method not in SAFE_METHODS)


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
        return await turns.take(lambda session: work(session, _return(self.request, session, lock=True)))


async def change(request: Request) -> Change:
    """Give a change to make; nobody is let in before it is made."""
    return Change(request)


ChangeDep = Annotated[Change, Depends(change)]


@dataclass(frozen=True)
class Visit:
    """Somebody at one part of the questionnaire."""

    respondent: Respondent
    part: Part


async def visit(respondent: RespondentDep, page: int) -> Visit:
    """Find the part of the path; NotFound when there is no such part."""
    parts = respondent.booklet.parts
    if not 1 <= page <= len(parts):
        raise NotFound
    return Visit(respondent, parts[page - 1])


VisitDep = Annotated[Visit, Depends(visit)]


def enter(
    request: Request, session: Session, token: bytes, device: bytes, *, lock: bool, grace: timedelta
) -> Respondent:
    """Find whose token this is, as long as answers are taken; DeadLink otherwise."""
    found = find(session, token, lock=lock, device=device)
    if not lock:
        session.close()  # here, in the thread that asked, and not later in one more
    if request.app.state.clock.now() >= found.measurement.closes_at + grace:
        raise DeadLink
    request.state.synthetic = found.synthetic
    return found


def _return(request: Request, session: Session, *, lock: bool) -> Respondent:
    check_idle(request)
    token = parsed(RESPONDENT.read(request) or "")
    return enter(request, session, token, _device(request), lock=lock, grace=GRACE)


def _device(request: Request) -> bytes:
    return parsed(DEVICE.read(request) or "")
