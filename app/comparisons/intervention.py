"""Teams where something was done, beside the other teams: whether the first changed more."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from analytics.errors import NotReportable
from analytics.moments import Moments
from analytics.multilevel import GroupedWaves, grouped_waves
from app.comparisons.change import Comparison, UnitChange

FEWEST = 2
"""Teams on either side, below which nothing can be told."""


@dataclass(frozen=True)
class Side:
    """One set of teams: how many, and everybody in them together, then and now."""

    teams: int
    before: Moments
    after: Moments


@dataclass(frozen=True)
class Sets:
    """Chosen teams beside the others, of those that are shown in both measurements.

    Attributes
    ----------
    choices
        Teams that can be chosen, by name.
    chosen
        Those that were.
    treated, others
        None where that set is empty.
    model
        None where there are too few teams on a side, or nothing differs inside them.
    """

    choices: tuple[UnitChange, ...]
    chosen: frozenset[UUID]
    treated: Side | None
    others: Side | None
    model: GroupedWaves | None

    @property
    def too_few(self) -> bool:
        """Whether a side has fewer teams than it takes."""
        return any(side is None or side.teams < FEWEST for side in (self.treated, self.others))


def sets(comparison: Comparison, wanted: Collection[UUID]) -> Sets:
    """Split the compared teams into chosen ones and others; what is no compared team is left out."""
    choices = tuple(team for team in comparison.teams if team.change)
    chosen = frozenset(team.place.unit_id for team in choices).intersection(wanted)
    treated, others = (
        _side([team for team in choices if (team.place.unit_id in chosen) is wanted_side])
        for wanted_side in (True, False)
    )
    return Sets(choices, chosen, treated, others, _model(choices, chosen))


def _side(teams: list[UnitChange]) -> Side | None:
    changes = [team.change for team in teams if team.change]
    if not changes:
        return None
    nobody = Moments(0, 0.0, 0.0)
    return Side(
        len(changes),
        sum((each.before for each in changes), nobody),
        sum((each.after for each in changes), nobody),
    )


def _model(teams: Collection[UnitChange], chosen: frozenset[UUID]) -> GroupedWaves | None:
    if min(len(chosen), len(teams) - len(chosen)) < FEWEST:
        return None
    before = {team.place.unit_id: team.change.before for team in teams if team.change}
    after = {team.place.unit_id: team.change.after for team in teams if team.change}
    try:
        return grouped_waves(before, after, chosen)
    except NotReportable:
        return None
