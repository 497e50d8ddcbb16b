"""What a set of scores must leave behind so that means, spreads and tests can be had without the scores."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from analytics.errors import TooFewAnswers

# Below this share of the sum of squares a spread is only rounding. The smallest real one, one of 100,000 people
# differing 1/2520 point from the others, is ten times as large.
ROUNDING = 1e-14


@dataclass(frozen=True, slots=True)
class Moments:
    """The number, sum and sum of squares of a set of scores.

    Meant for scores on a scale: where the spread is a millionth of the mean, sums of squares no longer hold it.

    Attributes
    ----------
    n
        How many scores; missing ones were left out before.
    total
        Their sum, in scale points.
    squares
        The sum of their squares.
    """

    n: int
    total: float
    squares: float

    @classmethod
    def of(cls, values: Iterable[float]) -> Self:
        """Take the moments of scores without missing values, whatever their order, rounded once."""
        scores = [float(value) for value in values]
        return cls(len(scores), math.fsum(scores), math.fsum(score * score for score in scores))

    @property
    def mean(self) -> float:
        """The mean in scale points; raises TooFewAnswers without a score."""
        if self.n < 1:
            raise TooFewAnswers("a mean needs 1 score, got 0")
        return self.total / self.n

    @property
    def spread(self) -> float:
        """The sum of squared deviations from the mean: exactly 0 when all scores are equal, never negative."""
        spread = self.squares - self.total * self.mean
        return spread if spread > ROUNDING * self.squares else 0.0

    @property
    def variance(self) -> float:
        """The variance with divisor n - 1; raises TooFewAnswers below two scores."""
        if self.n < 2:
            raise TooFewAnswers(f"a variance needs 2 scores, got {self.n}")
        return self.spread / (self.n - 1)

    @property
    def sd(self) -> float:
        """The standard deviation with divisor n - 1, in scale points; raises TooFewAnswers below two scores."""
        return math.sqrt(self.variance)

    def __add__(self, other: Self) -> Self:
        return type(self)(self.n + other.n, self.total + other.total, self.squares + other.squares)

    def __sub__(self, part: Self) -> Self:
        """Leave out scores that are among these."""
        return type(self)(self.n - part.n, self.total - part.total, self.squares - part.squares)
