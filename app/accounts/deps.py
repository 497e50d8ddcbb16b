"""Who is asking."""

from typing import Annotated

from fastapi import Depends, Request

from app.accounts import service
from app.db import SessionDep
from app.errors import NotSignedIn
from app.models import User
from app.secrets import parsed
from app.web.cookies import STAFF


def signed_in(request: Request, session: SessionDep) -> User:
    """Find the signed-in user; NotSignedIn when there is none."""
    secret = parsed(STAFF.read(request) or "")
    user = service.logged_in(session, secret, now=request.app.state.clock.now())
    if user is None:
        raise NotSignedIn
    request.state.user_name = user.name
    return user


UserDep = Annotated[User, Depends(signed_in)]
