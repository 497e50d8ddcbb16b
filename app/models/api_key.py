"""The API key table."""

from datetime import date
from uuid import UUID, uuid4

from sqlmodel import Field, SQLModel


class ApiKey(SQLModel, table=True):
    """A key with which a program reads the published figures of one organisation; the row goes when it is revoked."""

    __tablename__ = "api_key"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    user_id: UUID = Field(foreign_key="user.id")
    """Who made it; it works for as long as that user has a role in the organisation."""
    name: str = Field(max_length=60)
    key_hash: bytes = Field(unique=True)
    made_on: date
    expires_on: date
    """The last day on which it works."""
    last_used_on: date | None = Field(default=None)
    """By day and no finer: when it was used, not how often or for what."""
