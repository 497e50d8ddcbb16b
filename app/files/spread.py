"""Mean, standard deviation and interval, None where one cannot be told."""

from dataclasses import dataclass

from analytics.errors import TooFewAnswers
from analytics.intervals import mean_interval
from analytics.moments import Moments
from app.files.reasons import Reasons


@dataclass(frozen=True)
class Spread:
    """How scores lie, in scale points."""

    mean: float | None = None
    sd: float | None = None
    low: float | None = None
    high: float | None = None


def spread(moments: Moments, reasons: Reasons) -> Spread:
    """Describe a set of scores."""
    if moments.n < 1:
        reasons.miss("mean", TooFewAnswers("a mean needs 1 answer, got 0"))
        return Spread()
    interval = reasons.attempt("sd", lambda: mean_interval(moments))
    if interval is None:
        return Spread(moments.mean)
    return Spread(moments.mean, moments.sd, interval.low, interval.high)
