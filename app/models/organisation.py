"""The organisation table."""

from uuid import UUID, uuid4

from sqlmodel import Field, SQLModel


class Organisation(SQLModel, table=True):
    """A client: everything else belongs to exactly one."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    name: str = Field(max_length=120)
    synthetic: bool = Field(default=False)
    """Made up for demonstration or load tests; every page says so."""
