"""Restricted maximum likelihood for a random intercept per group, from sums alone.

With the ratio of the two variances fixed everything else follows by generalised least squares, so the criterion is
profiled over that ratio. What lme4 calls theta is its square root.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

from analytics.errors import NoVariation, TooFewAnswers
from analytics.moments import Moments

# Below this share of the variation within groups what is left of it is only rounding.
ROUNDING = 1e-12
# Ratios of the variance between groups to that within, from none to nothing else; each bracket is refined to the end.
RATIOS = np.concatenate([[0.0], np.logspace(-8, 8, 65)])


@dataclass(frozen=True, slots=True)
class Fit:
    """Fixed effects with their standard errors, and the two variances."""

    effects: tuple[float, ...]
    errors: tuple[float, ...]
    sigma2: float
    tau2: float


def fit(cells: Sequence[Moments], *, design: NDArray[np.float64], group: Sequence[int]) -> Fit:
    """Fit a random intercept per group to cells of scores that share their row of the design.

    Parameters
    ----------
    cells
        Scores of one group under one row of the design, at least one in each.
    design
        Shape (cells, effects); the first column is the intercept.
    group
        The group of each cell, numbered from 0 without gaps.

    Raises
    ------
    TooFewAnswers
        With an empty cell, or with no more scores than groups.
    NoVariation
        When scores do not differ within groups, or only as the fixed effects say.
    """
    centre = sum(cells[1:], start=cells[0]).mean
    sums = _sums(cells, design=design, group=np.asarray(group), centre=centre)
    if sums.sizes.sum() <= len(sums.sizes):
        raise TooFewAnswers("no group has two scores")
    if sums.unexplained <= ROUNDING * sums.yy:
        raise NoVariation("scores do not differ within any group beyond the fixed effects")
    ratio = _best_ratio(sums)
    solution = sums.solve(ratio)
    sigma2 = solution.residual / sums.df
    errors = np.sqrt(sigma2 * np.diag(solution.inverse))
    effects = solution.effects + np.eye(len(errors))[0] * centre
    return Fit(tuple(effects.tolist()), tuple(errors.tolist()), sigma2, ratio * sigma2)


@dataclass(frozen=True, slots=True)
class _Solution:
    """What follows once the ratio of the variances is fixed."""

    effects: NDArray[np.float64]
    inverse: NDArray[np.float64]
    residual: float
    deviance: float
    slope: float


@dataclass(frozen=True, slots=True)
class _Sums:
    """What the likelihood sees of the data: sums of products within groups, and the mean of each group.

    `sizes` (groups,), `means_x` (groups, effects), `means_y` (groups,), `xx` (effects, effects), `xy` (effects,), `yy`.
    """

    sizes: NDArray[np.float64]
    means_x: NDArray[np.float64]
    means_y: NDArray[np.float64]
    xx: NDArray[np.float64]
    xy: NDArray[np.float64]
    yy: float

    @property
    def unexplained(self) -> float:
        """The least that the fixed effects leave of the variation within groups."""
        return float(self.yy - self.xy @ np.linalg.pinv(self.xx) @ self.xy)

    @property
    def df(self) -> float:
        """How many scores there are beyond the fixed effects."""
        return float(self.sizes.sum()) - len(self.xy)

    def solve(self, ratio: float) -> _Solution:
        """Estimate the fixed effects by generalised least squares, with the criterion and its derivative by ratio.

        A group of n weighs w = n / (1 + n ratio), and dw / dratio = -w^2.
        """
        weights = self.sizes / (1 + self.sizes * ratio)
        inverse = np.linalg.inv(self.xx + (self.means_x.T * weights) @ self.means_x)
        effects = inverse @ (self.xy + self.means_x.T @ (weights * self.means_y))
        gaps = (self.means_y - self.means_x @ effects) ** 2
        within = self.yy - 2 * effects @ self.xy + effects @ self.xx @ effects
        residual = float(within + weights @ gaps)
        leverage = np.einsum("ij,jk,ik->i", self.means_x, inverse, self.means_x)
        deviance = self.df * math.log(residual) + np.log1p(self.sizes * ratio).sum() - np.linalg.slogdet(inverse)[1]
        slope = weights.sum() - weights**2 @ (leverage + self.df * gaps / residual)
        return _Solution(effects, np.asarray(inverse, dtype=np.float64), residual, float(deviance), float(slope))


def _sums(cells: Sequence[Moments], *, design: NDArray[np.float64], group: NDArray[np.int64], centre: float) -> _Sums:
    """Take the sums of products, of scores less `centre`, so that no digits are lost on the level of the scale."""
    n = np.array([cell.n for cell in cells], dtype=np.float64)
    y = np.array([cell.mean - centre for cell in cells])
    sizes = np.bincount(group, weights=n).astype(np.float64)
    means_y = np.bincount(group, weights=n * y) / sizes
    means_x = np.column_stack([np.bincount(group, weights=n * column) / sizes for column in design.T])
    x, y = design - means_x[group], y - means_y[group]
    spread = math.fsum(cell.spread for cell in cells)
    return _Sums(sizes, means_x, means_y, (x.T * n) @ x, (x.T * n) @ y, float(spread + n @ y**2))


def _best_ratio(sums: _Sums) -> float:
    """Find the ratio of variances with the smallest criterion: a root of its slope, or 0."""
    slopes = [sums.solve(ratio).slope for ratio in RATIOS]
    if slopes[-1] < 0:
        raise NoVariation("scores hardly differ within groups")
    brackets = [i for i in range(len(RATIOS) - 1) if slopes[i] < 0 <= slopes[i + 1]]
    ratios = [0.0] if slopes[0] >= 0 else []
    ratios += [_root(sums, float(RATIOS[i]), float(RATIOS[i + 1])) for i in brackets]
    return min(ratios, key=lambda ratio: sums.solve(ratio).deviance)


def _root(sums: _Sums, low: float, high: float) -> float:
    """Find where the slope of the criterion is 0 between two ratios."""
    return float(optimize.brentq(lambda ratio: sums.solve(ratio).slope, low, high, xtol=1e-300, rtol=1e-14))
