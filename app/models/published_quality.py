"""The published quality table."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel


class PublishedQuality(SQLModel, table=True):
    """How well the questionnaire measured, for the organisation as a whole: an `analytics.quality.Quality`.

    There is no row where fewer people answered than it takes, nor where the measurement was closed before this was
    computed; it is never added later.
    """

    __tablename__ = "published_quality"

    publication_id: UUID = Field(foreign_key="publication.id", primary_key=True)
    figures: dict[str, Any] = Field(sa_type=sa.JSON)
