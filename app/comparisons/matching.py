"""Lay two measurements beside one another: which unit is which, and which statement is which."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.errors import NotFound
from app.measurements.tree import MeasuredTree
from app.results.reading import Published
from app.results.texts import Texts
from surveys.grid import CELLS
from surveys.model import Block, Level


@dataclass(frozen=True)
class Pair:
    """Two results of one organisation, the earlier one first."""

    before: Published
    after: Published

    @property
    def key(self) -> tuple[UUID, UUID, float]:
        """What a comparison depends on: both results, which never change, and what was fixed beforehand."""
        return self.before.publication.id, self.after.publication.id, self.relevant

    @property
    def relevant(self) -> float:
        """The smallest change that counts, in scale points, fixed when the later measurement was set up."""
        return self.after.measurement.relevant_change

    @property
    def thresholds_differ(self) -> bool:
        """Whether a level had to reach another mean to be in order."""
        return self.before.measurement.threshold != self.after.measurement.threshold


@dataclass(frozen=True)
class Place:
    """A unit in both trees or in one of them, known again by its id: it may have been renamed or moved.

    Attributes
    ----------
    name
        As in the later measurement, or else in the earlier one.
    path
        The units around it, from the organisation down, in the tree that gave the name.
    before, after
        Its position in each tree; None where it is not in that tree.
    team
        Whether no units lie inside it, in every tree that it is in.
    """

    unit_id: UUID
    name: str
    path: tuple["Step", ...]
    before: int | None
    after: int | None
    team: bool

    @property
    def lasting(self) -> bool:
        """Whether the unit was there in both measurements."""
        return self.before is not None and self.after is not None

    @property
    def inside(self) -> str:
        """The name of the unit directly around it; empty for the organisation."""
        return self.path[-1].name if self.path else ""


@dataclass(frozen=True)
class Step:
    """One unit on the way from the organisation down."""

    unit_id: UUID
    name: str


@dataclass(frozen=True)
class Cell:
    """A cell of the grid, with the code of its statement in each questionnaire."""

    block: Block
    level: Level
    before: str
    after: str
    same: bool
    """Whether both asked it in the same words."""


def places(pair: Pair) -> list[Place]:
    """List all units of either measurement except the organisation itself, by name."""
    before, after = pair.before.tree, pair.after.tree
    ids = [*after.ids[1:], *(unit_id for unit_id in before.ids[1:] if unit_id not in after.positions)]
    return sorted((place(pair, unit_id) for unit_id in ids), key=_by_name)


def place(pair: Pair, unit_id: UUID) -> Place:
    """Find a unit in both trees; NotFound when it is in neither."""
    found = [(tree, tree.positions.get(unit_id)) for tree in (pair.before.tree, pair.after.tree)]
    seats = [(tree, position) for tree, position in found if position is not None]
    if not seats:
        raise NotFound
    tree, position = seats[-1]
    return Place(
        unit_id=unit_id,
        name=tree.names[position],
        path=_path(tree, position),
        before=found[0][1],
        after=found[1][1],
        team=all(not tree.children[position] for tree, position in seats),
    )


def cells(before: Texts, after: Texts) -> tuple[Cell, ...]:
    """Match the statements of two questionnaires by their place in the grid, block by block from mission down.

    Both texts must be in one language: statements are the same when they read the same in it.
    """
    return tuple(_cell(before, after, block, level) for block, level in CELLS)


def _cell(before: Texts, after: Texts, block: Block, level: Level) -> Cell:
    first, second = (texts.questionnaire.statement(block, level).code for texts in (before, after))
    same = before.wording.statements[first] == after.wording.statements[second]
    return Cell(block, level, first, second, same)


def _path(tree: MeasuredTree, position: int) -> tuple[Step, ...]:
    around: Sequence[int] = tree.path(position)[:-1]
    return tuple(Step(tree.ids[step], tree.names[step]) for step in around)


def _by_name(place: Place) -> tuple[str, str, str]:
    return place.name.casefold(), place.inside.casefold(), str(place.unit_id)
