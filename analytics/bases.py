"""Who a figure about answers of the whole organisation rests on, where not everybody answered all that it needs.

Such figures are made of products of answers, not of sums of them. Next to what is published of everybody, one made of
nearly everybody says something about the few it leaves out: so it leaves out nobody, or at least k people.
"""

import numpy as np
from numpy.typing import NDArray

from analytics.errors import TooFewAnswers

FEWEST = 30
"""Below so many people nothing but sums is published, and a correlation could hardly be told from none."""
SEED = 42


def fewest(k: int) -> int:
    """Return the smallest number of people for whom such figures are made; k is the smallest group with statements."""
    return max(FEWEST, k)


def mixed(answers: NDArray[np.int8]) -> NDArray[np.int8]:
    """Put respondents in an order that looks like chance, but is the same however they came in.

    Parameters
    ----------
    answers
        Shape (respondents, items).
    """
    ordered = answers[np.lexsort(answers.T[::-1])]
    return ordered[np.random.default_rng(SEED).permutation(len(ordered))]


def base(complete: NDArray[np.bool_], *, k: int) -> NDArray[np.int64]:
    """Choose who a figure rests on: everybody who is complete, or fewer, so that nobody or at least k are left out.

    Parameters
    ----------
    complete
        Shape (respondents,), in the order of `mixed`: whether somebody answered what the figure needs.
    k
        Smallest group with statements as numbers.

    Returns
    -------
    Rows of the chosen.

    Raises
    ------
    TooFewAnswers
        When fewer than `fewest(k)` remain.
    """
    rows = np.flatnonzero(complete)
    left_out = len(complete) - len(rows)
    if 0 < left_out < k:
        rows = rows[k - left_out :]
    if len(rows) < fewest(k):
        raise TooFewAnswers(f"needs {fewest(k)} people who answered, got {len(rows)}")
    return rows
