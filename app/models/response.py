"""The response table: read and written in `app.publishing` alone."""

from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlmodel import Field, SQLModel


class Response(SQLModel, table=True):
    """The closed answers of somebody who took part, without any link to who that was.

    The id is random and, on SQLite, the table is kept in the order of the id: the place of a row says nothing.
    """

    __table_args__ = {"sqlite_with_rowid": False}

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    organisation_id: UUID = Field(foreign_key="organisation.id")
    measurement_id: UUID = Field(foreign_key="measurement.id", index=True)
    unit_id: UUID = Field(foreign_key="unit.id")
    """The lowest shown unit that contains the respondent's unit."""
    backgrounds: dict[str, str | None] = Field(sa_type=sa.JSON)
    """Option by background question; None where skipped, not published of the unit, or shared by too few."""
    answers: str = Field(max_length=100)
    """The answer string of `surveys.answers`."""
