"""The published unit table."""

from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, SQLModel

from app.models.types import choice


class Tier(StrEnum):
    """How much of a unit is shown."""

    SCORES = "scores"
    """Overall, block and level scores; statements as a stage only."""
    STATEMENTS = "statements"
    """The same, and statements and recommendation questions as numbers."""


class PublishedUnit(SQLModel, table=True):
    """A unit that is shown; a unit of the measurement that has no row here is hidden."""

    __tablename__ = "published_unit"

    publication_id: UUID = Field(foreign_key="publication.id", primary_key=True)
    unit_id: UUID = Field(foreign_key="unit.id", primary_key=True)
    tier: Tier = Field(sa_type=choice(Tier))
    respondents: int
