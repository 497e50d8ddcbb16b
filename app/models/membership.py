"""The membership table."""

from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, SQLModel

from app.models.types import choice


class Role(StrEnum):
    """What a user may do in one organisation."""

    HR = "hr"
    """Runs measurements and reads results."""
    CONSULTANT = "consultant"
    """Reads and compares results."""


class Membership(SQLModel, table=True):
    """A user's role in an organisation; without it the organisation does not exist for that user."""

    user_id: UUID = Field(foreign_key="user.id", primary_key=True)
    organisation_id: UUID = Field(foreign_key="organisation.id", primary_key=True)
    role: Role = Field(sa_type=choice(Role))
