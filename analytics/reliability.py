"""How far the items of one scale measure one thing.

An answer matrix has shape (respondents, items) and holds the scale's own codes; a negative code is no answer. All items
are keyed the same way. Everything here rests on the respondents who answered every item, never on those of one team.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special

from analytics.errors import NotIdentified, NoVariation, TooFewAnswers

# A uniqueness below this share of the variance of its item cannot be told from 0.
SMALLEST_UNIQUENESS = 1e-4
# Correlations this close to dependent, or loadings this close to undetermined, differ from it only by rounding.
DEPENDENT = 1e-10
UNDETERMINED = 1e-6
CONVERGED = 1e-5


@dataclass(frozen=True, slots=True)
class Alpha:
    """Cronbach's alpha of one scale.

    Attributes
    ----------
    estimate
        At most 1; negative when the items oppose one another.
    low, high
        Bounds of the confidence interval.
    level
        Confidence level of the interval, between 0 and 1.
    respondents, items
        What the estimate rests on, after incomplete respondents were left out.
    """

    estimate: float
    low: float
    high: float
    level: float
    respondents: int
    items: int


@dataclass(frozen=True, slots=True)
class ItemRest:
    """How far each item goes with the others of its scale.

    Attributes
    ----------
    correlations
        For each item, in the order of the matrix: its correlation with the sum of the others, or None where the item
        or that sum does not vary.
    respondents
        What each correlation rests on, after incomplete respondents were left out.
    """

    correlations: tuple[float | None, ...]
    respondents: int


@dataclass(frozen=True, slots=True)
class Omega:
    """McDonald's omega total of one scale.

    Attributes
    ----------
    estimate
        Share of the variance of the sum score that the common factor explains. With two items: the Spearman-Brown
        reliability, negative when the items oppose one another.
    respondents, items
        What the estimate rests on, after incomplete respondents were left out.
    """

    estimate: float
    respondents: int
    items: int


def cronbach_alpha(answers: NDArray[np.int8], *, level: float = 0.95) -> Alpha:
    """Measure how far the items of one scale go together: raw alpha, on the answers as they are.

    Parameters
    ----------
    answers
        Shape (respondents, items), in scale points; negative is no answer. Respondents without an answer to every
        item are left out.
    level
        Confidence level of the interval, between 0 and 1.

    Raises
    ------
    TooFewAnswers
        With fewer than two items or two complete respondents.
    NoVariation
        When everyone has the same sum score.

    Notes
    -----
    k / (k - 1) (1 - sum of item variances / variance of the sum score) [1]_. The interval is Feldt's [2]_:
    1 - (1 - alpha) F, with F the upper and lower quantile for n - 1 and (n - 1)(k - 1) degrees of freedom. The sums
    of squares are whole numbers and exact.

    References
    ----------
    .. [1] Cronbach, L. J. (1951). Coefficient alpha and the internal structure of tests. Psychometrika 16, 297-334.
    .. [2] Feldt, L. S., Woodruff, D. J. & Salih, F. A. (1987). Statistical inference for coefficient alpha.
       Applied Psychological Measurement 11, 93-103.
    """
    complete = _complete(answers)
    n, k = complete.shape
    total = complete.sum(axis=1)
    spread = _products(total, total)
    if spread == 0:
        raise NoVariation("everyone has the same sum score")
    items = sum(_products(item, item) for item in complete.T)
    estimate = k / (k - 1) * ((spread - items) / spread)
    low, high = (
        1 - (1 - estimate) * float(special.fdtri(n - 1, (n - 1) * (k - 1), tail))
        for tail in ((1 + level) / 2, (1 - level) / 2)
    )
    return Alpha(estimate, low, high, level, respondents=n, items=k)


def item_rest(answers: NDArray[np.integer]) -> ItemRest:
    """Say how far each item goes with the others: the corrected item-total correlation.

    Parameters
    ----------
    answers
        Shape (respondents, items), in scale points, or scores as whole numbers; negative is no answer. Respondents
        without an answer to every item are left out.

    Raises
    ------
    TooFewAnswers
        With fewer than two items or two complete respondents.

    Notes
    -----
    Pearson's correlation of the item with the sum of the other items [1]_, from exact sums.

    References
    ----------
    .. [1] Nunnally, J. C. & Bernstein, I. H. (1994). Psychometric theory, 3rd ed. New York: McGraw-Hill.
    """
    complete = _complete(answers)
    total = complete.sum(axis=1)
    correlations = tuple(_correlation(item, total - item) for item in complete.T)
    return ItemRest(correlations, respondents=len(complete))


def omega_total(answers: NDArray[np.int8]) -> Omega:
    """Measure how much of the sum score one common factor explains, whatever the weight of each item.

    Parameters
    ----------
    answers
        Shape (respondents, items), in scale points; negative is no answer. Respondents without an answer to every
        item are left out.

    Raises
    ------
    TooFewAnswers
        With fewer than two items, or no more complete respondents than items.
    NoVariation
        When an item does not vary.
    NotIdentified
        When one item follows from the others, when the uniqueness of an item is not above 0 (below 1/10,000 of its
        variance), or when too few items go together to tell loadings from uniquenesses.

    Notes
    -----
    (sum L)^2 / ((sum L)^2 + sum theta) [1]_, with L and theta the loadings and uniquenesses of the one-factor model,
    fitted to the covariance matrix by maximum likelihood [2]_. That fit does not depend on the unit of an item, so it
    is made on correlations and taken back to scale points. With two items the model is not identified, and the
    estimate is 2 r / (1 + r) [3]_.

    References
    ----------
    .. [1] McDonald, R. P. (1999). Test theory: a unified treatment. Mahwah: Erlbaum.
    .. [2] Joreskog, K. G. (1967). Some contributions to maximum likelihood factor analysis. Psychometrika 32, 443-482.
    .. [3] Eisinga, R., te Grotenhuis, M. & Pelzer, B. (2013). The reliability of a two-item scale: Pearson, Cronbach,
       or Spearman-Brown? International Journal of Public Health 58, 637-642.
    """
    complete = _complete(answers)
    n, k = complete.shape
    if n <= k:
        raise TooFewAnswers(f"omega of {k} items needs more than {k} respondents, got {n}")
    products = _all_products(complete)
    sds = np.sqrt(np.diag(products)) / math.sqrt(n * (n - 1))
    if not sds.all():
        raise NoVariation("an item does not vary")
    correlations = products / np.outer(sds, sds) / (n * (n - 1))
    if np.linalg.eigvalsh(correlations)[0] < DEPENDENT:
        raise NotIdentified("an item follows from the others")
    if k == 2:
        r = float(correlations[0, 1])
        return Omega(2 * r / (1 + r), respondents=n, items=k)
    loadings, uniquenesses = _one_factor(correlations)
    common = float(sds @ loadings) ** 2
    return Omega(common / (common + float(sds**2 @ uniquenesses)), respondents=n, items=k)


def _complete(answers: NDArray[np.integer]) -> NDArray[np.int64]:
    """Keep who answered every item; raises TooFewAnswers below two of them or two items."""
    complete = answers[(answers >= 0).all(axis=1)].astype(np.int64)
    n, k = complete.shape
    if n < 2 or k < 2:
        raise TooFewAnswers(f"reliability needs 2 complete respondents and 2 items, got {n} and {k}")
    return complete


def _products(a: NDArray[np.int64], b: NDArray[np.int64]) -> int:
    """Return n times the sum of products of deviations from the means, exactly."""
    return len(a) * int(a @ b) - int(a.sum()) * int(b.sum())


def _all_products(complete: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return `_products` of every two items, shape (items, items).

    The sums are of whole numbers and small enough to be exact as floats: the order of respondents changes nothing.
    """
    answers = complete.astype(np.float64)
    totals = answers.sum(axis=0)
    return np.asarray(len(answers) * (answers.T @ answers) - np.outer(totals, totals), dtype=np.float64)


