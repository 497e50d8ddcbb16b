"""The participation table."""

from datetime import date
from uuid import UUID

from sqlmodel import Field, SQLModel


class Participation(SQLModel, table=True):
    """How many of a unit had answered on one day; only units that may be shown on that day have a row."""

    measurement_id: UUID = Field(foreign_key="measurement.id", primary_key=True)
    day: date = Field(primary_key=True)
    unit_id: UUID = Field(foreign_key="unit.id", primary_key=True)
    invited: int
    answered: int
