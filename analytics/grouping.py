"""Whether it matters in which team someone is: intraclass correlations, from sums per team alone."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from scipy import special

from analytics.errors import NoVariation, TooFewAnswers
from analytics.moments import Moments

# Below this share of the sum of squares the differences between means are only rounding.
ROUNDING = 1e-28


@dataclass(frozen=True, slots=True)
class Intraclass:
    """An intraclass correlation.

    Attributes
    ----------
    estimate
        At most 1. Negative, and shown so, when group means differ less than chance makes them differ.
    low, high
        Bounds of the confidence interval; approximate when groups differ in size.
    level
        Confidence level of the interval, between 0 and 1.
    groups, n
        How many groups (J) and scores (N) it rests on.
    """

    estimate: float
    low: float
    high: float
    level: float
    groups: int
    n: int


@dataclass(frozen=True, slots=True)
class _Variance:
    """One-way analysis of variance: mean squares within and between groups, over J groups and N scores."""

    within: float
    between: float
    groups: int
    n: int


def icc1(groups: Sequence[Moments], *, level: float = 0.95) -> Intraclass:
    """Say what share of the variance of one person's score lies between groups: ICC(1).

    Parameters
    ----------
    groups
        The scores of each group, at least one in each; no one in two groups. Who has no score or no group is left out
        before.
    level
        Confidence level of the interval, between 0 and 1.

    Raises
    ------
    TooFewAnswers
        Below two groups, with an empty group, or when no group has two scores.
    NoVariation
        When scores do not differ within any group.

    Notes
    -----
    (MSB - MSW) / (MSB + (k - 1) MSW) with k = N / J [1]_, as `multilevel::ICC1` of R. Bounds: the same of F = MSB /
    MSW divided by F(J - 1, N - J), and multiplied by F(N - J, J - 1), both upper quantiles [2]_.

    References
    ----------
    .. [1] Bliese, P. D. (2000). Within-group agreement, non-independence, and reliability. In K. J. Klein & S. W. J.
       Kozlowski (eds.), Multilevel theory, research, and methods in organizations, 349-381.
    .. [2] McGraw, K. O. & Wong, S. P. (1996). Forming inferences about some intraclass correlation coefficients.
       Psychological Methods 1, 30-46.
    """
    variance = _analyse(groups)
    size = variance.n / variance.groups
    estimate, low, high = ((f - 1) / (f + size - 1) for f in _ratios(variance, level))
    return Intraclass(estimate, low, high, level, variance.groups, variance.n)


def icc2(groups: Sequence[Moments], *, level: float = 0.95) -> Intraclass:
    """Say how reliably group means tell groups apart: ICC(2).

    Parameters
    ----------
    groups
        The scores of each group, at least one in each; no one in two groups. Who has no score or no group is left out
        before.
    level
        Confidence level of the interval, between 0 and 1.

    Raises
    ------
    TooFewAnswers
        Below two groups, with an empty group, or when no group has two scores.
    NoVariation
        When scores do not differ within any group, or all groups have the same mean.

    Notes
    -----
    (MSB - MSW) / MSB, that is 1 - 1 / F [1]_, as `multilevel::ICC2` of R. It has no lower limit. Bounds as those of
    `icc1`.

    References
    ----------
    .. [1] Bliese, P. D. (2000). Within-group agreement, non-independence, and reliability. In K. J. Klein & S. W. J.
       Kozlowski (eds.), Multilevel theory, research, and methods in organizations, 349-381.
    """
    variance = _analyse(groups)
    if variance.between == 0:
        raise NoVariation("all groups have the same mean")
    estimate, low, high = (1 - 1 / f for f in _ratios(variance, level))
    return Intraclass(estimate, low, high, level, variance.groups, variance.n)


def _analyse(groups: Sequence[Moments]) -> _Variance:
    """Split the sum of squares into that within and that between groups."""
    count, n = len(groups), sum(group.n for group in groups)
    if count < 2 or n <= count or min(group.n for group in groups) < 1:
        raise TooFewAnswers(f"needs 2 groups, none empty, and one with 2 scores; got {n} scores in {count} groups")
    within = math.fsum(group.spread for group in groups)
    if within == 0:
        raise NoVariation("scores do not differ within any group")
    grand = math.fsum(group.total for group in groups) / n
    between = math.fsum(group.n * (group.mean - grand) ** 2 for group in groups)
    if between < ROUNDING * math.fsum(group.squares for group in groups):
        between = 0.0
    return _Variance(within / (n - count), between / (count - 1), count, n)


def _ratios(variance: _Variance, level: float) -> tuple[float, float, float]:
    """Return F = MSB / MSW and the lower and upper bound of what it estimates."""
    f, tail = variance.between / variance.within, (1 + level) / 2
    df_between, df_within = variance.groups - 1, variance.n - variance.groups
    low = f / float(special.fdtri(df_between, df_within, tail))
    return f, low, f * float(special.fdtri(df_within, df_between, tail))
