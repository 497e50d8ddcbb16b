"""Find a unit by its name, in the tree of a measurement."""

from dataclasses import dataclass

from app.results.place import UnitName, name
from app.results.reading import Published
from app.results.searching import holds


@dataclass(frozen=True)
class FoundUnit:
    """A unit, how deep it lies, whether it has figures, and whether its name was asked for."""

    unit: UnitName
    depth: int
    shown: bool
    matches: bool


def find_units(source: Published, words: str) -> tuple[FoundUnit, ...]:
    """List the units whose names have all these words in them, with the units around them; without words all units."""
    tree = source.tree
    found = {position for position, unit in enumerate(tree.names) if holds(unit, words)}
    listed = {step for position in found for step in tree.path(position)}
    return tuple(
        FoundUnit(name(source, each), len(tree.path(each)) - 1, each in source.shown, each in found)
        for each in sorted(listed)
    )
