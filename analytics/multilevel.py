"""Teams as a sample of teams: the random-intercept model, from sums alone.

Everything the likelihood needs is the number, sum and sum of squares of each team, so the models can be fitted on
published figures.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from analytics.errors import NotReportable, TooFewAnswers
from analytics.intervals import normal_quantile
from analytics.moments import Moments
from analytics.reml import fit

Group = TypeVar("Group", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Components:
    """The random-intercept model of one measurement.

    Attributes
    ----------
    grand
        Estimated mean over teams, in scale points.
    sigma2, tau2
        Variance within and between teams, in squared scale points; tau2 may be 0.
    se_grand
        Standard error of `grand`.
    groups, n
        How many teams and scores the estimates rest on.
    """

    grand: float
    sigma2: float
    tau2: float
    se_grand: float
    groups: int
    n: int


@dataclass(frozen=True, slots=True)
class WaveModel:
    """The change of the whole organisation between two measurements.

    Attributes
    ----------
    wave
        Estimated change, after minus before, in scale points.
    se
        Its standard error.
    low, high
        Bounds of its 95 % interval, estimate +- 1.96 standard errors; approximate below some ten teams.
    sigma2, tau2
        Variance within and between teams, in squared scale points; tau2 may be 0.
    n_before, n_after, groups
        How many scores and teams it rests on; a team may have scores in one measurement only.
    """

    wave: float
    se: float
    low: float
    high: float
    sigma2: float
    tau2: float
    n_before: int
    n_after: int
    groups: int


@dataclass(frozen=True, slots=True)
class DifferenceInDifferences:
    """The change of teams with an intervention, beside that of teams without.

    Attributes
    ----------
    intervention, others
        The change of each group of teams by itself.
    difference, se, low, high
        The first change less the second, in scale points, with its standard error and the bounds of its 95 % interval.
    """

    intervention: WaveModel
    others: WaveModel
    difference: float
    se: float
    low: float
    high: float


def random_intercept(groups: Sequence[Moments]) -> Components:
    """Split the variance of scores into that within and that between teams: score ~ 1 + (1 | team).

    Parameters
    ----------
    groups
        The scores of each team, at least one in each; no one in two teams.

    Raises
    ------
    TooFewAnswers
        Below two teams, with an empty team, or when no team has two scores.
    NoVariation
        When scores do not differ within any team.

    Notes
    -----
    Restricted maximum likelihood [1]_, the estimates of lme4's `lmer` [2]_. The criterion is profiled over tau2 /
    sigma2; all its stationary points and the boundary tau2 = 0 are compared.

    References
    ----------
    .. [1] Patterson, H. D. & Thompson, R. (1971). Recovery of inter-block information when block sizes are unequal.
       Biometrika 58, 545-554.
    .. [2] Bates, D., Maechler, M., Bolker, B. & Walker, S. (2015). Fitting linear mixed-effects models using lme4.
       Journal of Statistical Software 67(1), 1-48.
    """
    if len(groups) < 2:
        raise TooFewAnswers(f"variance between teams needs 2 teams, got {len(groups)}")
    fitted = fit(groups, design=np.ones((len(groups), 1)), group=range(len(groups)))
    n = sum(moments.n for moments in groups)
    return Components(fitted.effects[0], fitted.sigma2, fitted.tau2, fitted.errors[0], len(groups), n)


def shrunken_means(groups: Sequence[Moments], components: Components) -> NDArray[np.float64]:
    """Pull the mean of each team towards the grand mean, the more so the less is known of it.

    Parameters
    ----------
    groups
        The scores of each team, at least one in each.
    components
        Of the model that they are part of.

    Returns
    -------
    Shape (groups,), in scale points.

    Raises
    ------
    TooFewAnswers
        With an empty team.

    Notes
    -----
    grand + n tau2 / (n tau2 + sigma2) (mean - grand): the best linear unbiased prediction [1]_.

    References
    ----------
    .. [1] Robinson, G. K. (1991). That BLUP is a good thing. Statistical Science 6, 15-32.
    """
    sizes = np.array([moments.n for moments in groups], dtype=np.float64)
    means = np.array([moments.mean for moments in groups], dtype=np.float64)
    known = sizes * components.tau2 / (sizes * components.tau2 + components.sigma2)
    return components.grand + known * (means - components.grand)


def shrunken_by_group(groups: Mapping[Group, Moments]) -> dict[Group, float]:
    """Fit `random_intercept` and give the `shrunken_means` by group, in scale points.

    Parameters
    ----------
    groups
        The scores of each group, at least one in each; nobody in two groups.

    Returns
    -------
    Empty where the model cannot be fitted: below two groups, or where nothing differs inside them.
    """
    try:
        means = shrunken_means(list(groups.values()), random_intercept(list(groups.values())))
    except NotReportable:
        return {}
    return dict(zip(groups, means.tolist(), strict=True))


def wave_model(before: Mapping[Group, Moments], after: Mapping[Group, Moments]) -> WaveModel:
    """Estimate the change of the whole organisation: score ~ wave + (1 | team).

    Who took part twice counts as two persons; where teams keep their members the interval is on the wide side.

    Parameters
    ----------
    before, after
        The scores of each team, by team, at least one in each. Teams in one measurement only take part as well.

    Raises
    ------
    TooFewAnswers
        When a measurement is empty, below two teams, with an empty team, or with no more scores than teams.
    NoVariation
        When scores do not differ within any team, or only by one and the same change.

    Notes
    -----
    Fitted as `random_intercept`; the interval is Wald's.
    """
    teams = {team: index for index, team in enumerate({**before, **after})}
    if not before or not after or len(teams) < 2:
        raise TooFewAnswers(f"change needs 2 measurements and 2 teams, got {len(teams)} teams")
    design = np.column_stack([np.ones(len(before) + len(after)), np.repeat([0.0, 1.0], [len(before), len(after)])])
    fitted = fit([*before.values(), *after.values()], design=design, group=[teams[team] for team in [*before, *after]])
    wave, error, half = fitted.effects[1], fitted.errors[1], normal_quantile(0.95) * fitted.errors[1]
    n_before, n_after = (sum(moments.n for moments in wave.values()) for wave in (before, after))
    return WaveModel(wave, error, wave - half, wave + half, fitted.sigma2, fitted.tau2, n_before, n_after, len(teams))


def difference_in_differences(
    before: Mapping[Group, Moments], after: Mapping[Group, Moments], intervention: Collection[Group]
) -> DifferenceInDifferences:
    """Compare the change of some teams with that of the others: score ~ wave * intervention + (1 | team).

    It supposes that inside each group all teams changed equally much. Where teams were chosen by their scores, it says
    nothing: they were not alike to begin with.

    Parameters
    ----------
    before, after
        The scores of each team, by team.
    intervention
        Teams of one group; all others are the other group.

    Raises
    ------
    TooFewAnswers
        As `wave_model`, for either group.
    NoVariation
        As `wave_model`.

    Notes
    -----
    Fitted as `random_intercept`, on all teams together; the interval of the interaction is Wald's.
    """
    first, others = (
        wave_model(
            *({team: each for team, each in wave.items() if (team in intervention) is side} for wave in (before, after))
        )
        for side in (True, False)
    )
    rows = [(team, wave) for wave, teams in ((0.0, before), (1.0, after)) for team in teams]
    waves = np.array([wave for _, wave in rows])
    inside = np.array([float(team in intervention) for team, _ in rows])
    numbers = {team: index for index, team in enumerate({**before, **after})}
    fitted = fit(
        [*before.values(), *after.values()],
        design=np.column_stack([np.ones(len(rows)), waves, inside, waves * inside]),
        group=[numbers[team] for team, _ in rows],
    )
    difference, error = fitted.effects[3], fitted.errors[3]
    half = normal_quantile(0.95) * error
    return DifferenceInDifferences(first, others, difference, error, difference - half, difference + half)
