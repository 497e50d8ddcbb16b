"""Which groups of a file may be shown together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from analytics.audit import Cause, safe_cells
from analytics.disclosure import NOBODY, UnitTree, shown_units
from app.files.contract import Disclosure
from app.files.disclosure_forms import CellsForm, Id, TreeForm, UnitForm
from app.files.json_reading import JsonFile, Place


class Why(StrEnum):
    """Why a group is hidden."""

    TOO_SMALL = "too_small"
    GIVES_AWAY = "gives_away"
    UNPROVEN = "unproven"


CAUSES = {Cause.TOO_SMALL: Why.TOO_SMALL, Cause.ISOLATES: Why.GIVES_AWAY, Cause.UNPROVEN: Why.UNPROVEN}


@dataclass(frozen=True)
class Group:
    """A group of the file, and why it is hidden; None when it is shown."""

    id: Id
    people: int
    why: Why | None


@dataclass(frozen=True)
class Decision:
    """What is shown of a file, in its own order."""

    k: int
    groups: tuple[Group, ...]

    @property
    def disclosure(self) -> Disclosure:
        """The ids alone."""
        return Disclosure(
            shown=tuple(group.id for group in self.groups if group.why is None),
            hidden=tuple(group.id for group in self.groups if group.why is not None),
        )


def decide(file: JsonFile) -> Decision:
    """Choose the groups of a file that may be shown together; BadInput names the place that cannot be used."""
    document = file.document()
    if "tree" in document:
        return _of_tree(file, file.checked(TreeForm, document))
    if document.keys() & {"atoms", "cells"}:
        return _of_cells(file, file.checked(CellsForm, document))
    raise file.wrong((), file.words.gettext("there must be a tree here, or atoms and cells"))


def _of_tree(file: JsonFile, form: TreeForm) -> Decision:
    """Take the heaviest safe choice; groups are numbered in the order of the file."""
    places = list(_walk(form.tree))
    _check_once(file, [((*place, "id"), unit.id) for place, _, unit in places])
    tree, direct = UnitTree(tuple(parent for _, parent, _ in places)), [unit.own for _, _, unit in places]
    shown, totals = shown_units(tree, direct, form.k), tree.totals(direct).tolist()
    small = [Why.TOO_SMALL if total < form.k else Why.GIVES_AWAY for total in totals]
    return Decision(
        form.k,
        tuple(
            Group(unit.id, totals[number], None if number in shown else small[number])
            for number, (_, _, unit) in enumerate(places)
        ),
    )


def _walk(root: UnitForm) -> Iterator[tuple[Place, int, UnitForm]]:
    """Give every group with its place and the number of the group that it is in, in the order of the file."""
    waiting: list[tuple[Place, int, UnitForm]] = [(("tree",), NOBODY, root)]
    number = 0
    while waiting:
        place, parent, unit = waiting.pop()
        yield place, parent, unit
        inside = [((*place, "children", turn), number, child) for turn, child in enumerate(unit.children)]
        waiting += reversed(inside)
        number += 1


def _of_cells(file: JsonFile, form: CellsForm) -> Decision:
    """Show every cell, in order, that is safe together with those before it."""
    numbers = {atom: number for number, atom in enumerate(form.atoms)}
    for cell, atoms in form.cells.items():
        for turn, atom in enumerate(atoms):
            if atom not in numbers:
                message = file.words.gettext("there is no atom %(atom)s", atom=atom)
                raise file.wrong(("cells", cell, turn), message)
        _check_once(file, [(("cells", cell, turn), atom) for turn, atom in enumerate(atoms)])
    cells = [[numbers[atom] for atom in atoms] for atoms in form.cells.values()]
    refused = safe_cells(list(form.atoms.values()), cells, form.k).refused
    return Decision(
        form.k,
        tuple(
            Group(
                cell,
                sum(form.atoms[atom] for atom in atoms),
                CAUSES[refused[number].cause] if number in refused else None,
            )
            for number, (cell, atoms) in enumerate(form.cells.items())
        ),
    )


def _check_once(file: JsonFile, names: Sequence[tuple[Place, Id]]) -> None:
    """Refuse a name that stands twice among these."""
    seen: set[Id] = set()
    for place, name in names:
        if name in seen:
            raise file.wrong(place, file.words.gettext("%(name)s stands here twice", name=name))
        seen.add(name)
