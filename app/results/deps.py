"""The unit of the path in a closed measurement, if the user may know it."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends

from app.db import SessionDep
from app.errors import NotFound
from app.measurements.deps import MeasurementDep
from app.results.beside import nearest
from app.results.reading import Published, published
from app.results.texts import Texts, load_texts
from app.web.i18n import LanguageDep


@dataclass(frozen=True)
class UnitAccess:
    """One unit of a publication, and the texts that go with its figures."""

    source: Published
    position: int
    texts: Texts


def load_publication(session: SessionDep, access: MeasurementDep) -> Published:
    """Load the publication of the measurement of the path; NotPublished where there is none."""
    return published(session, access.measurement)


PublishedDep = Annotated[Published, Depends(load_publication)]


def load_unit(session: SessionDep, source: PublishedDep, words: LanguageDep, unit_id: UUID) -> UnitAccess:
    """Find the unit of the path in the tree of the measurement; NotFound when it was not there at launch."""
    position = source.tree.positions.get(unit_id)
    if position is None:
        raise NotFound
    return UnitAccess(source, position, load_texts(session, source.measurement, words))


UnitDep = Annotated[UnitAccess, Depends(load_unit)]


def load_other(access: UnitDep, unit: UUID | None = None) -> int | None:
    """Find the shown unit that is laid beside that of the path; None where there is nothing to lay beside it."""
    source = access.source
    position = nearest(source, access.position) if unit is None else source.tree.positions.get(unit)
    if unit is not None and (position not in source.shown or position == access.position):
        raise NotFound
    return position


OtherDep = Annotated[int | None, Depends(load_other)]