def _correlation(a: NDArray[np.int64], b: NDArray[np.int64]) -> float | None:
    """Correlate two columns; None where one does not vary."""
    spreads = _products(a, a), _products(b, b)
    if 0 in spreads:
        return None
    return _products(a, b) / (math.sqrt(spreads[0]) * math.sqrt(spreads[1]))


def _one_factor(correlations: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Fit one factor to correlations by maximum likelihood: the loadings and uniquenesses, shape (items,) each.

    For given uniquenesses the best loadings are known (Joreskog 1967), so only uniquenesses are searched for. Where the
    likelihood has several peaks it is the highest that two usual starting points lead to.
    """
    k = len(correlations)
    guesses = ((1 - 0.5 / k) / np.diag(np.linalg.inv(correlations)), np.full(k, 0.5))
    fits = [
        optimize.minimize(
            _misfit,
            np.clip(guess, SMALLEST_UNIQUENESS, 1),
            args=(correlations,),
            jac=True,
            method="L-BFGS-B",
            bounds=[(SMALLEST_UNIQUENESS, 1)] * k,
            options={"ftol": 0, "gtol": 1e-9, "maxiter": 1000},
        )
        for guess in guesses
    ]
    uniquenesses = np.asarray(min(fits, key=lambda fit: float(fit.fun)).x, dtype=np.float64)
    if uniquenesses.min() <= SMALLEST_UNIQUENESS:
        raise NotIdentified("the uniqueness of an item is not above 0")
    loadings = _loadings(uniquenesses, correlations)
    if not _determined(loadings):
        raise NotIdentified("too few items go together for one factor")
    if np.abs(_misfit(uniquenesses, correlations)[1]).max() > CONVERGED:
        raise NotIdentified("the one-factor model does not converge")
    return loadings, uniquenesses


def _misfit(uniquenesses: NDArray[np.float64], correlations: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
    """Return log|Sigma| + tr(R / Sigma) - log|R| - k at the best loadings, and its slope in each uniqueness."""
    scale = np.sqrt(uniquenesses)
    rest = np.linalg.eigvalsh(correlations / np.outer(scale, scale))[:-1]
    fitted = _loadings(uniquenesses, correlations) ** 2 + uniquenesses
    return float((rest - np.log(rest) - 1).sum()), (fitted - np.diag(correlations)) / uniquenesses**2


def _loadings(uniquenesses: NDArray[np.float64], correlations: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the best loadings for given uniquenesses."""
    scale = np.sqrt(uniquenesses)
    values, vectors = np.linalg.eigh(correlations / np.outer(scale, scale))
    return np.asarray(scale * vectors[:, -1] * math.sqrt(max(values[-1] - 1, 0)), dtype=np.float64)


def _determined(loadings: NDArray[np.float64]) -> bool:
    """Say whether other loadings would make other correlations: not so with fewer than three that are not 0."""
    k = len(loadings)
    first, second = np.triu_indices(k, 1)
    slopes = np.zeros((len(first), k))
    pairs = np.arange(len(first))
    slopes[pairs, first], slopes[pairs, second] = loadings[second], loadings[first]
    return bool(np.linalg.svd(slopes, compute_uv=False)[-1] > UNDETERMINED)
