"""The comment table: written by `app.publishing` at closing, with the result; read by `app.comments` alone."""

from uuid import UUID, uuid4

from sqlmodel import Field, SQLModel


class Comment(SQLModel, table=True):
    """An open answer, cut loose from the other answers of the same person and from the other comments."""

    __table_args__ = {"sqlite_with_rowid": False}

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    organisation_id: UUID = Field(foreign_key="organisation.id")
    measurement_id: UUID = Field(foreign_key="measurement.id", index=True)
    unit_id: UUID = Field(foreign_key="unit.id")
    """The lowest unit with statements shown as numbers that contains the respondent's unit."""
    question: str = Field(max_length=40)
    text: str
