"""The organisation of the path, for who may read its audit log."""

from typing import Annotated

from fastapi import Depends

from app.errors import NotFound
from app.models import Role
from app.organisations.deps import Access, AccessDep


def load_for_hr(access: AccessDep) -> Access:
    """Load the organisation of the path for who runs its measurements; NotFound for others."""
    if access.role is not Role.HR:
        raise NotFound
    return access


HrAccessDep = Annotated[Access, Depends(load_for_hr)]
