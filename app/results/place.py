"""Where a page is: the measurement, the path of the unit, and the unit beside which it is read."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.results.reading import Published


@dataclass(frozen=True)
class UnitName:
    """A unit to name and to link to."""

    id: UUID
    name: str


@dataclass(frozen=True)
class Place:
    """Where a page is.

    Attributes
    ----------
    path
        The unit and every unit around it, the organisation first.
    """

    measurement_id: UUID
    measurement: str
    published_on: date
    path: tuple[UnitName, ...]

    @property
    def unit(self) -> UnitName:
        """The unit that the page is about."""
        return self.path[-1]


def place(source: Published, position: int) -> Place:
    """Say where the page of a unit is."""
    path = tuple(name(source, step) for step in source.tree.path(position))
    return Place(source.measurement.id, source.measurement.name, source.publication.published_on, path)


def name(source: Published, position: int) -> UnitName:
    """Give the name of a unit."""
    return UnitName(source.tree.ids[position], source.tree.names[position])


def above(source: Published, position: int) -> int | None:
    """Find the nearest shown unit around a unit; None when there is none."""
    around = reversed(source.tree.path(position)[:-1])
    return next((step for step in around if step in source.shown), None)
