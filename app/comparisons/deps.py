"""The comparison of the path, if the user may know both of its measurements."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query, Request

from app.accounts.deps import UserDep
from app.comparisons.choosing import moment
from app.comparisons.matching import Pair, Place, place
from app.db import SessionDep
from app.errors import NotFound
from app.measurements.deps import load_measurement
from app.organisations.deps import Access
from app.results.reading import published


@dataclass(frozen=True)
class PairAccess(Access):
    """Two results as one user may use them."""

    pair: Pair

    @property
    def in_order(self) -> bool:
        """Whether these are two measurements, and the earlier one comes first."""
        before, after = self.pair.before.measurement, self.pair.after.measurement
        return before.id != after.id and moment(before) <= moment(after)


@dataclass(frozen=True)
class UnitAccess(PairAccess):
    """One unit in two results."""

    place: Place


def load_pair(request: Request, session: SessionDep, user: UserDep, before_id: UUID, after_id: UUID) -> PairAccess:
    """Load both measurements; NotFound for strangers and for two organisations."""
    before, after = (load_measurement(request, session, user, unit_id) for unit_id in (before_id, after_id))
    if before.organisation.id != after.organisation.id:
        raise NotFound
    pair = Pair(published(session, before.measurement), published(session, after.measurement))
    return PairAccess(after.organisation, after.user, after.role, pair)


def load_unit(access: Annotated[PairAccess, Depends(load_pair)], unit_id: UUID) -> UnitAccess:
    """Find the unit of the path; NotFound when it was in neither measurement."""
    return UnitAccess(access.organisation, access.user, access.role, access.pair, place(access.pair, unit_id))


def chosen_teams(team: Annotated[list[UUID] | None, Query()] = None) -> frozenset[UUID]:
    """Read which teams were ticked."""
    return frozenset(team or ())


TeamsDep = Annotated[frozenset[UUID], Depends(chosen_teams)]
PairDep = Annotated[PairAccess, Depends(load_pair)]
UnitDep = Annotated[UnitAccess, Depends(load_unit)]
