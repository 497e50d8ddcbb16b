"""Where to begin on the ladder of seven levels, worked from the top down.

That agreement is asked of every level is this product's own step beyond its sources; thresholds are settings.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from analytics.errors import NotReportable
from surveys.model import Level

LEAD = 0.5
NOISE = 1e-9


class Status(StrEnum):
    """How a level stands."""

    LOW = "low"
    DIVIDED = "divided"
    IN_ORDER = "in_order"
    NOT_SHOWN = "not_shown"


class Pattern(StrEnum):
    """A usual mistake that a ladder may show."""

    BOTTOM_UP = "bottom_up"
    TRICK = "trick"


@dataclass(frozen=True, slots=True)
class Rung:
    """What was found on one level, in scale points; None where it is not shown.

    Attributes
    ----------
    level
        Code of the level.
    mean, low, high
        Mean of the person scores, with the bounds of its interval.
    ad
        Average deviation within the team, averaged over the items of the level.
    """

    level: str
    mean: float | None
    low: float | None
    high: float | None
    ad: float | None


@dataclass(frozen=True, slots=True)
class Step:
    """What is said of one level.

    Attributes
    ----------
    level, status
        Which level, and how it stands.
    certain
        False when the interval of the mean holds the threshold, and when the level is not shown.
    waits_for
        The level to begin with, when that lies higher; otherwise None.
    """

    level: str
    status: Status
    certain: bool
    waits_for: str | None


@dataclass(frozen=True, slots=True)
class Ladder:
    """What is said of all levels together.

    Attributes
    ----------
    steps
        One per rung, in the same order.
    begin
        The first level from the top that is not in order. None when all are in order, or when it cannot be told.
    certain
        Whether that is sure: every level down to and including `begin` is certain. Always False when undetermined.
    undetermined
        True when a level that is not shown keeps the beginning from being named.
    patterns
        The usual mistakes that the ladder shows.
    """

    steps: tuple[Step, ...]
    begin: str | None
    certain: bool
    undetermined: bool
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class HeadOffice:
    """Whether mission lives among leaders only.

    Attributes
    ----------
    present
        True when mission is in order among leaders, and not among the others.
    certain
        False when one of the two intervals holds the threshold.
    leaders, others
        How mission stands among each.
    """

    present: bool
    certain: bool
    leaders: Status
    others: Status


def climb(rungs: Sequence[Rung], *, threshold: float = 3.5, limit: float = 5 / 6) -> Ladder:
    """Name the level to begin with, the levels that wait for it, and the patterns.

    A level is low when its mean is below the threshold, else divided when its average deviation is above the limit,
    else in order. It counts as not shown without a mean, and also when the mean suffices but agreement is unknown.

    Parameters
    ----------
    rungs
        The levels, from the top (mission) down.
    threshold
        Lowest mean that is in order, in scale points.
    limit
        Largest average deviation that is agreement, in scale points.
    """
    statuses = [_status(rung, threshold, limit) for rung in rungs]
    sure = [
        status is not Status.NOT_SHOWN and not _holds(rung, threshold)
        for rung, status in zip(rungs, statuses, strict=True)
    ]
    stop = next((i for i, status in enumerate(statuses) if status is not Status.IN_ORDER), len(rungs))
    undetermined = stop < len(rungs) and statuses[stop] is Status.NOT_SHOWN
    begin = rungs[stop].level if stop < len(rungs) and not undetermined else None
    steps = tuple(
        Step(rung.level, status, certain, begin if i > stop else None)
        for i, (rung, status, certain) in enumerate(zip(rungs, statuses, sure, strict=True))
    )
    return Ladder(steps, begin, all(sure[: stop + 1]), undetermined, _patterns(rungs, statuses))


def head_office_only(leaders: Rung, others: Rung, *, threshold: float = 3.5, limit: float = 5 / 6) -> HeadOffice:
    """Say whether mission is in order among leaders but not among the others: a pattern of the whole organisation.

    Parameters
    ----------
    leaders, others
        What was found on mission among people who lead and among everybody else in the organisation. Where agreement is
        not known, as of groups that are spread over teams, the mean alone decides.
    threshold
        Lowest mean that is in order, in scale points.
    limit
        Largest average deviation that is agreement, in scale points.

    Raises
    ------
    NotReportable
        When mission is not shown of one of the two: then neither the pattern nor its absence can be told.
    ValueError
        When a rung is another level than mission.
    """
    if {leaders.level, others.level} != {Level.MISSION}:
        raise ValueError(f"the pattern is about mission, got {leaders.level} and {others.level}")
    above, below = (_status(_by_mean(rung), threshold, limit) for rung in (leaders, others))
    if Status.NOT_SHOWN in {above, below}:
        raise NotReportable("mission is not shown of leaders, or not of the others")
    return HeadOffice(
        present=above is Status.IN_ORDER and below is not Status.IN_ORDER,
        certain=not (_holds(leaders, threshold) or _holds(others, threshold)),
        leaders=above,
        others=below,
    )


def _by_mean(rung: Rung) -> Rung:
    """Take agreement for granted where it is not known."""
    return replace(rung, ad=0.0) if rung.ad is None else rung


def _status(rung: Rung, threshold: float, limit: float) -> Status:
    """Say how one level stands."""
    if rung.mean is None:
        return Status.NOT_SHOWN
    if rung.mean < threshold - NOISE:
        return Status.LOW
    if rung.ad is None:
        return Status.NOT_SHOWN
    return Status.DIVIDED if rung.ad > limit + NOISE else Status.IN_ORDER


def _holds(rung: Rung, threshold: float) -> bool:
    """Say whether the interval of the mean holds the threshold; without an interval nothing is sure."""
    if rung.low is None or rung.high is None:
        return True
    return rung.low - NOISE <= threshold <= rung.high + NOISE


def _patterns(rungs: Sequence[Rung], statuses: Sequence[Status]) -> tuple[Pattern, ...]:
    """Name the patterns; a level that is not shown takes no part in any."""
    means = {rung.level: rung.mean for rung in rungs if rung.mean is not None}
    status = dict(zip((rung.level for rung in rungs), statuses, strict=True))
    weak_values = status.get(Level.VALUES) in {Status.LOW, Status.DIVIDED}
    ready = {level for level in (Level.SKILLS, Level.CONTEXT) if status.get(level) is Status.IN_ORDER}
    found = {
        Pattern.BOTTOM_UP: (weak_values and bool(ready)) or _leads(means),
        Pattern.TRICK: weak_values and Level.SKILLS in ready,
    }
    return tuple(pattern for pattern, present in found.items() if present)


def _leads(means: Mapping[str, float]) -> bool:
    """Say whether skills or context stand well above values."""
    if Level.VALUES not in means:
        return False
    goal = means[Level.VALUES] + LEAD - NOISE
    return any(means.get(level, goal - 1) >= goal for level in (Level.SKILLS, Level.CONTEXT))
