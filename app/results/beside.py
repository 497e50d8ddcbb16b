"""One unit beside another, or beside the rest of the unit around it: whether they differ, or it may be chance."""

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.cells import OVERALL
from app.results.breakdown import Breakdown, rest, side_by_side
from app.results.place import UnitName, above, name
from app.results.reading import Published, Scores
from app.results.texts import Texts

MOST = 150
"""In a larger tree one chooses among the units around a unit, beside it and inside it, in a smaller one among all."""


@dataclass(frozen=True)
class Choices:
    """What a unit can be laid beside: the units around it, the nearest first, and others that are shown."""

    around: Sequence[UnitName]
    others: Sequence[UnitName]


def choices(source: Published, position: int) -> Choices:
    """List what a unit can be laid beside."""
    tree = source.tree
    path = tree.path(position)
    near = (*(tree.children[path[-2]] if len(path) > 1 else ()), *tree.children[position])
    others = range(len(tree.ids)) if len(tree.ids) <= MOST else near
    shown = [each for each in others if each in source.shown and each not in path]
    around = [each for each in reversed(path[:-1]) if each in source.shown]
    return Choices(*([name(source, each) for each in found] for found in (around, shown)))


def nearest(source: Published, position: int) -> int | None:
    """Find what a unit is laid beside when nothing was chosen: the unit around it, or the first unit inside it."""
    inside = (each for each in source.tree.children[position] if each in source.shown)
    around = above(source, position)
    return around if around is not None else next(inside, None)


def laid_beside(
    source: Published, first: int, second: int, scores: tuple[Scores, Scores], texts: Texts
) -> Breakdown | None:
    """Compare two units; where one lies in the other, with everybody else in it. None where nobody else can be shown.

    Parameters
    ----------
    first, second
        Positions of two shown units.
    scores
        Of each.
    """
    if second in source.tree.within(first):
        first, second, scores = second, first, scores[::-1]
    unit, other = source.tree.names[first], source.tree.names[second]
    own, others = scores
    if first in source.tree.within(second):
        other = texts.words.gettext("the rest of %(unit)s", unit=other)
        others = rest(others, [own], source.measurement.minimum_scores)
    if OVERALL not in own or OVERALL not in others:
        return None
    asked = texts.words.gettext("%(unit)s beside %(other)s", unit=unit, other=other)
    return side_by_side(asked, [(unit, own), (other, others)], [unit, other], texts)
