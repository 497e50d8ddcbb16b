"""The figures of one scale: how far it measures one thing, whether the group matters, and every group."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.agreement import average_deviations, mean_deviation, r_star_wg_j, rwg_j
from analytics.errors import NoVariation, TooFewAnswers
from analytics.grouped import GroupMoments, score_moments
from analytics.grouping import Intraclass, icc1, icc2
from analytics.moments import Moments
from analytics.multilevel import random_intercept, shrunken_means
from analytics.reliability import Alpha as CronbachAlpha
from analytics.reliability import cronbach_alpha, item_rest, omega_total
from app.files.answers import Answers
from app.files.contract import Alpha, GroupScore, Icc, Omega, ScaleFigures
from app.files.reasons import Reasons
from app.files.scales import Scale
from app.files.spread import spread

NOTHING = (None, None, None)


@dataclass(frozen=True, eq=False)
class _Part:
    """One group: the answers of its members, their counts of shape (items, options), and their scores."""

    label: str
    codes: NDArray[np.int8]
    counts: NDArray[np.int64]
    moments: Moments
    shrunken: float | None


def scale_figures(
    codes: NDArray[np.int8], counts: NDArray[np.int64], answers: Answers, scale: Scale, reasons: Reasons
) -> ScaleFigures:
    """Compute the figures of one scale.

    Parameters
    ----------
    codes
        Shape (respondents, items), from 0.
    counts
        Shape (items, groups, options).
    answers
        Of the whole file, for its groups.
    """
    reasons = reasons.at("scales", scale.name)
    moments = score_moments(codes, answers.groups, low=scale.low)
    complete = int((codes >= 0).all(axis=1).sum())
    alpha = reasons.attempt("alpha", lambda: cronbach_alpha(codes))
    omega = reasons.attempt("omega_total", lambda: omega_total(codes))
    return ScaleFigures(
        items=scale.items,
        options=scale.options,
        alpha=Alpha(*_bounds(alpha), respondents=complete, items=len(scale.items)),
        omega_total=Omega(omega.estimate if omega else None, complete),
        item_rest=_item_rest(codes, scale, reasons),
        icc=_icc(moments, reasons),
        groups=tuple(
            _group(part, scale, reasons.at("groups", part.label))
            for part in _parts(codes, counts, moments, answers, _shrunken(moments, reasons))
        ),
    )


def _item_rest(codes: NDArray[np.int8], scale: Scale, reasons: Reasons) -> dict[str, float | None]:
    found = reasons.attempt("item_rest", lambda: item_rest(codes).correlations)
    if found is None:
        return dict.fromkeys(scale.items)
    for item, correlation in zip(scale.items, found, strict=True):
        if correlation is None:
            reasons.at("item_rest").miss(item, NoVariation("the item, or all others together, do not vary"))
    return dict(zip(scale.items, found, strict=True))


def _icc(moments: GroupMoments, reasons: Reasons) -> Icc:
    """Compare the groups with a score."""
    present = [moments.of(group) for group in np.flatnonzero(moments.n).tolist()]
    first = reasons.attempt("icc1", lambda: icc1(present))
    second = reasons.attempt("icc2", lambda: icc2(present))
    return Icc(*_bounds(first), *_bounds(second), groups=len(present), respondents=int(moments.n.sum()))


def _bounds(found: CronbachAlpha | Intraclass | None) -> tuple[float | None, float | None, float | None]:
    return (found.estimate, found.low, found.high) if found else NOTHING


def _shrunken(moments: GroupMoments, reasons: Reasons) -> Sequence[float | None]:
    """Shrink the means of the groups with a score."""
    present = np.flatnonzero(moments.n).tolist()
    groups = [moments.of(group) for group in present]
    components = reasons.attempt("shrunken_mean", lambda: random_intercept(groups))
    shrunken: list[float | None] = [None] * len(moments.n)
    if components:
        for group, mean in zip(present, shrunken_means(groups, components).tolist(), strict=True):
            shrunken[group] = mean
    return shrunken


def _parts(
    codes: NDArray[np.int8],
    counts: NDArray[np.int64],
    moments: GroupMoments,
    answers: Answers,
    shrunken: Sequence[float | None],
) -> Iterator[_Part]:
    """Split everything by group."""
    order = np.argsort(answers.groups.row, kind="stable")
    ends = np.searchsorted(answers.groups.row[order], np.arange(1, len(answers.labels) + 1))
    for group, members in enumerate(np.split(codes[order], ends)[: len(answers.labels)]):
        yield _Part(answers.labels[group], members, counts[:, group], moments.of(group), shrunken[group])


def _group(part: _Part, scale: Scale, reasons: Reasons) -> GroupScore:
    """Describe one scale in one group."""
    told = spread(part.moments, reasons)
    ad = float(mean_deviation(average_deviations(part.counts, values=range(scale.options))))
    if math.isnan(ad):
        reasons.miss("ad", TooFewAnswers("no item has two answers"))
    within = reasons.attempt("rwg_j", lambda: rwg_j(part.codes, options=scale.options))
    star = r_star_wg_j(part.codes, options=scale.options) if within else None  # it exists where the other does
    return GroupScore(
        group=part.label,
        respondents=part.moments.n,
        mean=told.mean,
        sd=told.sd,
        low=told.low,
        high=told.high,
        shrunken_mean=part.shrunken,
        ad=None if math.isnan(ad) else ad,
        rwg_j=within.estimate if within else None,
        rwg_j_star=star.estimate if star else None,
    )
