"""The measured unit table."""

from uuid import UUID

from sqlmodel import Field, SQLModel


class MeasuredUnit(SQLModel, table=True):
    """A unit as it was at launch: its name and its place in the tree, frozen for this measurement."""

    __tablename__ = "measured_unit"

    measurement_id: UUID = Field(foreign_key="measurement.id", primary_key=True)
    unit_id: UUID = Field(foreign_key="unit.id", primary_key=True)
    parent_id: UUID | None = Field(default=None, foreign_key="unit.id")
    name: str = Field(max_length=120)
    invited: int
    """People invited directly in this unit; those of the units inside it are not counted."""
