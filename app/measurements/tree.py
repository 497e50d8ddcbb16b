"""The tree of units as it was when a measurement was launched."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from sqlmodel import Session, select

from analytics.disclosure import UnitTree
from app.models import MeasuredUnit

WHOLE = 0
"""Position of the organisation itself."""


@dataclass(frozen=True)
class MeasuredTree:
    """Units by position: the organisation first, every unit before the units inside it, those in order of name.

    Attributes
    ----------
    ids, names
        Of each unit.
    parents
        Position of the unit around each unit; -1 for the organisation itself.
    invited
        People invited directly in each unit, without the units inside it.
    """

    ids: tuple[UUID, ...]
    names: tuple[str, ...]
    parents: tuple[int, ...]
    invited: tuple[int, ...]

    @cached_property
    def positions(self) -> dict[UUID, int]:
        """Where each unit stands."""
        return {unit_id: position for position, unit_id in enumerate(self.ids)}

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """The units directly inside each unit."""
        inside: list[list[int]] = [[] for _ in self.ids]
        for position, parent in enumerate(self.parents):
            if parent >= 0:
                inside[parent].append(position)
        return tuple(map(tuple, inside))

    @cached_property
    def units(self) -> UnitTree:
        """The bare tree, for disclosure control."""
        return UnitTree(self.parents)

    @cached_property
    def leaves(self) -> tuple[int, ...]:
        """The units with no units inside them: the teams."""
        return tuple(position for position, inside in enumerate(self.children) if not inside)

    def within(self, position: int) -> range:
        """Give a unit and all units inside it, at any depth: they follow it."""
        end = position + 1
        while end < len(self.parents) and self.parents[end] >= position:
            end += 1
        return range(position, end)

    def teams(self, position: int) -> tuple[int, ...]:
        """Give the teams in a unit; a unit without units inside it is its own team."""
        return tuple(each for each in self.within(position) if not self.children[each])

    def path(self, position: int) -> tuple[int, ...]:
        """Walk from the organisation down to a unit, both included."""
        steps = [position]
        while (parent := self.parents[steps[-1]]) >= 0:
            steps.append(parent)
        return tuple(reversed(steps))


def load_tree(session: Session, measurement_id: UUID) -> MeasuredTree:
    """Load the tree of a measurement; ValueError when its units do not make one tree."""
    query = select(MeasuredUnit).where(MeasuredUnit.measurement_id == measurement_id)
    return plant(session.exec(query).all())


def plant(units: Sequence[MeasuredUnit]) -> MeasuredTree:
    """Put units into the order of `MeasuredTree`; ValueError when they do not make one tree."""
    inside: defaultdict[UUID | None, list[MeasuredUnit]] = defaultdict(list)
    for unit in sorted(units, key=lambda unit: unit.name.casefold(), reverse=True):
        inside[unit.parent_id].append(unit)
    waiting, ordered = list(inside[None]), []
    while waiting:
        ordered.append(waiting.pop())
        waiting += inside[ordered[-1].unit_id]
    _refuse_broken(units, ordered, tops=len(inside[None]))
    positions: dict[UUID | None, int] = {None: -1} | {unit.unit_id: i for i, unit in enumerate(ordered)}
    return MeasuredTree(
        ids=tuple(unit.unit_id for unit in ordered),
        names=tuple(unit.name for unit in ordered),
        parents=tuple(positions[unit.parent_id] for unit in ordered),
        invited=tuple(unit.invited for unit in ordered),
    )


def _refuse_broken(units: Sequence[MeasuredUnit], reached: Sequence[MeasuredUnit], *, tops: int) -> None:
    """Name the units that hang on nothing: on each other in a circle, or on a unit that is not there."""
    found = {unit.unit_id for unit in reached}
    if lost := sorted(unit.name for unit in units if unit.unit_id not in found):
        raise ValueError(f"these units do not hang on the organisation: {', '.join(lost)}")
    if units and tops != 1:
        raise ValueError(f"an organisation has one unit around all others, not {tops}")
