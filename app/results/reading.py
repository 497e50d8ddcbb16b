"""Published figures as values. In front of a publication this is the only source of numbers."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from sqlmodel import Session, col, select

from analytics.intervals import Interval, mean_interval, proportion_interval
from analytics.maturity import HIGHEST, LOWEST, stage, stages_touched
from analytics.moments import Moments
from analytics.recommend import Recommendation, recommendation_score
from app.errors import NotPublished
from app.measurements.tree import MeasuredTree, load_tree
from app.models import Measurement, Publication, PublishedBreakdown, PublishedCell, PublishedUnit, Tier
from app.results.kept import Kept

FAVOURABLE = 2  # the two highest options


@dataclass(frozen=True)
class Score:
    """A block, a level or the overall score of one unit, on 1 to 5.

    Attributes
    ----------
    moments
        Of the person scores: n, sum and sum of squares.
    ad
        Average deviation within the unit in scale points; None where it is not defined.
    """

    moments: Moments
    ad: float | None

    @property
    def mean(self) -> float:
        """The unit's mean of person scores."""
        return self.moments.mean

    @cached_property
    def interval(self) -> Interval:
        """The mean with its interval."""
        return mean_interval(self.moments)

    @property
    def margin(self) -> tuple[float, float]:
        """The interval, cut off at the ends of the scale."""
        return max(LOWEST, self.interval.low), min(HIGHEST, self.interval.high)

    @cached_property
    def stages(self) -> tuple[int, ...]:
        """Every stage of maturity that the interval touches, lowest first."""
        return stages_touched(self.interval.low, self.interval.high)

    @cached_property
    def stage(self) -> int:
        """The stage of the mean alone: the colour of the figure, never its verdict."""
        return stage(self.mean)


@dataclass(frozen=True)
class StatementNumbers(Score):
    """A statement as numbers, for a unit of the tier `statements`.

    Attributes
    ----------
    counts
        Answers per option, lowest option first.
    favourable
        Share of the two highest options among the valid answers.
    unknown, skipped
        People who said "don't know" and people who gave no answer.
    """

    counts: tuple[int, ...]
    favourable: Interval
    unknown: int
    skipped: int

    @property
    def disagree(self) -> int:
        """How many chose one of the two lowest answers."""
        return sum(self.counts[:FAVOURABLE])

    @property
    def agree(self) -> int:
        """How many chose one of the two highest."""
        return sum(self.counts[-FAVOURABLE:])


@dataclass(frozen=True)
class StatementFigure:
    """A statement of one unit: its stage or stages, and its numbers where they may be shown."""

    stages: tuple[int, ...]
    numbers: StatementNumbers | None

    @property
    def stage(self) -> int:
        """The stage of the mean alone: the colour of the figure, never its verdict."""
        return self.numbers.stage if self.numbers else self.stages[0]


@dataclass(frozen=True)
class RecommendationFigure:
    """A recommendation question of one unit, with the eleven counts."""

    score: Recommendation
    counts: tuple[int, ...]


Scores = Mapping[str, Score]
"""Scores by measure."""
Options = Mapping[str, Scores]
"""Scores by option of a background question."""


@dataclass(frozen=True)
class UnitFigures:
    """All that is shown of one unit; a measure that is missing is hidden.

    Attributes
    ----------
    position
        Place of the unit in the measurement's tree.
    respondents
        People who answered in the unit, units inside it included.
    scores
        By measure: "overall", the codes of the blocks and those of the levels.
    statements
        By question code: the statements of the grid and those on enthusiasm.
    recommendations
        By question code.
    """

    position: int
    tier: Tier
    respondents: int
    scores: Mapping[str, Score]
    statements: Mapping[str, StatementFigure]
    recommendations: Mapping[str, RecommendationFigure]


class ShownUnit(NamedTuple):
    """A unit that is shown, how much of it, and how many people answered in it."""

    unit_id: UUID
    tier: Tier
    respondents: int


@dataclass(frozen=True)
class Published:
    """A closed measurement with its tree and the units that are shown, by position in the tree."""

    measurement: Measurement
    publication: Publication
    tree: MeasuredTree
    shown: Mapping[int, ShownUnit]


Frame = tuple[MeasuredTree, Mapping[int, ShownUnit]]
_FRAMES: Kept[Frame] = Kept(64)


