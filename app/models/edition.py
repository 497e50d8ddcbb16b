"""The edition table."""

from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlmodel import Field, SQLModel


class Edition(SQLModel, table=True):
    """One version of a questionnaire with all its texts, frozen: a row is added, never changed."""

    __table_args__ = (sa.UniqueConstraint("code", "version"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    code: str = Field(max_length=40)
    version: int
    digest: str = Field(max_length=64)
    source: dict[str, Any] = Field(sa_type=sa.JSON)
