"""The publication itself, row by row, whatever tables it consists of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, select

from app.models import Publication

MEASURE = "measure"
OF = "publication_id"


@dataclass(frozen=True)
class Row:
    """One row of a publication.

    Attributes
    ----------
    group
        The table and everything that says of whom the row is.
    measure
        What was measured; empty where the table does not say.
    values
        What is not empty, by column.
    """

    group: tuple[str, ...]
    measure: str
    values: Mapping[str, Any]

    @property
    def place(self) -> tuple[tuple[str, ...], str]:
        """What makes it the same row in another copy."""
        return self.group, self.measure


Rows = dict[tuple[tuple[str, ...], str], Row]


def publication_of(session: Session, measurement_id: UUID) -> UUID:
    """Give the id of the publication of a measurement."""
    return session.exec(select(Publication.id).where(Publication.measurement_id == measurement_id)).one()


def rows(session: Session, measurement_id: UUID) -> Rows:
    """Read everything that was published of a measurement."""
    publication_id = publication_of(session, measurement_id)
    found = (row for table in _tables() for row in _read(session, table, publication_id))
    return {row.place: row for row in found}


def _tables() -> Iterator[sa.Table]:
    """Find every table whose rows belong to a publication."""
    return (table for table in SQLModel.metadata.sorted_tables if OF in table.columns)


def _read(session: Session, table: sa.Table, publication_id: UUID) -> Iterator[Row]:
    keys = [column.name for column in table.primary_key if column.name not in {OF, MEASURE}]
    for found in session.execute(sa.select(table).where(table.c[OF] == publication_id)).mappings():
        values = {
            name: value for name, value in found.items() if name not in {OF, MEASURE, *keys} and value is not None
        }
        yield Row((table.name, *(str(found[key]) for key in keys)), str(found.get(MEASURE, "")), values)
