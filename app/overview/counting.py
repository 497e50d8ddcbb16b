"""What is counted over all teams of a publication, once."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from analytics.cells import OVERALL
from analytics.errors import NotReportable
from analytics.grouping import Intraclass, icc1
from analytics.ladder import Pattern
from analytics.remainders import remainders
from app.overview.ordering import divided
from app.results.all_units import scores_of_all
from app.results.beginning import ladder
from app.results.kept import Kept
from app.results.reading import Published, Scores
from surveys.model import Level

Beginning = tuple[str | None, bool]
"""The level to begin with, None when all are in order, and whether that is certain."""


@dataclass(frozen=True)
class Counts:
    """Teams that are shown, counted.

    Attributes
    ----------
    hidden
        Teams that are not shown.
    between
        What share of the differences between people lies between groups; None where it cannot be told.
    stages
        By the stage of the average.
    divided
        By level: teams in which people are divided about it.
    begins
        By where they begin; teams of which that cannot be told are in none.
    undetermined
        Those teams.
    patterns
        By usual mistake.
    """

    shown: int
    hidden: int
    between: Intraclass | None
    stages: Mapping[int, int]
    divided: Mapping[Level, int]
    begins: Mapping[Beginning, int]
    undetermined: int
    patterns: Mapping[Pattern, int]


_KEPT: Kept[Counts] = Kept(256)


def counts(session: Session, source: Published) -> Counts:
    """Count the teams of a publication."""
    return _KEPT.get(source.publication.id, lambda: counted(source, scores_of_all(session, source)))


def counted(source: Published, scores: Mapping[int, Scores]) -> Counts:
    """Count teams, given the scores of every shown unit."""
    teams = [scores[team] for team in source.tree.leaves if team in scores]
    ladders = [ladder(team, source.measurement.threshold) for team in teams]
    told = [each for each in ladders if not each.undetermined]
    return Counts(
        shown=len(teams),
        hidden=sum(team not in source.shown for team in source.tree.leaves),
        between=_between(source, scores),
        stages=Counter(team[OVERALL].stage for team in teams if OVERALL in team),
        divided=Counter(level for team in teams for level in divided(team)),
        begins=Counter((each.begin, each.certain) for each in told),
        undetermined=len(ladders) - len(told),
        patterns=Counter(pattern for each in ladders for pattern in each.patterns),
    )


def _between(source: Published, scores: Mapping[int, Scores]) -> Intraclass | None:
    shown = {unit: each[OVERALL].moments for unit, each in scores.items() if OVERALL in each}
    try:
        return icc1(list(remainders(source.tree.units, shown).values()))
    except NotReportable:
        return None
