"""Find a unit by its name, in the tree of a measurement."""

import unicodedata
from dataclasses import dataclass

from app.results.place import UnitName, name
from app.results.reading import Published


@dataclass(frozen=True)
class FoundUnit:
    """A unit, how deep it lies, whether it has figures, and whether its name was asked for."""

    unit: UnitName
    depth: int
    shown: bool
    matches: bool


def find_units(source: Published, words: str) -> tuple[FoundUnit, ...]:
    """List the units whose names have all these words in them, with the units around them; without words all units."""
    asked = [_plain(word) for word in words.split()]
    tree = source.tree
    found = {position for position, unit in enumerate(tree.names) if all(word in _plain(unit) for word in asked)}
    listed = {step for position in found for step in tree.path(position)}
    return tuple(
        FoundUnit(name(source, each), len(tree.path(each)) - 1, each in source.shown, each in found)
        for each in sorted(listed)
    )


def _plain(text: str) -> str:
    """Leave out accents and capitals."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
