"""Signs of careless and of yes-saying answers, in many people together: none says anything about one person.

An answer matrix has shape (respondents, items), the items in the order in which they were asked; a negative code is no
answer. Where all items are worded in one direction, saying yes to all of them cannot be told from agreeing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.errors import NoVariation, TooFewAnswers


@dataclass(frozen=True, slots=True)
class Band:
    """How many people have a figure above one limit, up to and including another; None where there is no limit."""

    above: float | None
    up_to: float | None
    people: int


@dataclass(frozen=True, slots=True)
class Distribution:
    """How many people have which figure, as far as no small group can be pointed at.

    Attributes
    ----------
    bands
        Lowest first; everybody is in one of them, and none has fewer people than the smallest group.
    few_above
        The lowest limit above which there are fewer people than the smallest group, perhaps none; None where there is
        no such limit.
    """

    bands: tuple[Band, ...]
    few_above: float | None


def longest_runs(answers: NDArray[np.int8]) -> NDArray[np.int64]:
    """Find the longest row of equal answers of each person, counted in answers.

    An item without an answer is passed over: it neither counts nor ends a row.

    Returns
    -------
    Shape (respondents,); 0 without answers.

    Notes
    -----
    The longstring index [1]_.

    References
    ----------
    .. [1] Meade, A. W. & Craig, S. B. (2012). Identifying careless responses in survey data. Psychological Methods 17,
       437-455.
    """
    last = np.full(len(answers), -1)
    run = best = np.zeros(len(answers), dtype=np.int64)
    for codes in answers.T:
        answered = codes >= 0
        run = np.where(answered, np.where(codes == last, run + 1, 1), run)
        last = np.where(answered, codes, last)
        best = np.maximum(best, run)
    return best


def spreads(answers: NDArray[np.int8]) -> NDArray[np.float64]:
    """Measure how far the answers of each person lie apart: their standard deviation (divisor n - 1), in scale points.

    Returns
    -------
    Shape (respondents,); exactly 0 where all answers are the same, NaN below two answers.
    """
    answered = answers >= 0
    codes = np.where(answered, answers, 0).astype(np.int64)
    n, total, squares = answered.sum(axis=1), codes.sum(axis=1), (codes**2).sum(axis=1)
    variances = np.full(len(answers), np.nan)
    np.divide(n * squares - total**2, n * (n - 1), out=variances, where=n >= 2)
    return np.asarray(np.sqrt(variances), dtype=np.float64)


def distribution(
    values: NDArray[np.number], limits: Sequence[float], *, k: int, high_first: bool = False
) -> Distribution:
    """Count people in bands of a figure, none of them with fewer than k people.

    Parameters
    ----------
    values
        Shape (respondents,); no missing values.
    limits
        Where one band ends and the next begins, lowest first; the limit itself belongs to the lower band.
    k
        A band with fewer people is put together with the next one, and the last ones with the one before.
    high_first
        Whether to begin with the highest band, so that the highest figures are told apart best; else the lowest.

    Raises
    ------
    TooFewAnswers
        With fewer than k people in all.
    """
    if len(values) < k:
        raise TooFewAnswers(f"bands of {k} people need as many, got {len(values)}")
    counts = np.bincount(np.searchsorted(limits, values), minlength=len(limits) + 1)
    below = counts.cumsum()[:-1]
    return Distribution(
        bands=_falling(counts.tolist(), limits, k) if high_first else _rising(counts.tolist(), limits, k),
        few_above=min(
            (limit for limit, people in zip(limits, below, strict=True) if len(values) - people < k), default=None
        ),
    )


def means_of_others(answers: NDArray[np.int8]) -> NDArray[np.float64]:
    """Give, beside the answer of each person to each item, the mean of his or her answers to all other items.

    Returns
    -------
    Shape (respondents, items), in scale points; NaN where fewer than half of the other items were answered.
    """
    answered = answers >= 0
    codes = np.where(answered, answers, 0).astype(np.int64)
    counts = answered.sum(axis=1, keepdims=True) - answered
    totals = codes.sum(axis=1, keepdims=True) - codes
    means = np.full(answers.shape, np.nan)
    np.divide(totals, counts, out=means, where=(2 * counts >= answers.shape[1] - 1) & (counts > 0))
    return means


def correlation(one: NDArray[np.number], other: NDArray[np.number]) -> float:
    """Correlate two figures of the same people (Pearson), shape (respondents,) each, without missing values.

    Raises NoVariation when one of them is the same for everybody.
    """
    if len(one) < 2 or np.ptp(one) == 0 or np.ptp(other) == 0:
        raise NoVariation("one of the two is the same for everybody")
    return float(np.clip(np.corrcoef(one, other)[0, 1], -1, 1))


def common_share(scores: NDArray[np.number]) -> float:
    """Say what share of the differences between people on several scores lies along one line.

    Parameters
    ----------
    scores
        Shape (respondents, scores); no missing values.

    Returns
    -------
    Between 1 / scores, when scores have nothing in common, and 1.

    Raises
    ------
    NoVariation
        When a score is the same for everybody.

    Notes
    -----
    The largest eigenvalue of the correlation matrix, divided by the number of scores: the first principal component
    [1]_.

    References
    ----------
    .. [1] Hotelling, H. (1933). Analysis of a complex of statistical variables into principal components. Journal of
       Educational Psychology 24, 417-441 and 498-520.
    """
    if len(scores) < 2 or not np.ptp(scores, axis=0).all():
        raise NoVariation("a score is the same for everybody")
    return float(np.linalg.eigvalsh(np.corrcoef(scores, rowvar=False))[-1] / scores.shape[1])


def _rising(counts: Sequence[int], limits: Sequence[float], k: int) -> tuple[Band, ...]:
    return tuple(Band(low, high, people) for low, high, people in _merged(counts, limits, k))


def _falling(counts: Sequence[int], limits: Sequence[float], k: int) -> tuple[Band, ...]:
    """Put bands together from the highest down, and give them lowest first."""
    falling = _merged(counts[::-1], limits[::-1], k)
    return tuple(Band(low, high, people) for high, low, people in reversed(falling))


def _merged(counts: Sequence[int], limits: Sequence[float], k: int) -> list[tuple[float | None, float | None, int]]:
    """Put bands together, from the first on, until each has k people: where it begins and ends, and its people."""
    found: list[tuple[float | None, float | None, int]] = []
    people, begin = 0, None
    for count, end in zip(counts, [*limits, None], strict=True):
        people += count
        if people >= k:
            found.append((begin, end, people))
            people, begin = 0, end
    begin, _, last = found[-1]
    return [*found[:-1], (begin, None, last + people)]
