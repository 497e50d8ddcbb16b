"""The report template table."""

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel


class ReportTemplate(SQLModel, table=True):
    """The presentation that an organisation's slides begin with, instead of ours."""

    __tablename__ = "report_template"

    organisation_id: UUID = Field(foreign_key="organisation.id", primary_key=True)
    name: str = Field(max_length=120)
    """The name of the file as it was sent."""
    added_on: date
    content: bytes = Field(sa_type=sa.LargeBinary)
