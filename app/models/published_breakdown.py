"""The published breakdown table."""

from uuid import UUID

from sqlmodel import Field, SQLModel


class PublishedBreakdown(SQLModel, table=True):
    """One score of those in a shown unit who chose one option of a background question; without a row it is hidden."""

    __tablename__ = "published_breakdown"

    publication_id: UUID = Field(foreign_key="publication.id", primary_key=True)
    unit_id: UUID = Field(foreign_key="unit.id", primary_key=True)
    background: str = Field(max_length=40, primary_key=True)
    option: str = Field(max_length=40, primary_key=True)
    measure: str = Field(max_length=40, primary_key=True)
    n: int
    total: float
    squares: float
