"""The invitation table: it holds the sealed envelope, and is read where envelopes are written or opened."""

from datetime import date
from enum import StrEnum
from uuid import UUID, uuid4

from sqlmodel import Field, SQLModel

from app.models.types import choice


class InvitationStatus(StrEnum):
    """Whether the invited person may still answer."""

    OPEN = "open"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"


class Invitation(SQLModel, table=True):
    """A personal invitation. It has no moments, so that nothing can be matched with a log."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    organisation_id: UUID = Field(foreign_key="organisation.id")
    measurement_id: UUID = Field(foreign_key="measurement.id", index=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    unit_id: UUID = Field(foreign_key="unit.id")
    token_hash: bytes | None = Field(default=None, unique=True)
    """SHA-256 of the token in the personal link; the token itself is stored nowhere, and this goes with the key."""
    status: InvitationStatus = Field(default=InvitationStatus.OPEN, sa_type=choice(InvitationStatus))
    sealed: bytes | None = Field(default=None)
    """The submitted answers, sealed to the measurement's key; every sealed value has the same length."""
    draft: bytes | None = Field(default=None)
    """Answers so far, locked with a key made from the token and the device; the server alone cannot read them."""
    handover: bytes | None = Field(default=None)
    """The secret of the device, locked with a code that the device showed: who types it elsewhere opens the draft."""
    code_selector: str | None = Field(default=None, max_length=6, unique=True)
    """The first part of a typed code, for people without mail: it finds the row."""
    code_hash: str | None = Field(default=None, max_length=128)
    """Argon2id of the rest of that code."""
    invited_on: date
