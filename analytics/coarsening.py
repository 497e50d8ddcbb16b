"""What may be stored of respondents after closing, so that at least k share every combination."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

NONE = -1


def coarsen(frame: pd.DataFrame, *, node: str, attributes: Sequence[str], k: int = 5) -> pd.DataFrame:
    """Blank attributes until at least k respondents share every combination of node and attributes.

    From the least important attribute to the most important one: it is blanked for respondents whose combination
    has fewer than k. If the wholly blanked ones of a node are then fewer than k, the smallest other combination of
    that node joins them; of equally small ones the first by value, missing values first.

    Parameters
    ----------
    frame
        One row per respondent; other columns are passed on as they are.
    node
        Column with the unit, which has at least k respondents; values can be sorted.
    attributes
        Columns with text or missing values, the most important one first.
    k
        Smallest group that may share a combination.

    Returns
    -------
    A new frame with the same rows in the same order; blanked and missing attributes are None. What a respondent
    keeps does not depend on the order of rows.

    Raises
    ------
    ValueError
        When a node is missing or has fewer than k respondents, so that no blanking helps.

    Notes
    -----
    Local suppression to k-anonymity, in the manner of mu-ARGUS. A combination that reaches k never loses people
    again until the last step, so one pass suffices.
    """
    if frame[node].isna().any():
        raise ValueError("a respondent has no node")
    codes = _codes(frame, [node, *attributes])
    for column in range(len(attributes), 0, -1):
        small = _sharers(codes) < k
        codes[small, column] = NONE
    _absorb(codes, k)
    if (_sharers(codes) < k).any():
        raise ValueError(f"a node has fewer than {k} respondents")
    values = {name: _values(frame[name], codes[:, i]) for i, name in enumerate(attributes, start=1)}
    return frame.assign(**values)


def _codes(frame: pd.DataFrame, columns: Sequence[str]) -> NDArray[np.int64]:
    """Replace values by numbers, per column in their own order, shape (rows, columns); -1 where there is none."""
    return np.column_stack([pd.factorize(frame[column], sort=True)[0] for column in columns]).astype(np.int64)


def _values(column: "pd.Series[str]", codes: NDArray[np.int64]) -> "pd.Series[str]":
    """Keep the values of a column, except where they were blanked."""
    kept = column.astype(object).where(codes != NONE, None)
    return kept.where(kept.notna(), None)


def _sharers(codes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Count, for each respondent, who share the combination, itself included."""
    _, inverse, counts = np.unique(codes, axis=0, return_inverse=True, return_counts=True)
    return counts[inverse]


def _absorb(codes: NDArray[np.int64], k: int) -> None:
    """Blank the smallest combination in each node whose wholly blanked respondents are too few."""
    combinations, inverse, counts = np.unique(codes, axis=0, return_inverse=True, return_counts=True)
    blank = (combinations[:, 1:] == NONE).all(axis=1)
    for node in combinations[blank & (counts < k), 0]:
        others = np.flatnonzero((combinations[:, 0] == node) & ~blank)
        if others.size:
            codes[inverse == others[np.argmin(counts[others])], 1:] = NONE
