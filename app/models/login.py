"""The login table."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from app.models.types import UtcDateTime


class Login(SQLModel, table=True):
    """A signed-in browser; the row goes at signing out, and then the cookie is worth nothing."""

    token_hash: bytes = Field(primary_key=True)
    user_id: UUID = Field(foreign_key="user.id", index=True)
    expires_at: datetime = Field(sa_type=UtcDateTime)