def published(session: Session, measurement: Measurement) -> Published:
    """Find the publication of a measurement; NotPublished while it is open, and when it was closed without result."""
    publication = session.exec(select(Publication).where(Publication.measurement_id == measurement.id)).one_or_none()
    if publication is None:
        raise NotPublished
    return Published(measurement, publication, *_FRAMES.get(publication.id, lambda: _frame(session, publication)))


def has_other(session: Session, source: Published) -> bool:
    """Say whether the organisation has another result to lay beside this one."""
    owner = source.publication.organisation_id
    query = select(Publication.id).where(Publication.organisation_id == owner, Publication.id != source.publication.id)
    return session.exec(query.limit(1)).first() is not None


def _frame(session: Session, publication: Publication) -> Frame:
    tree = load_tree(session, publication.measurement_id)
    unit = PublishedUnit
    query = select(unit.unit_id, unit.tier, unit.respondents).where(unit.publication_id == publication.id)
    return tree, {
        tree.positions[unit_id]: ShownUnit(unit_id, Tier(tier), n) for unit_id, tier, n in session.exec(query)
    }


def figures(
    session: Session, source: Published, positions: Iterable[int], *, measures: Collection[str] | None = None
) -> dict[int, UnitFigures]:
    """Read the figures of the units that are shown among these; a hidden unit is missing from the result.

    With `measures` only those figures are read, and all others are missing as if they were hidden.
    """
    wanted = {source.shown[position].unit_id: position for position in positions if position in source.shown}
    query = select(*COLUMNS).where(
        PublishedCell.publication_id == source.publication.id, col(PublishedCell.unit_id).in_(wanted)
    )
    if measures is not None:
        query = query.where(col(PublishedCell.measure).in_(measures))
    cells: dict[UUID, list[_Cell]] = {unit_id: [] for unit_id in wanted}
    for unit_id, *values in session.execute(query):
        cells[unit_id].append(_Cell(*values))
    return {position: _figures(source.shown[position], position, cells[unit]) for unit, position in wanted.items()}


def broken_down(session: Session, source: Published, position: int) -> dict[str, Options]:
    """Read the scores of a unit by background question, option and measure; what is missing is hidden."""
    found: dict[str, dict[str, dict[str, Score]]] = {}
    if (unit := source.shown.get(position)) is None:
        return {}
    query = select(PublishedBreakdown).where(
        PublishedBreakdown.publication_id == source.publication.id, PublishedBreakdown.unit_id == unit.unit_id
    )
    for row in session.exec(query):
        scores = found.setdefault(row.background, {}).setdefault(row.option, {})
        scores[row.measure] = Score(Moments(row.n, row.total, row.squares), None)
    return dict(found)


class _Cell(NamedTuple):
    """The columns of a published cell as plain values: many are read at once."""

    measure: str
    n: int | None
    total: float | None
    squares: float | None
    ad: float | None
    stage: int | None
    counts: list[int] | None
    unknown: int | None
    skipped: int | None


COLUMNS = tuple(col(getattr(PublishedCell, name)) for name in ("unit_id", *_Cell._fields))


def _figures(unit: ShownUnit, position: int, cells: Sequence[_Cell]) -> UnitFigures:
    scores: dict[str, Score] = {}
    statements: dict[str, StatementFigure] = {}
    recommendations: dict[str, RecommendationFigure] = {}
    for cell in cells:
        if cell.stage is not None:
            statements[cell.measure] = StatementFigure((cell.stage,), None)
        elif cell.total is None:
            recommendations[cell.measure] = _recommendation(cell)
        elif cell.counts is None:
            scores[cell.measure] = Score(_moments(cell), cell.ad)
        else:
            numbers = _numbers(cell)
            statements[cell.measure] = StatementFigure(numbers.stages, numbers)
    return UnitFigures(position, unit.tier, unit.respondents, scores, statements, recommendations)


def _moments(cell: _Cell) -> Moments:
    assert cell.n is not None
    assert cell.total is not None
    assert cell.squares is not None
    return Moments(cell.n, cell.total, cell.squares)


def _numbers(cell: _Cell) -> StatementNumbers:
    counts = tuple(cell.counts or ())
    return StatementNumbers(
        _moments(cell),
        cell.ad,
        counts=counts,
        favourable=proportion_interval(sum(counts[-FAVOURABLE:]), sum(counts)),
        unknown=cell.unknown or 0,
        skipped=cell.skipped or 0,
    )


def _recommendation(cell: _Cell) -> RecommendationFigure:
    counts = tuple(cell.counts or ())
    return RecommendationFigure(recommendation_score(counts), counts)
