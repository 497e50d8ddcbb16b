"""Who is answering: the personal link opens the door, a cookie keeps it open."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from fastapi import Depends, Request
from sqlmodel import Session

from app.answering.booklets import Part
from app.answering.respondents import Respondent, find
from app.db import SAFE_METHODS, SessionDep
from app.errors import DeadLink, NotFound
from app.models.measurement import GRACE
from app.secrets import parsed
from app.web.cookies import RESPONDENT


def guest(request: Request, session: SessionDep, token: str) -> Respondent:
    """Let in who has a personal link, until closing; DeadLink for others.

    In the hour after closing a link still works in the browser that it was opened in before.
    """
    begun = RESPONDENT.read(request) == token
    return _enter(request, session, token, grace=GRACE if begun else timedelta())


def respondent(request: Request, session: SessionDep) -> Respondent:
    """Let in who opened a personal link in this browser, until an hour after closing; DeadLink for others."""
    return _enter(request, session, RESPONDENT.read(request) or "", grace=GRACE)


GuestDep = Annotated[Respondent, Depends(guest)]
RespondentDep = Annotated[Respondent, Depends(respondent)]


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


def _enter(request: Request, session: Session, token: str, *, grace: timedelta) -> Respondent:
    found = find(session, parsed(token), lock=request.method not in SAFE_METHODS)
    if request.app.state.clock.now() >= found.measurement.closes_at + grace:
        raise DeadLink
    request.state.synthetic = found.synthetic
    return found
