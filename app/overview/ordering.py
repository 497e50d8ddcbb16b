"""In what order teams are laid out: never by noise, and hidden teams never by what is hidden."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from analytics.multilevel import shrunken_by_group
from analytics.remainders import remainders
from app.results.beginning import LIMIT, ladder
from app.results.reading import Published, Scores
from surveys.model import Level


class Order(StrEnum):
    """What teams are laid out by: their name, a score from high to low, or what else one wants to know."""

    NAME = "name"
    OVERALL = "overall"
    AGREEMENT = "agreement"
    BEGIN = "begin"
    INSIGHT = "insight"
    DIRECTION = "direction"
    PEOPLE = "people"
    CONDITIONS = "conditions"
    EXPERIENCE = "experience"
    OPERATION = "operation"
    MISSION = "mission"
    IDENTITY = "identity"
    VALUES = "values"
    COMPETENCES = "competences"
    SKILLS = "skills"
    BEHAVIOUR = "behaviour"
    CONTEXT = "context"

    @property
    def is_score(self) -> bool:
        """Whether a score is laid out, so that shrunken means decide."""
        return self not in {Order.NAME, Order.AGREEMENT, Order.BEGIN}


def shrunken(source: Published, scores: Mapping[int, Scores], measure: str) -> dict[int, float]:
    """Pull the mean of each shown unit towards that of all, the more so the fewer people answered.

    Returns
    -------
    By position in the tree, in scale points. Empty where a model cannot be fitted: with fewer than two groups, or
    where nothing differs.
    """
    shown = {position: each[measure].moments for position, each in scores.items() if measure in each}
    return shrunken_by_group(remainders(source.tree.units, shown))


def ordered(
    source: Published, scores: Mapping[int, Scores], teams: Collection[int], order: Order, *, low: bool = False
) -> list[int]:
    """Lay teams out, by a score from high to low, or from `low`; who has no figure for it comes last, by name."""
    by_name = sorted(teams, key=lambda team: source.tree.names[team].casefold())
    sign = -1 if low and order.is_score else 1
    keys = {unit: sign * key for unit, key in _keys(source, scores, order).items()}
    return sorted(by_name, key=lambda team: keys.get(team, float("inf")))


def _keys(source: Published, scores: Mapping[int, Scores], order: Order) -> dict[int, float]:
    """Give a number per unit: the lowest comes first."""
    if order is Order.NAME:
        return dict.fromkeys(range(len(source.tree.ids)), 0.0)
    if order is Order.AGREEMENT:
        return {unit: -ad for unit, each in scores.items() if (ad := spread(each)) is not None}
    if order is Order.BEGIN:
        return {unit: float(_rung(each, source.measurement.threshold)) for unit, each in scores.items()}
    return {unit: -mean for unit, mean in shrunken(source, scores, order).items()}


def spread(scores: Scores) -> float | None:
    """Give the average deviation of a unit over all statements; None where it is not shown."""
    overall = scores.get(Order.OVERALL)
    return overall.ad if overall else None


def _rung(scores: Scores, threshold: float) -> int:
    """Count how far down the ladder a unit begins: who cannot tell comes after all who can, also after all in order."""
    found, levels = ladder(scores, threshold), list(Level)
    if found.undetermined:
        return len(levels) + 1
    return levels.index(Level(found.begin)) if found.begin else len(levels)


def divided(scores: Scores) -> tuple[Level, ...]:
    """Name the levels about which people are divided."""
    return tuple(level for level in Level if (score := scores.get(level)) and score.ad is not None and score.ad > LIMIT)
