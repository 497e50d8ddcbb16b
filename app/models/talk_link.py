"""The talk link table."""

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.models.types import UtcDateTime


class TalkLink(SQLModel, table=True):
    """The page of one unit, released: who has the link reads it. The row goes when the link is withdrawn."""

    __tablename__ = "talk_link"
    __table_args__ = (sa.UniqueConstraint("measurement_id", "unit_id"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    """The token of the link is made from it; it is in no address."""
    organisation_id: UUID = Field(foreign_key="organisation.id")
    measurement_id: UUID = Field(foreign_key="measurement.id")
    unit_id: UUID = Field(foreign_key="unit.id")
    token_hash: bytes = Field(unique=True)
    """SHA-256 of the token in the link; the token itself is stored nowhere."""
    expires_at: datetime = Field(sa_type=UtcDateTime)
