"""The figures of a survey file."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analytics.agreement import average_deviation, rwg
from analytics.grouped import GroupMoments, answer_counts
from analytics.intervals import proportion_interval
from analytics.moments import Moments
from app.files.answers import Answers
from app.files.contract import Analysis, GroupItem, ItemFigures, ScaleFigures
from app.files.reasons import Reasons
from app.files.scale_figures import scale_figures
from app.files.scales import Scale
from app.files.spread import spread

FAVOURABLE = 2  # the two highest options


def analyse(answers: Answers, scales: Sequence[Scale], reasons: Reasons) -> Analysis:
    """Compute all figures; why one is missing goes into `reasons`."""
    items: dict[str, ItemFigures] = {}
    figures: dict[str, ScaleFigures] = {}
    for scale in scales:
        codes = answers.of(scale)
        counts = answer_counts(codes, answers.groups, options=scale.options)
        figures[scale.name] = scale_figures(codes, counts, answers, scale, reasons)
        for item, own in zip(scale.items, counts, strict=True):
            if item not in items:
                items[item] = _item(item, own, answers.labels, scale, reasons)
    return Analysis(answers.rows, answers.respondents, answers.issues, figures, items)


def _item(item: str, counts: NDArray[np.int64], labels: Sequence[str], scale: Scale, reasons: Reasons) -> ItemFigures:
    """Describe one item in every group, from its counts of shape (groups, options)."""
    moments = GroupMoments.of_counts(counts, low=scale.low)
    rows = zip(labels, counts, strict=True)
    return ItemFigures(
        tuple(
            _group(label, own, moments.of(number), scale, reasons.at("items", item, "groups", label))
            for number, (label, own) in enumerate(rows)
        )
    )


def _group(label: str, counts: NDArray[np.int64], moments: Moments, scale: Scale, reasons: Reasons) -> GroupItem:
    """Describe one item in one group; below two answers there is neither spread nor agreement."""
    told, favourable = spread(moments, reasons), int(counts[-FAVOURABLE:].sum())
    share = proportion_interval(favourable, moments.n) if moments.n else None
    spreads = moments.n >= 2  # if not, `spread` has said so
    return GroupItem(
        group=label,
        respondents=moments.n,
        counts={str(code): count for code, count in enumerate(counts.tolist(), scale.low)},
        mean=told.mean,
        sd=told.sd,
        low=told.low,
        high=told.high,
        favourable=share.estimate if share else None,
        favourable_low=share.low if share else None,
        favourable_high=share.high if share else None,
        ad=average_deviation(counts, values=range(scale.options)) if spreads else None,
        rwg=rwg(counts).estimate if spreads else None,
    )
