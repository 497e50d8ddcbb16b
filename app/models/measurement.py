"""The measurement table."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid4

from sqlmodel import Field, SQLModel

from app.models.types import UtcDateTime, choice

GRACE = timedelta(minutes=60)
"""Who is answering at the closing time may finish within this time."""


def key_end(closing: datetime, days: int) -> datetime:
    """Count when the key of a measurement is destroyed from when it closes."""
    return closing + timedelta(days=days)


class MeasurementStatus(StrEnum):
    """Where a measurement is in its life; it only goes forward."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class Measurement(SQLModel, table=True):
    """One round of asking in one organisation. What was promised at launch is never changed afterwards."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    edition_id: UUID = Field(foreign_key="edition.id")
    name: str = Field(max_length=120)
    status: MeasurementStatus = Field(default=MeasurementStatus.DRAFT, sa_type=choice(MeasurementStatus))
    opened_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closes_at: datetime = Field(sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    minimum_scores: int = Field(default=5)
    """The smallest group whose scores, and whose statements as stages, are shown."""
    minimum_statements: int = Field(default=10)
    """The smallest group whose statements are shown as numbers, and whose comments are kept."""
    threshold: float = Field(default=3.5)
    """The mean from which a level may be in order."""
    relevant_change: float = Field(default=0.3)
    """The smallest change of the overall score, in scale points, that is called a change."""
    key_days: int = Field(default=7)
    """Days between closing and the destruction of the key."""
    public_key: bytes | None = Field(default=None)
    """Answers are sealed to this key from launch on; its private half lies in the key directory."""
    counted_on: date | None = Field(default=None)
    """The last day on which participation was counted."""
    key_destroyed_on: date | None = Field(default=None)

    @property
    def ends_at(self) -> datetime:
        """When the last answer can come in, unless the measurement is closed by hand."""
        return self.closes_at + GRACE

    @property
    def key_ends_at(self) -> datetime:
        """When the key is destroyed: from then on nobody can trace an answer."""
        return key_end(self.closed_at or self.ends_at, self.key_days)
