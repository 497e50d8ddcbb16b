"""The theme table, and which comments have which theme."""

from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

LONGEST_NAME = 60


class Theme(SQLModel, table=True):
    """What some comments on a measurement are about, by the name that a reader gave it."""

    __table_args__ = (sa.UniqueConstraint("measurement_id", "name"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    organisation_id: UUID = Field(foreign_key="organisation.id")
    measurement_id: UUID = Field(foreign_key="measurement.id")
    name: str = Field(max_length=LONGEST_NAME)


class CommentTheme(SQLModel, table=True):
    """A comment that has a theme."""

    __tablename__ = "comment_theme"

    comment_id: UUID = Field(foreign_key="comment.id", primary_key=True)
    theme_id: UUID = Field(foreign_key="theme.id", primary_key=True)
