"""The report table."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.models.types import UtcDateTime, choice


class ReportKind(StrEnum):
    """The kind of file."""

    SLIDES = "pptx"
    PAPER = "pdf"


class Report(SQLModel, table=True):
    """A long report that is made, or was made, beside the pages: a unit with all units inside it. Kept for a day."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    measurement_id: UUID = Field(foreign_key="measurement.id", index=True)
    unit_id: UUID = Field(foreign_key="unit.id")
    kind: ReportKind = Field(sa_type=choice(ReportKind))
    language: str = Field(max_length=10)
    asked_at: datetime = Field(sa_type=UtcDateTime)
    done: int = 0
    """Parts that are made."""
    parts: int = 1
    failed: bool = False
    size: int | None = None
    """Bytes of the file; None until it is whole."""
    content: bytes | None = Field(default=None, sa_type=sa.LargeBinary)
