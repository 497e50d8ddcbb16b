"""The published cell table."""

from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel


class PublishedCell(SQLModel, table=True):
    """One figure of one shown unit; a figure that has no row here is hidden.

    A score has n, total, squares and ad. A statement shown as numbers has counts and absences as well; one shown as a
    stage has the stage and nothing else. A recommendation question has counts, n and absences.
    """

    __tablename__ = "published_cell"

    publication_id: UUID = Field(foreign_key="publication.id", primary_key=True)
    unit_id: UUID = Field(foreign_key="unit.id", primary_key=True)
    measure: str = Field(max_length=40, primary_key=True)
    n: int | None = None
    total: float | None = None
    squares: float | None = None
    ad: float | None = None
    stage: int | None = None
    counts: list[int] | None = Field(default=None, sa_type=sa.JSON(none_as_null=True))
    unknown: int | None = None
    skipped: int | None = None
