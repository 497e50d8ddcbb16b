"""The person table."""

from uuid import UUID, uuid4

from sqlmodel import Field, SQLModel


class Person(SQLModel, table=True):
    """Somebody who can be invited.

    The unit is the one that this person rates: the own team; for who leads a team, that team; for who has no team, the
    department.
    """

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    unit_id: UUID = Field(foreign_key="unit.id", index=True)
    email: str = Field(max_length=254)
