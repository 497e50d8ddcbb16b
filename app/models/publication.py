"""The publication table."""

from datetime import date
from uuid import UUID, uuid4

from sqlmodel import Field, SQLModel


class Publication(SQLModel, table=True):
    """The one result of a measurement: written once at closing, never changed, never added to."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    measurement_id: UUID = Field(foreign_key="measurement.id", unique=True)
    published_on: date
