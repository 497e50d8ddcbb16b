"""What changed in one unit: its scores, its statements, its agreement and where it may begin."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from analytics.cells import OVERALL
from analytics.change import benjamini_hochberg
from analytics.ladder import Ladder, Step
from analytics.moments import Moments
from app.comparisons.change import Change, ScoreChange, change, reach, score_change
from app.comparisons.matching import Cell, Pair
from app.results.beginning import ladder
from app.results.reading import StatementFigure, UnitFigures
from surveys.model import Block, Level


@dataclass(frozen=True)
class StatementChange:
    """A cell of the grid.

    Attributes
    ----------
    change
        Where both sides show numbers for the same text; otherwise None.
    adjusted_p
        Adjusted by Benjamini and Hochberg's method over the unit's statements with a change.
    stages_before, stages_after
        The stages of maturity that are shown; empty when nothing is.
    """

    cell: Cell
    change: Change | None
    adjusted_p: float | None
    stages_before: tuple[int, ...]
    stages_after: tuple[int, ...]


@dataclass(frozen=True)
class LevelChange(ScoreChange):
    """A level, with how far the unit agrees on it and how it stands on the ladder; None where it is not shown."""

    ad_before: float | None
    ad_after: float | None
    step_before: Step
    step_after: Step


@dataclass(frozen=True)
class Detail:
    """One unit that is shown in both measurements.

    Attributes
    ----------
    ad_before, ad_after
        Average deviation over all statements, in scale points.
    ladder_before, ladder_after
        Each by the threshold of its own measurement.
    statements
        In the order of the grid, block by block from mission down.
    """

    overall: Change | None
    blocks: tuple[ScoreChange, ...]
    levels: tuple[LevelChange, ...]
    ad_before: float | None
    ad_after: float | None
    ladder_before: Ladder
    ladder_after: Ladder
    statements: tuple[StatementChange, ...]

    @property
    def tested(self) -> int:
        """How many statements have numbers on both sides."""
        return sum(statement.change is not None for statement in self.statements)

    @property
    def staged(self) -> bool:
        """Whether some statements have stages only."""
        return any(
            not row.change and row.cell.same and row.stages_before and row.stages_after for row in self.statements
        )

    @property
    def reach(self) -> float:
        """How far the pictures beside the numbers go to either side of zero."""
        return reach([row.change for row in (*self.blocks, *self.levels)])

    def statement(self, block: Block, level: Level) -> StatementChange:
        """Find a cell of the grid."""
        return next(row for row in self.statements if row.cell.block is block and row.cell.level is level)


def detail(pair: Pair, cells: Sequence[Cell], before: UnitFigures, after: UnitFigures) -> Detail:
    """Compare two measurements of one unit."""
    ladders = (
        ladder(before.scores, pair.before.measurement.threshold),
        ladder(after.scores, pair.after.measurement.threshold),
    )
    first, second = _moments(before), _moments(after)
    return Detail(
        overall=score_change(OVERALL, first, second).change,
        blocks=tuple(score_change(block, first, second) for block in Block),
        levels=_levels(before, after, ladders),
        ad_before=_ad(before, OVERALL),
        ad_after=_ad(after, OVERALL),
        ladder_before=ladders[0],
        ladder_after=ladders[1],
        statements=explored([_statement(cell, before, after) for cell in cells]),
    )


def explored(statements: Sequence[StatementChange]) -> tuple[StatementChange, ...]:
    """Adjust the p values of one unit's statements, of all that have numbers on both sides."""
    adjusted = iter(benjamini_hochberg([row.change.p for row in statements if row.change]).tolist())
    return tuple(replace(row, adjusted_p=next(adjusted)) if row.change else row for row in statements)


def _statement(cell: Cell, before: UnitFigures, after: UnitFigures) -> StatementChange:
    first, second = before.statements.get(cell.before), after.statements.get(cell.after)
    beside = change(_numbers(first), _numbers(second)) if cell.same else None
    return StatementChange(cell, beside, None, first.stages if first else (), second.stages if second else ())


def _numbers(figure: StatementFigure | None) -> Moments | None:
    return figure.numbers.moments if figure and figure.numbers else None


def _levels(before: UnitFigures, after: UnitFigures, ladders: tuple[Ladder, Ladder]) -> tuple[LevelChange, ...]:
    first, second = _moments(before), _moments(after)
    return tuple(
        LevelChange(
            level,
            change(first.get(level), second.get(level)),
            _ad(before, level),
            _ad(after, level),
            ladders[0].steps[row],
            ladders[1].steps[row],
        )
        for row, level in enumerate(Level)
    )


def _moments(figures: UnitFigures) -> Mapping[str, Moments]:
    return {code: score.moments for code, score in figures.scores.items()}


def _ad(figures: UnitFigures, code: str) -> float | None:
    score = figures.scores.get(code)
    return score.ad if score else None
