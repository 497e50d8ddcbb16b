"""Teams with an intervention beside the other teams: whether the first changed more."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from analytics.errors import NotReportable
from analytics.moments import Moments
from analytics.multilevel import DifferenceInDifferences, difference_in_differences
from app.comparisons.change import Change, Comparison, UnitChange

FEWEST = 2
"""Teams in either group, below which nothing can be told."""


@dataclass(frozen=True)
class TeamGroup:
    """A group of teams: how many, and everybody in them together, then and now."""

    teams: int
    before: Moments
    after: Moments


@dataclass(frozen=True)
class Intervention:
    """Chosen teams beside the others, of those that are shown in both measurements.

    Attributes
    ----------
    choices
        Teams that can be chosen, by name.
    chosen
        Those that were.
    group, others
        The chosen teams, and all others.
    model
        None where there are too few teams in a group, or nothing differs inside them.
    """

    choices: tuple[UnitChange, ...]
    chosen: frozenset[UUID]
    group: TeamGroup
    others: TeamGroup
    model: DifferenceInDifferences | None

    @property
    def too_few(self) -> bool:
        """Whether a group has fewer teams than it takes."""
        return min(self.group.teams, self.others.teams) < FEWEST


def intervention(comparison: Comparison, wanted: Collection[UUID]) -> Intervention:
    """Split the compared teams into chosen ones and others; what is no compared team is left out."""
    choices = tuple(team for team in comparison.teams if team.change)
    changes = {team.place.unit_id: team.change for team in choices if team.change}
    chosen = frozenset(wanted).intersection(changes)
    group = _group([change for team, change in changes.items() if team in chosen])
    others = _group([change for team, change in changes.items() if team not in chosen])
    return Intervention(choices, chosen, group, others, _model(changes, chosen))


def _group(changes: Collection[Change]) -> TeamGroup:
    nobody = Moments(0, 0.0, 0.0)
    before, after = sum((each.before for each in changes), nobody), sum((each.after for each in changes), nobody)
    return TeamGroup(len(changes), before, after)


def _model(changes: Mapping[UUID, Change], chosen: Collection[UUID]) -> DifferenceInDifferences | None:
    before = {team: change.before for team, change in changes.items()}
    after = {team: change.after for team, change in changes.items()}
    try:
        return difference_in_differences(before, after, chosen)
    except NotReportable:
        return None
