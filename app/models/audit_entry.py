"""The audit entry table."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.models.types import UtcDateTime, choice


class Action(StrEnum):
    """What is recorded. Nothing that a respondent does is here, and nothing may be added that is."""

    SIGN_IN = "sign_in"
    SIGN_OUT = "sign_out"
    GRANT = "grant"
    LAUNCH = "launch"
    CODES = "codes"
    CLOSE = "close"
    BACKUP = "backup"
    DESTROY_KEY = "destroy_key"
    CERTIFY = "certify"
    RELEASE = "release"
    WITHDRAW = "withdraw"
    MAKE_KEY = "make_key"
    REVOKE_KEY = "revoke_key"
    USE_TEMPLATE = "use_template"
    DROP_TEMPLATE = "drop_template"


class Outcome(StrEnum):
    """How it ended."""

    DONE = "done"
    FAILED = "failed"


class AuditEntry(SQLModel, table=True):
    """Something that somebody who runs or reads measurements did: written once, held by the next one's digest."""

    __tablename__ = "audit_entry"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(sa_type=UtcDateTime)
    actor: str = Field(max_length=254)
    """The e-mail address of a user; of what no user did, "command" or "daily work"."""
    action: Action = Field(sa_type=choice(Action))
    outcome: Outcome = Field(sa_type=choice(Outcome))
    organisation_id: UUID | None = Field(default=None, index=True)
    """No foreign key: the log outlives what it speaks of."""
    measurement_id: UUID | None = None
    details: dict[str, Any] = Field(sa_type=sa.JSON)
    previous: str = Field(max_length=64)
    """The digest of the entry before this one."""
    digest: str = Field(max_length=64)
    """SHA-256 of everything above."""
