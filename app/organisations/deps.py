"""The organisation of the path, if the user may know it."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from sqlmodel import Session

from app.accounts.deps import UserDep
from app.db import SessionDep
from app.errors import NotFound
from app.models import Membership, Organisation, Role, User


@dataclass(frozen=True)
class Access:
    """An organisation as one user may use it."""

    organisation: Organisation
    user: User
    role: Role


def enter(request: Request, session: Session, user: User, organisation_id: UUID) -> Access:
    """Let a user into an organisation; NotFound for strangers, as if it did not exist."""
    membership = session.get(Membership, (user.id, organisation_id))
    organisation = session.get(Organisation, organisation_id)
    if membership is None or organisation is None:
        raise NotFound
    request.state.synthetic = organisation.synthetic
    request.state.organisation_id = organisation.id
    return Access(organisation, user, membership.role)


def load_organisation(request: Request, session: SessionDep, user: UserDep, organisation_id: UUID) -> Access:
    """Load the organisation of the path."""
    return enter(request, session, user, organisation_id)


AccessDep = Annotated[Access, Depends(load_organisation)]


def load_for_hr(access: AccessDep) -> Access:
    """Load the organisation of the path for who runs its measurements; NotFound for others."""
    if access.role is not Role.HR:
        raise NotFound
    return access


HrAccessDep = Annotated[Access, Depends(load_for_hr)]
