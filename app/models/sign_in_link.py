"""The sign-in link table."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from app.models.types import UtcDateTime


class SignInLink(SQLModel, table=True):
    """A link that signs a user in once; the row goes when the link is used."""

    __tablename__ = "sign_in_link"

    token_hash: bytes = Field(primary_key=True)
    user_id: UUID = Field(foreign_key="user.id")
    expires_at: datetime = Field(sa_type=UtcDateTime)
