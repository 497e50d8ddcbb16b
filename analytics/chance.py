"""What chance alone does to the difference of two measurements: by the size of a team, and by where it stood before."""

import math
from collections.abc import Collection, Iterable, Mapping

from analytics.disclosure import UnitTree
from analytics.errors import TooFewAnswers
from analytics.intervals import t_quantile
from analytics.moments import Moments
from analytics.multilevel import shrunken_by_group
from analytics.remainders import remainders


def common_spread(teams: Collection[Moments]) -> tuple[float, int]:
    """Pool the spread inside teams: one standard deviation, in scale points, and its degrees of freedom.

    Raises
    ------
    TooFewAnswers
        When no team has two scores.
    """
    freedom = sum(team.n - 1 for team in teams)
    if freedom < 1:
        raise TooFewAnswers("a common spread needs a team of 2 scores")
    return math.sqrt(sum(team.spread for team in teams) / freedom), freedom


def common_size(before: int, after: int) -> float:
    """Give the size of a team that would be as uncertain, had it been as large both times: the harmonic mean."""
    return 2 / (1 / before + 1 / after)


def chance_limits(sizes: Iterable[float], spread: float, freedom: int, *, level: float = 0.95) -> list[float]:
    """Say how far apart the means of two measurements lie by chance alone, in teams of these sizes.

    Parameters
    ----------
    sizes
        As `common_size` gives them.
    spread, freedom
        As `common_spread` gives them.
    level
        Share of the teams without any change that lie within.

    Returns
    -------
    In scale points, to either side of zero: t sd sqrt(2 / n), with one spread for all teams, unlike Welch's test.
    """
    quantile = t_quantile(level, freedom)
    return [quantile * spread * math.sqrt(2 / size) for size in sizes]


def regression_to_mean(tree: UnitTree, scores: Mapping[int, Moments]) -> dict[int, float]:
    """Say how far each group is expected to move by itself from one measurement to the next.

    A low mean is low partly by chance, and the next one has chance of its own. Expected is the shrunken mean less the
    mean itself.

    Parameters
    ----------
    tree
        The units.
    scores
        Of each shown unit, by its number.

    Returns
    -------
    In scale points, by number of the unit; of a unit with shown units inside it, of everybody else in it. Empty where
    no model can be fitted.
    """
    groups = remainders(tree, scores)
    return {unit: mean - groups[unit].mean for unit, mean in shrunken_by_group(groups).items()}
