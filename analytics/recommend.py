"""The recommendation questions, 0 to 10."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from analytics.errors import TooFewAnswers
from analytics.intervals import normal_quantile

OPTIONS = 11
PROMOTERS_FROM, DETRACTORS_TO = 9, 6
ADDED = 3


@dataclass(frozen=True, slots=True)
class Recommendation:
    """Promoters minus detractors, per hundred answers.

    Attributes
    ----------
    score
        Between -100 and 100.
    low, high
        Bounds of the 95 % interval, cut off at -100 and 100 for display. With a single answer the score may lie
        just outside of them, because the interval pulls towards 0.
    promoters, passives, detractors
        How many answered 9-10, 7-8, 0-6.
    n
        How many answered at all.
    """

    score: float
    low: float
    high: float
    promoters: int
    passives: int
    detractors: int
    n: int


def recommendation_score(counts: Sequence[int]) -> Recommendation:
    """Score a recommendation question and say within what bounds the score lies.

    Parameters
    ----------
    counts
        How many gave each of the 11 answers 0, 1, ..., 10.

    Raises
    ------
    TooFewAnswers
        Without an answer.
    ValueError
        When there are not 11 counts.

    Notes
    -----
    100 (promoters - detractors) / n. Adjusted Wald interval: 3/4 added to promoters and to detractors and 3 to n; with
    p and q their shares then, p - q +- z sqrt((p + q - (p - q)^2) / (n + 3)) [1]_.

    References
    ----------
    .. [1] Rocks, B. (2016). Interval estimation for the "net promoter score". The American Statistician 70, 365-372.
    """
    if len(counts) != OPTIONS:
        raise ValueError(f"11 counts expected, got {len(counts)}")
    n = int(sum(counts))
    if n < 1:
        raise TooFewAnswers("a recommendation score needs 1 answer, got 0")
    promoters, detractors = int(sum(counts[PROMOTERS_FROM:])), int(sum(counts[: DETRACTORS_TO + 1]))
    share, against = ((group + ADDED / 4) / (n + ADDED) for group in (promoters, detractors))
    centre = share - against
    half = normal_quantile(0.95) * math.sqrt((share + against - centre**2) / (n + ADDED))
    return Recommendation(
        score=100 * (promoters - detractors) / n,
        low=max(-100.0, 100 * (centre - half)),
        high=min(100.0, 100 * (centre + half)),
        promoters=promoters,
        passives=n - promoters - detractors,
        detractors=detractors,
        n=n,
    )
