"""How often intervals hold the truth, calculated: every outcome weighed by its chance, through the real functions."""

import math
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy import integrate, special, stats

from analytics.change import difference, difference_of_proportions
from analytics.intervals import normal_quantile, proportion_interval
from analytics.moments import Moments
from analytics.recommend import recommendation_score

NODES = 60
SHARES = np.linspace(0.01, 0.99, 99)
COARSE = np.linspace(0.05, 0.95, 19)

Coverage = NDArray[np.float64]


def proportion(n: int) -> Coverage:
    """Give the coverage of a proportion of n answers, for every true share."""
    intervals = [proportion_interval(successes, n) for successes in range(n + 1)]
    low, high = (np.array([getattr(one, bound) for one in intervals]) for bound in ("low", "high"))
    held = (low <= SHARES[:, None]) & (SHARES[:, None] <= high)
    return np.asarray((_binomial(n, SHARES) * held).sum(axis=1), dtype=np.float64)


def proportion_difference(n_before: int, n_after: int) -> Coverage:
    """Give the coverage of the difference of two proportions, for all pairs of true shares."""
    first, second = ([proportion_interval(x, n) for x in range(n + 1)] for n in (n_before, n_after))
    differences = [difference_of_proportions(*pair) for pair in product(first, second)]
    low, high = (np.array([getattr(one, bound) for one in differences]) for bound in ("low", "high"))
    before, after = (_binomial(n, COARSE) for n in (n_before, n_after))
    covered = []
    for place, share in product(range(len(COARSE)), range(len(COARSE))):
        truth = COARSE[share] - COARSE[place]
        held = (low - 1e-12 <= truth) & (truth <= high + 1e-12)
        covered.append(np.outer(before[place], after[share]).ravel() @ held)
    return np.array(covered)


def recommendation(n: int) -> Coverage:
    """Give the coverage of a recommendation score of n answers, for all shares of promoters and detractors."""
    groups = [(for_it, against) for for_it, against in product(range(n + 1), repeat=2) if for_it + against <= n]
    scores = [recommendation_score([against, *[0] * 7, n - for_it - against, 0, for_it]) for for_it, against in groups]
    low, high = (np.array([getattr(one, bound) for one in scores]) for bound in ("low", "high"))
    outcomes = np.array([(for_it, n - for_it - against, against) for for_it, against in groups])
    covered = []
    for promoters, detractors in product(COARSE, repeat=2):
        if promoters + detractors < 1:
            chances = stats.multinomial.pmf(outcomes, n, [promoters, 1 - promoters - detractors, detractors])
            truth = 100 * (promoters - detractors)
            covered.append(chances @ ((low - 1e-9 <= truth) & (truth <= high + 1e-9)))
    return np.array(covered)


def welch(n_before: int, n_after: int, sd_before: float, sd_after: float) -> float:
    """Give the coverage of the difference of two normal means: over all pairs of sample variances."""
    places, weights = np.polynomial.legendre.leggauss(NODES)
    chances = (places + 1) / 2
    first, second = (
        sd**2 * special.chdtri(n - 1, 1 - chances) / (n - 1) for n, sd in ((n_before, sd_before), (n_after, sd_after))
    )
    error = math.sqrt(sd_before**2 / n_before + sd_after**2 / n_after)
    held = [
        2 * special.ndtr(difference(_with(n_before, before), _with(n_after, after)).high / error) - 1
        for before, after in product(first, second)
    ]
    return float(np.outer(weights, weights).ravel() @ held / 4)


def correlation(n: int, rho: float) -> float:
    """Give the coverage of a correlation between two normal variables: by the exact density of r (Hotelling 1953)."""
    half = normal_quantile(0.95) / math.sqrt(n - 3)
    low, high = (math.tanh(math.atanh(rho) + side * half) for side in (-1, 1))
    scale = (n - 2) * math.exp(math.lgamma(n - 1) - math.lgamma(n - 0.5)) / math.sqrt(2 * math.pi)

    def density(r: float) -> float:
        shape = (1 - rho**2) ** ((n - 1) / 2) * (1 - r**2) ** ((n - 4) / 2) / (1 - rho * r) ** (n - 1.5)
        return float(scale * shape * special.hyp2f1(0.5, 0.5, n - 0.5, (1 + rho * r) / 2))

    return float(integrate.quad(density, low, high)[0])


def balanced_wave(teams: int, people: int) -> float:
    """Give the coverage of the wave model where all teams have one size: a normal quantile where t is exact."""
    df = 2 * teams * people - teams - 1
    return float(1 - 2 * special.stdtr(df, -normal_quantile(0.95)))


def _binomial(n: int, shares: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(stats.binom.pmf(np.arange(n + 1), n, shares[:, None]), dtype=np.float64)


def _with(n: int, variance: float) -> Moments:
    return Moments(n, 0, (n - 1) * variance)
