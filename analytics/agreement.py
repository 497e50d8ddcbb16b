"""How far the members of a team agree."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from analytics.errors import TooFewAnswers, TooManyAnswers

# The exact null distribution takes time and memory of the order n^3 and n^2; this is 0.2 s.
LARGEST_GROUP = 300
NOISE = 1e-9
CAMP = 0.25


@dataclass(frozen=True, slots=True)
class WithinGroup:
    """Agreement inside one group, compared with the variance that random ticking would give. For researchers.

    Attributes
    ----------
    estimate
        1 when everyone gives the same answers, 0 when answers vary as random ticking does.
    respondents, items
        What it rests on, after those without an answer were left out.
    """

    estimate: float
    respondents: int
    items: int


def average_deviation(counts: ArrayLike, *, values: ArrayLike) -> float:
    """Measure how far the answers to one item lie from their mean, on average: AD_M, in scale points.

    Parameters
    ----------
    counts
        Shape (options,): how many gave each answer. No answer is not counted.
    values
        Shape (options,): the whole number that each option stands for.

    Raises
    ------
    TooFewAnswers
        Below two answers.

    Notes
    -----
    sum |x - mean| / n [1]_, computed in whole numbers as sum count |n value - total| / n^2 and rounded once.

    References
    ----------
    .. [1] Burke, M. J., Finkelstein, L. M. & Dusig, M. S. (1999). On average deviation indices for estimating
       interrater agreement. Organizational Research Methods 2, 49-68.
    """
    deviation = average_deviations(counts, values=values)
    if np.isnan(deviation):
        raise TooFewAnswers(f"an average deviation needs 2 answers, got {np.sum(counts)}")
    return float(deviation)


def average_deviations(counts: ArrayLike, *, values: ArrayLike) -> NDArray[np.float64]:
    """Take the average deviation of many groups or items at once.

    Parameters
    ----------
    counts
        Shape (..., options).
    values
        Shape (options,).

    Returns
    -------
    Shape (...), in scale points; NaN below two answers.
    """
    counts = np.asarray(counts, dtype=np.int64)
    values = np.asarray(values, dtype=np.int64)
    n = counts.sum(axis=-1)
    distances = np.abs(n[..., None] * values - (counts @ values)[..., None])
    deviations = np.full(n.shape, np.nan)
    np.divide((counts * distances).sum(axis=-1), n * n, out=deviations, where=n >= 2)
    return deviations


def mean_deviation(deviations: NDArray[np.float64]) -> NDArray[np.float64]:
    """Average the deviations of the items of a scale, shape (..., items), to shape (...), in scale points.

    Items without a figure (NaN) are left out; NaN where none has one.
    """
    known = ~np.isnan(deviations)
    means = np.full(deviations.shape[:-1], np.nan)
    totals, counts = np.where(known, deviations, 0).sum(axis=-1), known.sum(axis=-1)
    np.divide(totals, counts, out=means, where=counts > 0)
    return means


def agreement_limit(options: int) -> float:
    """Return the largest average deviation that still counts as agreement on a scale of so many options.

    A / 6 for A options: 0.833 scale points for five. Source: Burke, M. J. & Dunlap, W. P. (2002). Estimating
    interrater agreement with the average deviation index. Organizational Research Methods 5, 159-172.
    """
    return options / 6


def two_camps(counts: ArrayLike) -> bool:
    """Say whether the answers to one item gather at both ends of the scale instead of spreading over it.

    Each half of the scale holds at least a quarter of the answers, and more of them than the middle. It describes these
    answers, and is meant for those that lie far apart: on others it may hold without any disagreement to speak of.

    Parameters
    ----------
    counts
        Shape (options,): how many gave each answer, in the order of the scale. No answer is not counted. The middle is
        the middle option, or nothing where the number of options is even.

    Notes
    -----
    A rule of this product, and not a test: with few answers chance gives camps too.
    """
    tally = np.asarray(counts, dtype=np.int64)
    half = tally.size // 2
    smaller = min(int(tally[:half].sum()), int(tally[-half:].sum()))
    middle = int(tally.sum() - tally[:half].sum() - tally[-half:].sum())
    return smaller > 0 and smaller >= CAMP * int(tally.sum()) and smaller > middle


def beats_uniform(ad: float, n: int, options: int, alpha: float = 0.05) -> bool:
    """Say whether one item shows more agreement than people who tick at random.

    Parameters
    ----------
    ad
        Average deviation of one item, in scale points; never of a mean of several items.
    n
        How many valid answers it rests on.
    options
        How many options the scale has; they stand one point apart.
    alpha
        Largest chance that random ticking does as well.

    Raises
    ------
    TooManyAnswers
        As `critical_average_deviation`.
    """
    return ad <= critical_average_deviation(n, options, alpha) + NOISE


def rwg(counts: ArrayLike) -> WithinGroup:
    """Compare the variance of the answers to one item with that of random ticking: r_wg, between 0 and 1.

    Parameters
    ----------
    counts
        Shape (options,): how many gave each answer, in the order of the scale; the options stand one point apart. No
        answer is not counted.

    Raises
    ------
    TooFewAnswers
        Below two answers.

    Notes
    -----
    max(0, 1 - s2 / ev) [1]_, with s2 the variance (divisor n - 1) and ev = (A^2 - 1) / 12 that of A options ticked
    with equal chance.

    References
    ----------
    .. [1] James, L. R., Demaree, R. G. & Wolf, G. (1984). Estimating within-group interrater reliability with and
       without response bias. Journal of Applied Psychology 69, 85-98.
    """
    tally = np.asarray(counts, dtype=np.int64)
    n = int(tally.sum())
    if n < 2:
        raise TooFewAnswers(f"agreement needs 2 answers, got {n}")
    codes = np.arange(tally.size)
    variance = (n * int(tally @ codes**2) - int(tally @ codes) ** 2) / (n * (n - 1))
    return WithinGroup(max(0.0, 1 - variance / _uniform_variance(tally.size)), respondents=n, items=1)


def rwg_j(answers: NDArray[np.int8], *, options: int) -> WithinGroup:
    """Compare the answers of one group to the items of one scale with random ticking: r_wg(j), between 0 and 1.

    It grows with the number of items, so that nearly every group passes .70; never show it alone.

    Parameters
    ----------
    answers
        Shape (respondents, items), in scale points; negative is no answer. Respondents without an answer to every
        item are left out.
    options
        How many options the scale has; they stand one point apart.

    Raises
    ------
    TooFewAnswers
        Below two complete respondents, or without items.

    Notes
    -----
    J (1 - q) / (J (1 - q) + q) for J items [1]_, with q the mean variance (divisor n - 1) as a share of that of random
    ticking, at most 1. The mean variance is clipped first, as in R's `multilevel::rwg.j`.

    References
    ----------
    .. [1] James, L. R., Demaree, R. G. & Wolf, G. (1984). Estimating within-group interrater reliability with and
       without response bias. Journal of Applied Psychology 69, 85-98.
    """
    ratio, n, items = _variance_ratio(answers, options)
    agreed = items * (1 - min(ratio, 1.0))
    return WithinGroup(agreed / (agreed + min(ratio, 1.0)), respondents=n, items=items)


def r_star_wg_j(answers: NDArray[np.int8], *, options: int) -> WithinGroup:
    """Compare the answers of one group with random ticking, whatever the number of items: r*_wg(j), at most 1.

    Negative, and shown so, when answers vary more than random ticking makes them, as in two camps.

    Parameters
    ----------
    answers
        Shape (respondents, items), in scale points; negative is no answer. Respondents without an answer to every
        item are left out.
    options
        How many options the scale has; they stand one point apart.

    Raises
    ------
    TooFewAnswers
        Below two complete respondents, or without items.

    Notes
    -----
    1 - mean variance (divisor n - 1) / that of random ticking [1]_, as R's `multilevel::rwg.j.lindell`.

    References
    ----------
    .. [1] Lindell, M. K., Brandt, C. J. & Whitney, D. J. (1999). A revised index of interrater agreement for
       multi-item ratings of a single target. Applied Psychological Measurement 23, 127-135.
    """
    ratio, n, items = _variance_ratio(answers, options)
    return WithinGroup(1 - ratio, respondents=n, items=items)


@cache
def critical_average_deviation(n: int, options: int, alpha: float = 0.05) -> float:
    """Return the largest average deviation, in scale points, that random ticking seldom stays within.

    The largest value x that the average deviation can take with P(AD <= x) <= alpha when n people tick each of the
    options with equal chance, computed exactly.

    Raises
    ------
    TooFewAnswers
        When even perfect agreement is not that rare (five options: n of 2 or less).
    TooManyAnswers
        Above 300 answers. For five options the critical value lies above the limit for agreement from n = 15 on, so
        that nothing is lost.

    Notes
    -----
    The test is that of [1]_, by enumeration instead of simulation.

    References
    ----------
    .. [1] Dunlap, W. P., Burke, M. J. & Smith-Crowe, K. (2003). Accurate tests of statistical significance for r_WG
       and average deviation interrater agreement indexes. Journal of Applied Psychology 88, 356-362.
    """
    if n > LARGEST_GROUP:
        raise TooManyAnswers(f"the exact test stops at {LARGEST_GROUP} answers, got {n}")
    chances = _null_distribution(max(n, 0), options)
    rare = np.flatnonzero((chances > 0) & (np.cumsum(chances) <= alpha))
    if n < 2 or not rare.size:
        raise TooFewAnswers(f"{n} answers on {options} options cannot beat chance")
    return 2 * int(rare[-1]) / n**2


def _uniform_variance(options: int) -> float:
    """Return the variance of ticking each option with equal chance."""
    if options < 2:
        raise ValueError(f"a scale has 2 options, got {options}")
    return (options**2 - 1) / 12


def _variance_ratio(answers: NDArray[np.int8], options: int) -> tuple[float, int, int]:
    """Return the mean variance over items as a share of that of random ticking, and the respondents and items."""
    complete = answers[(answers >= 0).all(axis=1)].astype(np.int64)
    n, items = complete.shape
    if n < 2 or items < 1:
        raise TooFewAnswers(f"agreement needs 2 complete respondents and an item, got {n} and {items}")
    spread = n * int((complete**2).sum()) - int((complete.sum(axis=0) ** 2).sum())
    return spread / (n * (n - 1) * items) / _uniform_variance(options), n, items


def _null_distribution(n: int, options: int) -> NDArray[np.float64]:
    """Return the chance of each value of n^2 AD / 2, which is a whole number, under random ticking.

    With L people at or below the mean, B the sum of their answers and T that of all, n^2 AD / 2 = L T - n B. So it
    suffices to go through the options that the mean may lie above, and through L, and the two sums.
    """
    chances = np.zeros((options - 1) * n * n // 4 + 1)
    chances[0] = options**-n  # all at the top option; for all others the mean lies below it
    for below in range(1, options):
        lower = _sums_of_ticks(n, below, options)
        upper = _sums_of_ticks(n, options - below, options)
        for low in range(n + 1):
            _add_split(chances, n, below, low, np.outer(special.comb(n, low) * lower[low], upper[n - low]))
    return chances


def _add_split(chances: NDArray[np.float64], n: int, below: int, low: int, joint: NDArray[np.float64]) -> None:
    """Add the cases in which `low` people tick one of the lowest `below` options and the mean lies just above those.

    `joint` holds the chance of each pair of sums, below and above, both counted from the smallest sum possible.
    """
    low_sum, rest = np.ogrid[: joint.shape[0], : joint.shape[1]]
    total = low_sum + rest + below * (n - low)
    fits = (total >= (below - 1) * n) & (total < below * n)
    values = (low * total - n * low_sum)[fits]
    chances += np.bincount(values, weights=joint[fits], minlength=chances.size)


def _sums_of_ticks(n: int, width: int, options: int) -> list[NDArray[np.float64]]:
    """Return, for 0 to n people, the chance that all tick within `width` neighbouring options, by their sum."""
    sums = [np.ones(1)]
    for _ in range(n):
        sums.append(np.convolve(sums[-1], np.full(width, 1 / options)))
    return sums
