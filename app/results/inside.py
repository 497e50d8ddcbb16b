"""The units directly inside a unit, in order of name; a hidden one keeps its place."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from app.results.beginning import ladder
from app.results.place import UnitName, name
from app.results.reading import Published, Score, StatementFigure, UnitFigures, figures
from app.results.texts import Texts
from surveys.model import Level

LADDER_MEASURES = ("overall", *map(str, Level))


@dataclass(frozen=True)
class InsideRow:
    """One unit inside: its overall score and where it should begin.

    Attributes
    ----------
    respondents
        None when the unit is hidden: then nothing else is known either.
    begin
        Name of the level to begin with; None where none is named.
    probable
        Whether that is not sure.
    """

    unit: UnitName
    respondents: int | None
    score: Score | None
    begin: str | None
    probable: bool
    in_order: bool


@dataclass(frozen=True)
class CellRow:
    """One unit with its figure for one statement; None when hidden."""

    unit: UnitName
    figure: StatementFigure | None


def units_inside(session: Session, source: Published, position: int, texts: Texts) -> tuple[InsideRow, ...]:
    """List the units directly inside with their scores."""
    children = source.tree.children[position]
    shown = figures(session, source, children, measures=LADDER_MEASURES)
    return tuple(_row(source, child, shown, texts) for child in children)


def cells_inside(session: Session, source: Published, position: int, code: str) -> tuple[CellRow, ...]:
    """List the units directly inside with one statement."""
    children = source.tree.children[position]
    shown = figures(session, source, children, measures=(code,))
    return tuple(
        CellRow(name(source, child), shown[child].statements.get(code) if child in shown else None)
        for child in children
    )


def _row(source: Published, child: int, shown: Mapping[int, UnitFigures], texts: Texts) -> InsideRow:
    unit = shown.get(child)
    if unit is None:
        return InsideRow(name(source, child), None, None, None, probable=False, in_order=False)
    found = ladder(unit, source.measurement.threshold)
    return InsideRow(
        unit=name(source, child),
        respondents=unit.respondents,
        score=unit.scores.get("overall"),
        begin=texts.measure(found.begin) if found.begin else None,
        probable=not found.certain,
        in_order=found.begin is None and not found.undetermined,
    )
