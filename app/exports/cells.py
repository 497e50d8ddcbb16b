"""The one table behind every file and behind the API: a row for each figure of each unit, a hidden one too."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from uuid import UUID

from sqlmodel import Session

from app.exports.measures import Kind, Measure
from app.results.reading import (
    Published,
    RecommendationFigure,
    Score,
    StatementFigure,
    StatementNumbers,
    UnitFigures,
    broken_down,
    figures,
)
from app.results.service import invited

ANSWERS = range(11)
"""The answers that a question can have, over all scales."""
AT_ONCE = 50
"""Units whose figures are read with one query."""

Value = str | int | float | None


@dataclass(frozen=True)
class UnitRow:
    """A unit; of a hidden one nothing is known but its place.

    Attributes
    ----------
    path
        The names from the organisation down to the unit.
    tier
        "scores" or "statements"; None when hidden.
    respondents, invited
        People in the unit and in the units inside it; None when hidden.
    """

    unit_id: UUID
    unit: str
    path: str
    parent_id: UUID | None
    is_team: bool
    shown: bool
    tier: str | None
    respondents: int | None
    invited: int | None


@dataclass(frozen=True)
class Figures:
    """The numbers of one figure, with every digit; None where there is none. `FIELDS` says what a kind can have.

    Attributes
    ----------
    n
        Valid answers, or people with a score.
    mean, sd, low, high, ad
        In scale points; the interval (95 %) is cut off at the ends of the scale, as on the pages.
    stage, stage_low, stage_high
        Stage of maturity of the mean, and the lowest and highest that the interval touches.
    favourable, favourable_low, favourable_high
        Share of the two highest answers, 0 to 1, with its interval.
    score, score_low, score_high
        Promoters minus detractors per hundred answers, with its interval.
    counts
        People per answer, lowest answer first.
    unknown, skipped
        People who said "don't know" and people who gave no answer.
    """

    n: int | None = None
    mean: float | None = None
    sd: float | None = None
    low: float | None = None
    high: float | None = None
    ad: float | None = None
    stage: int | None = None
    stage_low: int | None = None
    stage_high: int | None = None
    favourable: float | None = None
    favourable_low: float | None = None
    favourable_high: float | None = None
    score: float | None = None
    score_low: float | None = None
    score_high: float | None = None
    counts: tuple[int, ...] | None = None
    unknown: int | None = None
    skipped: int | None = None


HIDDEN = Figures()


@dataclass(frozen=True)
class Cell:
    """One figure of one unit; hidden where `figures` is `HIDDEN`."""

    unit: UnitRow
    measure: Measure
    figures: Figures

    @property
    def shown(self) -> bool:
        """Whether the figure is shown."""
        return self.figures is not HIDDEN

    @property
    def counts(self) -> dict[int, int]:
        """People per answer, by answer; empty where there are no counts."""
        return dict(enumerate(self.figures.counts or (), start=self.measure.lowest))


@dataclass(frozen=True)
class BreakdownCell:
    """One score of those in a unit who chose one option of a background question; only shown ones exist."""

    unit: UnitRow
    background: str
    option: str
    measure: Measure
    figures: Figures


UNIT_COLUMNS = ("unit_id", "unit", "path", "parent_id", "tier", "respondents", "invited")
MEASURE_COLUMNS = ("measure", "kind", "block", "level")
NUMBERS = tuple(field.name for field in fields(Figures) if field.name not in {"counts", "unknown", "skipped"})
COUNTS = tuple(f"count_{answer}" for answer in ANSWERS)
COLUMNS = (*UNIT_COLUMNS, *MEASURE_COLUMNS, "shown", *NUMBERS, *COUNTS, "unknown", "skipped")
BREAKDOWN_NUMBERS = tuple(name for name in NUMBERS if name in {"n", "mean", "sd", "low", "high"} or "stage" in name)
BREAKDOWN_COLUMNS = ("unit_id", "unit", "path", "background", "option", *MEASURE_COLUMNS, *BREAKDOWN_NUMBERS)


def unit_rows(source: Published, positions: Iterable[int]) -> list[UnitRow]:
    """Describe units, in the order given."""
    return [_unit(source, position) for position in positions]


def cells(session: Session, source: Published, positions: Sequence[int], asked: Sequence[Measure]) -> Iterator[Cell]:
    """Give a cell for each of these units and measures, by unit and then by measure; read in pieces."""
    codes = [measure.measure for measure in asked]
    for begin in range(0, len(positions), AT_ONCE):
        piece = positions[begin : begin + AT_ONCE]
        found = figures(session, source, piece, measures=codes)
        for position in piece:
            unit = _unit(source, position)
            for measure in asked:
                yield Cell(unit, measure, _figures(found.get(position), measure))


def breakdown_cells(
    session: Session, source: Published, positions: Iterable[int], asked: Sequence[Measure], least: int
) -> Iterator[BreakdownCell]:
    """Give what is shown of these units by background question; only units with `least` respondents have any."""
    for position in positions:
        shown = source.shown.get(position)
        if shown is None or shown.respondents < least:
            continue
        unit = _unit(source, position)
        for background, options in sorted(broken_down(session, source, position).items()):
            for option, scores in sorted(options.items()):
                for measure in (each for each in asked if each.measure in scores):
                    yield BreakdownCell(unit, background, option, measure, _score(scores[measure.measure]))


def cell_values(cell: Cell) -> dict[str, Value]:
    """Lay a cell out flat, by the names of `COLUMNS`."""
    counts = {f"count_{answer}": people for answer, people in cell.counts.items()}
    found = {**_described(cell.unit, cell.measure), "shown": cell.shown, **vars(cell.figures), **counts}
    return {column: found.get(column) for column in COLUMNS}


def breakdown_values(cell: BreakdownCell) -> dict[str, Value]:
    """Lay a cell of a breakdown out flat, by the names of `BREAKDOWN_COLUMNS`."""
    group = {"background": cell.background, "option": cell.option}
    found = {**_described(cell.unit, cell.measure), **group, **vars(cell.figures)}
    return {column: found.get(column) for column in BREAKDOWN_COLUMNS}


def _described(unit: UnitRow, measure: Measure) -> Mapping[str, Value]:
    return {
        **vars(unit),
        "unit_id": str(unit.unit_id),
        "parent_id": str(unit.parent_id) if unit.parent_id else None,
        **vars(measure),
    }


def _unit(source: Published, position: int) -> UnitRow:
    tree, shown = source.tree, source.shown.get(position)
    path = tree.path(position)
    return UnitRow(
        unit_id=tree.ids[position],
        unit=tree.names[position],
        path=" / ".join(tree.names[step] for step in path),
        parent_id=tree.ids[path[-2]] if len(path) > 1 else None,
        is_team=not tree.children[position],
        shown=shown is not None,
        tier=shown.tier.value if shown else None,
        respondents=shown.respondents if shown else None,
        invited=invited(source, position) if shown else None,
    )


def _figures(unit: UnitFigures | None, measure: Measure) -> Figures:
    if unit is None:
        return HIDDEN
    if measure.kind is Kind.SCORE:
        score = unit.scores.get(measure.measure)
        return _score(score) if score else HIDDEN
    if measure.kind is Kind.STATEMENT:
        statement = unit.statements.get(measure.measure)
        return _statement(statement) if statement else HIDDEN
    recommendation = unit.recommendations.get(measure.measure)
    return _recommendation(recommendation) if recommendation else HIDDEN


def _score(score: Score) -> Figures:
    low, high = score.margin
    return Figures(
        n=score.moments.n,
        mean=score.mean,
        sd=score.moments.sd,
        low=low,
        high=high,
        ad=score.ad,
        stage=score.stage,
        stage_low=score.stages[0],
        stage_high=score.stages[-1],
    )


def _statement(figure: StatementFigure) -> Figures:
    if figure.numbers is None:
        return Figures(stage=figure.stage, stage_low=figure.stages[0], stage_high=figure.stages[-1])
    return _numbers(figure.numbers)


def _numbers(numbers: StatementNumbers) -> Figures:
    share = numbers.favourable
    return Figures(
        **{
            **vars(_score(numbers)),
            "favourable": share.estimate,
            "favourable_low": share.low,
            "favourable_high": share.high,
            "counts": numbers.counts,
            "unknown": numbers.unknown,
            "skipped": numbers.skipped,
        }
    )


def _recommendation(figure: RecommendationFigure) -> Figures:
    score = figure.score
    return Figures(n=score.n, score=score.score, score_low=score.low, score_high=score.high, counts=figure.counts)
