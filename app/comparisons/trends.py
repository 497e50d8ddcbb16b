"""One unit in all measurements of its organisation: which scores go one way, and which only up and down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from analytics.cells import OVERALL
from analytics.errors import NotReportable
from analytics.maturity import HIGHEST, LOWEST
from analytics.trend import FEWEST, Direction, Trend, directions, trend
from app.comparisons.choosing import moment
from app.errors import NotFound
from app.measurements.tree import WHOLE
from app.models import Measurement
from app.results.all_units import SCORES
from app.results.place import UnitName, name
from app.results.reading import Published, Score, Scores, figures
from surveys.model import Block, Level

WIDE, HIGH = 100.0, 40.0
"""Of a small picture, in its own units."""


@dataclass(frozen=True)
class Mark:
    """A mean in a small picture, with the ends of its interval."""

    x: float
    y: float
    low: float
    high: float


@dataclass(frozen=True)
class Line:
    """One score in all measurements.

    Attributes
    ----------
    scores
        By measurement; None where it is not shown.
    marks
        Of those that are shown.
    trend, direction
        None where fewer than three are shown, or nothing differs inside them.
    """

    code: str
    scores: tuple[Score | None, ...]
    marks: tuple[Mark, ...]
    trend: Trend | None
    direction: Direction | None


@dataclass(frozen=True)
class Trends:
    """All scores of a unit, the overall score first.

    Attributes
    ----------
    unit
        As the last measurement names it.
    measurements
        The earliest first.
    relevant
        The smallest change over the whole period that counts, as the last measurement has it.
    reworded
        Whether not all were asked with the same questionnaire.
    """

    unit: UnitName
    measurements: tuple[Measurement, ...]
    lines: tuple[Line, ...]
    relevant: float
    reworded: bool

    @property
    def shown(self) -> int:
        """In how many measurements the overall score is shown."""
        return sum(score is not None for score in self.lines[0].scores)

    @property
    def told(self) -> bool:
        """Whether there are enough measurements for a trend."""
        return self.shown >= FEWEST


def trends(session: Session, results: Sequence[Published], unit_id: UUID | None) -> Trends | None:
    """Read a unit in all results and lay a line through each of its scores.

    Parameters
    ----------
    results
        The earliest first.
    unit_id
        The organisation when it is None.

    Returns
    -------
    None below three results.

    Raises
    ------
    NotFound
        When the unit is not in the last result.
    """
    if len(results) < FEWEST:
        return None
    latest = results[-1]
    position = latest.tree.positions.get(unit_id) if unit_id else WHOLE
    if position is None:
        raise NotFound
    unit = name(latest, position)
    scores = [_scores(session, source, unit.id) for source in results]
    measurements = tuple(source.measurement for source in results)
    moments = [moment(measurement) for measurement in measurements]
    relevant = measurements[-1].relevant_change
    codes = (OVERALL, *Block, *Level)
    rows = [tuple(wave.get(code) for wave in scores) for code in codes]
    found = [_trend(row, moments) for row in rows]
    judged = iter(directions([each for each in found if each], relevant=relevant))
    lines = tuple(
        Line(code, row, _marks(row, moments), each, next(judged) if each else None)
        for code, row, each in zip(codes, rows, found, strict=True)
    )
    return Trends(unit, measurements, lines, relevant, len({each.edition_id for each in measurements}) > 1)


def _scores(session: Session, source: Published, unit_id: UUID) -> Scores:
    position = source.tree.positions.get(unit_id)
    if position is None or position not in source.shown:
        return {}
    return figures(session, source, [position], measures=SCORES)[position].scores


def _trend(row: Sequence[Score | None], moments: Sequence[datetime]) -> Trend | None:
    known = [(score.moments, when.timestamp()) for score, when in zip(row, moments, strict=True) if score]
    try:
        return trend([wave for wave, _ in known], [time for _, time in known])
    except NotReportable:
        return None


def _marks(row: Sequence[Score | None], moments: Sequence[datetime]) -> tuple[Mark, ...]:
    times = [when.timestamp() for when in moments]
    first, period = times[0], (times[-1] - times[0]) or 1.0
    places = [WIDE * (0.06 + 0.88 * (time - first) / period) for time in times]
    return tuple(
        Mark(round(x, 1), _height(score.mean), *(_height(end) for end in score.margin))
        for x, score in zip(places, row, strict=True)
        if score
    )


def _height(mean: float) -> float:
    return round(HIGH * (HIGHEST - mean) / (HIGHEST - LOWEST), 1)
