"""What changed between two publications: the organisation, its departments, its teams."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID

from analytics.chance import regression_to_mean
from analytics.change import Difference, Verdict, difference, holm, verdict
from analytics.disclosure import NOBODY, nearest_shown
from analytics.errors import NotReportable
from analytics.moments import Moments
from analytics.multilevel import WaveModel, wave_model
from analytics.remainders import remainders
from app.comparisons.matching import Pair, Place
from app.comparisons.reading import Scores
from app.measurements.tree import MeasuredTree
from app.results.reading import Published
from app.results.service import invited
from surveys.model import Block, Level

Group = frozenset[UUID]

USUAL_REACH = 1.5  # scale points to either side of zero: one axis on all pages, unless more is needed


@dataclass(frozen=True)
class Change:
    """Two figures beside one another.

    Attributes
    ----------
    difference
        None when nobody's score differs from anybody else's on either side: then there is no interval and no test.
    """

    before: Moments
    after: Moments
    difference: Difference | None

    @property
    def estimate(self) -> float:
        """After minus before, in scale points."""
        return self.after.mean - self.before.mean

    @property
    def p(self) -> float:
        """The unadjusted p value; 1 where there is no test, so that a family keeps its size."""
        return self.difference.p if self.difference else 1.0


@dataclass(frozen=True)
class Turnout:
    """How many of the people invited answered in a unit."""

    respondents: int
    invited: int


@dataclass(frozen=True)
class UnitChange:
    """One unit of the list.

    Attributes
    ----------
    change
        None when the unit is not shown on both sides.
    adjusted_p
        Adjusted by Holm's method over all teams that are shown on both sides; None for all other units.
    verdict
        None for departments and for the organisation, which are not tested.
    regression_to_mean
        How far a team is expected to move by itself, in scale points; None where unknown.
    turnout
        Before and after; None where it is not shown on both sides.
    """

    place: Place
    change: Change | None
    adjusted_p: float | None
    verdict: Verdict | None
    regression_to_mean: float | None = None
    turnout: tuple[Turnout, Turnout] | None = None


@dataclass(frozen=True)
class ScoreChange:
    """A block or a level, by code; uncorrected for the number of scores."""

    code: str
    change: Change | None


@dataclass(frozen=True)
class Comparison:
    """What changed, the whole organisation first.

    Attributes
    ----------
    overall
        The organisation's overall score; None when it is hidden on a side.
    wave
        The same change with teams taken as a sample of teams; None below two groups.
    blocks, levels
        Of the organisation.
    teams, departments
        By name.
    turnout
        Of the organisation, before and after; None where it is not shown on both sides.
    """

    overall: Change | None
    wave: WaveModel | None
    blocks: tuple[ScoreChange, ...]
    levels: tuple[ScoreChange, ...]
    teams: tuple[UnitChange, ...]
    departments: tuple[UnitChange, ...]
    turnout: tuple[Turnout, Turnout] | None = None

    @cached_property
    def tally(self) -> Counter[Verdict]:
        """How many teams got each verdict."""
        return Counter(team.verdict for team in self.teams if team.verdict)

    @property
    def tested(self) -> int:
        """The size of the family: teams that are shown on both sides."""
        return sum(team.change is not None for team in self.teams)

    @property
    def others(self) -> int:
        """How many groups the model has besides the tested teams: everybody else, put together."""
        return self.wave.groups - self.tested if self.wave else 0

    @property
    def reach(self) -> float:
        """How far the pictures beside the numbers go to either side of zero."""
        scores = [*self.blocks, *self.levels]
        return reach([*(unit.change for unit in self.departments), *(score.change for score in scores)])

    def of(self, unit_id: UUID) -> UnitChange | None:
        """Find a team or a department."""
        return next((unit for unit in (*self.teams, *self.departments) if unit.place.unit_id == unit_id), None)


def compare(pair: Pair, places: Sequence[Place], before: Scores, after: Scores) -> Comparison:
    """Compare two measurements on all their shared units."""
    changes = {place: _change_of(place, before, after) for place in places}
    teams = judged([(place, changes[place]) for place in places if place.team], relevant=pair.relevant)
    expected = regression_to_mean(pair.before.tree.units, before.overall)
    return Comparison(
        overall=score_change("overall", before.organisation, after.organisation).change,
        wave=_wave(pair, before, after),
        blocks=tuple(score_change(block, before.organisation, after.organisation) for block in Block),
        levels=tuple(score_change(level, before.organisation, after.organisation) for level in Level),
        teams=tuple(
            replace(
                team,
                regression_to_mean=_expected(team, expected),
                turnout=turnouts(pair, team.place.before, team.place.after),
            )
            for team in teams
        ),
        turnout=turnouts(pair, 0, 0),
        departments=tuple(
            UnitChange(place, changes[place], None, _absent(place) if changes[place] is None else None)
            for place in places
            if not place.team
        ),
    )


def turnouts(pair: Pair, before: int | None, after: int | None) -> tuple[Turnout, Turnout] | None:
    """Say how many took part in a unit, given its position in each tree; None where it is not shown on both sides."""
    first, second = _turnout(pair.before, before), _turnout(pair.after, after)
    return (first, second) if first and second else None


def change(before: Moments | None, after: Moments | None) -> Change | None:
    """Lay two figures beside one another; None when one of them is hidden."""
    if before is None or after is None:
        return None
    try:
        return Change(before, after, difference(before, after))
    except NotReportable:
        return Change(before, after, None)


def score_change(code: str, before: Mapping[str, Moments], after: Mapping[str, Moments]) -> ScoreChange:
    """Lay one score beside the same score of the other measurement."""
    return ScoreChange(code, change(before.get(code), after.get(code)))


def reach(changes: Iterable[Change | None]) -> float:
    """Find the half points to either side of zero between which all intervals lie."""
    found = [change.difference for change in changes if change and change.difference]
    return max([USUAL_REACH, *(math.ceil(2 * max(-row.low, row.high)) / 2 for row in found)])


def judged(teams: Sequence[tuple[Place, Change | None]], *, relevant: float) -> tuple[UnitChange, ...]:
    """Give every team its verdict; the family is every team with a change."""
    tested = [change for _, change in teams if change]
    adjusted = iter(holm([change.p for change in tested]).tolist())
    return tuple(_judge(place, change, next(adjusted) if change else None, relevant) for place, change in teams)


def groups(tree: MeasuredTree, overall: Mapping[int, Moments]) -> dict[Group, Moments]:
    """Split the organisation into its shown teams and, per shown unit above them, everybody else in it.

    A group is named by the units that its people are in, so that it is the same group in the other measurement only
    when it is made up of the same units. Nothing smaller than what is published anyway goes into a model.
    """
    nearest = nearest_shown(tree.units, overall)
    members: dict[int, set[UUID]] = {position: set() for position in overall}
    for position, home in enumerate(nearest):
        if home != NOBODY:
            members[int(home)].add(tree.ids[position])
    return {frozenset(members[position]): moments for position, moments in remainders(tree.units, overall).items()}


def _turnout(source: Published, position: int | None) -> Turnout | None:
    if position is None or position not in source.shown:
        return None
    return Turnout(source.shown[position].respondents, invited(source, position))


def _expected(team: UnitChange, expected: Mapping[int, float]) -> float | None:
    return expected.get(team.place.before) if team.change and team.place.before is not None else None


def _change_of(place: Place, before: Scores, after: Scores) -> Change | None:
    if place.before is None or place.after is None:
        return None
    return change(before.overall.get(place.before), after.overall.get(place.after))


def _judge(place: Place, change: Change | None, adjusted_p: float | None, relevant: float) -> UnitChange:
    if change is None or adjusted_p is None:
        return UnitChange(place, None, None, _absent(place))
    if change.difference is None:
        return UnitChange(place, change, None, Verdict.NO_CLEAR_CHANGE)
    return UnitChange(place, change, adjusted_p, verdict(change.difference, adjusted_p, relevant=relevant))


def _absent(place: Place) -> Verdict:
    return Verdict.NOT_SHOWN if place.lasting else Verdict.NEW_TEAM


def _wave(pair: Pair, before: Scores, after: Scores) -> WaveModel | None:
    try:
        return wave_model(groups(pair.before.tree, before.overall), groups(pair.after.tree, after.overall))
    except NotReportable:
        return None
