"""The unit table."""

from uuid import UUID, uuid4

from sqlmodel import Field, SQLModel


class Unit(SQLModel, table=True):
    """A place in the organisation's tree: the organisation itself, a department or a team.

    The id stays when a unit is renamed or moved, so that two measurements can be compared.
    """

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    parent_id: UUID | None = Field(default=None, foreign_key="unit.id", index=True)
    name: str = Field(max_length=120)
