"""The units directly inside a unit, in order of name; a hidden one keeps its place."""

from dataclasses import dataclass

from sqlmodel import Session

from analytics.cells import OVERALL
from app.measurements.tree import MeasuredTree
from app.results.all_units import scores_of_all
from app.results.beginning import Opening, opening
from app.results.place import UnitName, name
from app.results.reading import Published, Score, Scores, StatementFigure, figures
from app.results.texts import Texts


@dataclass(frozen=True)
class InsideRow:
    """One unit inside: its overall score and where it should begin.

    Attributes
    ----------
    respondents
        None when the unit is hidden: then nothing else is known either.
    """

    unit: UnitName
    respondents: int | None
    score: Score | None
    opening: Opening | None


@dataclass(frozen=True)
class CellRow:
    """One unit with its figure for one statement; None when hidden."""

    unit: UnitName
    figure: StatementFigure | None


def units_inside(session: Session, source: Published, position: int, texts: Texts) -> tuple[InsideRow, ...]:
    """List the units directly inside with their scores."""
    scores = scores_of_all(session, source)
    return tuple(_row(source, child, scores.get(child, {}), texts) for child in source.tree.children[position])


def cells_elsewhere(session: Session, source: Published, position: int, code: str) -> tuple[CellRow, ...]:
    """List one statement in the units directly inside; of a team, in the other units of the same department."""
    tree = source.tree
    others = tree.children[position] or [each for each in _beside(tree, position) if each != position]
    shown = figures(session, source, others, measures=(code,))
    return tuple(
        CellRow(name(source, each), shown[each].statements.get(code) if each in shown else None) for each in others
    )


def _beside(tree: MeasuredTree, position: int) -> tuple[int, ...]:
    parent = tree.parents[position]
    return tree.children[parent] if parent >= 0 else ()


def _row(source: Published, child: int, scores: Scores, texts: Texts) -> InsideRow:
    shown = source.shown.get(child)
    if shown is None:
        return InsideRow(name(source, child), None, None, None)
    begin = opening(scores, source.measurement.threshold, texts)
    return InsideRow(name(source, child), shown.respondents, scores.get(OVERALL), begin)
