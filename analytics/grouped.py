"""Counts and sums of many groups at once, in one pass over the respondents.

An answer matrix has shape (respondents, items) and holds codes that count the options of a scale from 0; -1 is no
answer. All sums are of whole numbers, so that they do not depend on the order of respondents.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from analytics.moments import ROUNDING, Moments
from analytics.scoring import half_answered

NONE = -1
# What is worked on at a time stays in the processor's cache.
BLOCK = 1 << 17


@dataclass(frozen=True, eq=False, slots=True)
class Groups:
    """Which group each respondent is in.

    Attributes
    ----------
    row
        Shape (respondents,): the number of the group, from 0; `count` for who is in none, so that nobody has to be
        taken out one by one.
    count
        How many groups there are.
    """

    row: NDArray[np.int64]
    count: int

    @classmethod
    def of(cls, numbers: NDArray[np.int64], count: int) -> Self:
        """Take the number of the group of each respondent, shape (respondents,), from 0; -1 is none."""
        return cls(np.where(numbers == NONE, count, numbers), count)


@dataclass(frozen=True, eq=False, slots=True)
class GroupMoments:
    """The number, sum and sum of squares of the scores of each group.

    Attributes
    ----------
    n, total, squares
        Shape (groups,): as in `Moments`.
    """

    n: NDArray[np.int64]
    total: NDArray[np.float64]
    squares: NDArray[np.float64]

    @classmethod
    def of_counts(cls, counts: NDArray[np.int64], *, low: int = 0) -> Self:
        """Take the moments of one item from its counts, shape (groups, options); `low` is the lowest option."""
        values = np.arange(counts.shape[1]) + low
        return cls(counts.sum(axis=1), (counts @ values).astype(np.float64), (counts @ values**2).astype(np.float64))

    @property
    def means(self) -> NDArray[np.float64]:
        """Shape (groups,), in scale points; NaN without a score."""
        means = np.full(len(self.n), np.nan)
        np.divide(self.total, self.n, out=means, where=self.n > 0)
        return means

    @property
    def sds(self) -> NDArray[np.float64]:
        """Shape (groups,), with divisor n - 1, in scale points; NaN below two scores."""
        spreads = self.squares - self.total * np.nan_to_num(self.means)
        spreads[spreads <= ROUNDING * self.squares] = 0
        variances = np.full(len(self.n), np.nan)
        np.divide(spreads, self.n - 1, out=variances, where=self.n > 1)
        return np.asarray(np.sqrt(variances), dtype=np.float64)

    def of(self, group: int) -> Moments:
        """Give the moments of one group."""
        return Moments(int(self.n[group]), float(self.total[group]), float(self.squares[group]))

    def shifted(self, by: int) -> Self:
        """Give the moments of scores that are so much higher."""
        squares = self.squares + 2 * by * self.total + by * by * self.n
        return type(self)(self.n, self.total + by * self.n, squares)


def answer_counts(answers: NDArray[np.int8], groups: Groups, *, options: int) -> NDArray[np.int64]:
    """Count each answer to each item in each group, shape (items, groups, options).

    Quickest when the columns of the answers are contiguous. Raises ValueError for a code that is none of the options.
    """
    if answers.min(initial=NONE) < NONE or answers.max(initial=NONE) >= options:
        raise ValueError(f"a code is none of {options} options")
    width = options + 1
    counts = np.zeros((answers.shape[1], (groups.count + 1) * width), dtype=np.int64)
    for block in _blocks(len(answers)):
        base = groups.row[block] * width + 1
        for item, codes in enumerate(answers[block].T):
            counts[item] += np.bincount(base + codes, minlength=counts.shape[1])
    return counts.reshape(-1, groups.count + 1, width)[:, : groups.count, 1:]


def score_moments(answers: NDArray[np.int8], groups: Groups, *, low: int = 0) -> GroupMoments:
    """Score everybody on one scale, as `scoring.person_scores` does, and take the moments in each group.

    People with the same number of answers are summed first, in whole numbers.

    Parameters
    ----------
    answers
        Shape (respondents, items): the items of the scale, fewer than 128; quickest when columns are contiguous.
    groups
        Of the respondents.
    low
        What the lowest option stands for, in scale points.
    """
    items = answers.shape[1]
    n, total, squares = np.zeros((3, (groups.count + 1) * (items + 1)))
    for block in _blocks(len(answers)):
        totals, missing = _totals_and_missing(answers[block])
        cells = groups.row[block] * (items + 1) + missing
        n += np.bincount(cells, minlength=n.size)
        total += np.bincount(cells, totals, n.size)
        squares += np.bincount(cells, totals**2, n.size)
    answered = items - np.arange(items + 1)
    kept = half_answered(answered, items)
    answered = answered[kept]
    n, total, squares = (sums.reshape(-1, items + 1)[: groups.count, kept] for sums in (n, total, squares))
    scores = (total / answered).sum(axis=1), (squares / answered**2).sum(axis=1)
    return GroupMoments(n.sum(axis=1).astype(np.int64), *scores).shifted(low)


def _blocks(respondents: int) -> Iterator[slice]:
    """Go through the respondents, some at a time."""
    return (slice(start, start + BLOCK) for start in range(0, respondents, BLOCK))


def _totals_and_missing(answers: NDArray[np.int8]) -> tuple[NDArray[np.float64], NDArray[np.int8]]:
    """Sum the codes that each respondent gave, and count the items without an answer."""
    totals, missing = np.zeros(len(answers), dtype=np.int16), np.zeros(len(answers), dtype=np.int8)
    for codes in answers.T:
        totals += codes
        missing += (codes < 0).view(np.int8)
    return (totals + missing).astype(np.float64), missing  # each item without an answer took 1 away
