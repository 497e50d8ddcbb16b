"""Which units may be broken down by one attribute of the respondents, so that no small group follows from it all.

Nothing here looks at answers; the figures of what is chosen are made in `analytics.breakdown_cells`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.audit import safe_cells
from analytics.crowd import Cell, Crowd, divided
from analytics.disclosure import UnitTree

# Floors, not settings: a measurement may raise them, never lower them.
K, K_CELL, K_GROUP = 5, 10, 30
GROUP_CELLS = 3  # a unit holds at least so many of the smallest cells
MOST_ATTRIBUTES, MOST_OPTIONS = 3, 6

SMALL = "small"
COLUMNS = ["unit", "attribute", "value", "respondents"]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many people a unit that is broken down, and a cell in it, have at the least."""

    unit: int
    cell: int


def sizes(k: int) -> Sizes:
    """Give the smallest sizes where the smallest group that may be known is k."""
    return Sizes(max(K_GROUP, GROUP_CELLS * k), max(K_CELL, k))


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something by which people differ, with so many possible values.

    With `whole`, it is shown below the organisation only where each of its values is: leaders against others says
    nothing where one of the two is missing.
    """

    options: int
    whole: bool = False


@dataclass(frozen=True, eq=False, slots=True)
class Breakdowns:
    """What may be shown of units by one attribute.

    Attributes
    ----------
    cells
        One row per cell that may be shown, the most important first: `unit`, `attribute` and `value` by number,
        `respondents`.
    dropped
        The other cells of the same units that hold somebody, in the same columns, with their `cause`: "small" when
        they or the rest of the unit are too small or the attribute is not whole; "isolates" or "unproven" when the
        audit refused them. For the log, never for a page: it tells what is hidden.
    """

    cells: pd.DataFrame
    dropped: pd.DataFrame


def breakdowns(
    tree: UnitTree,
    unit_of: NDArray[np.int64],
    values: NDArray[np.int64],
    attributes: Sequence[Attribute],
    *,
    shown: Collection[int],
    k: int = K,
) -> Breakdowns:
    """Choose the cells, each a shown unit and a value of one attribute, that may be shown beside the units themselves.

    A unit with at least 30 respondents is divided by each attribute, in cells of at least 10, so that those who are
    in no cell are nobody or at least 10; with k above 10, cells have at least k and units three times k. Then
    everything together is audited in order of importance: attributes as they are given, units from the top down, the
    largest cells first. A cell is dropped when a combination with those before it would isolate fewer than k people.

    Parameters
    ----------
    tree
        The units.
    unit_of
        Shape (respondents,): number of the unit that each is directly in.
    values
        Shape (respondents, attributes): number of the value of each, from 0; negative where it is not known.
    attributes
        At most three, with at most six values, the most important one first.
    shown
        Units that are shown, chosen by `shown_units` with this k or a larger one.
    k
        Smallest group that may be known, 5 or more. The audit tries everything up to 5; above, it may drop cells
        whose safety it could not establish (see `analytics.audit.safe_cells`).

    Raises
    ------
    ValueError
        When there are too many attributes or options, when shapes do not fit, or when k is below 5.
    """
    _check(unit_of, values, attributes, k)
    crowd = Crowd(tree, unit_of, values, shown)
    order = sorted(crowd.inside, key=lambda unit: (crowd.depth[unit], unit))
    proposed, small = _proposed(crowd, order, attributes, k)
    units = [crowd.inside[unit] for unit in order]
    choice = safe_cells(crowd.people.tolist(), units + [cell.atoms for cell in proposed], k, given=len(units))
    refused = {number - len(units): refusal.cause.value for number, refusal in choice.refused.items()}
    dropped, causes = [proposed[place] for place in refused] + small, [*refused.values(), *[SMALL] * len(small)]
    return Breakdowns(
        _frame([cell for place, cell in enumerate(proposed) if place not in refused]),
        _frame(dropped).assign(cause=causes),
    )


def _proposed(
    crowd: Crowd, order: Sequence[int], attributes: Sequence[Attribute], k: int
) -> tuple[list[Cell], list[Cell]]:
    """Divide every unit that is large enough by every attribute: cells to audit, in order, and cells too small."""
    proposed, small, smallest = [], [], sizes(k)
    for number, attribute in enumerate(attributes):
        for unit in order:
            if crowd.respondents(unit) >= smallest.unit:
                kept, rest = divided(crowd, unit, number, attribute.options, smallest.cell)
                if attribute.whole and crowd.depth[unit] and len(kept) < attribute.options:
                    kept, rest = [], kept + rest
                proposed += kept
                small += rest
    return proposed, small


def complete(cells: pd.DataFrame, valid: NDArray[np.int64], *, minimum: int = K_CELL) -> NDArray[np.bool_]:
    """Say which statistics a cell may show: those with enough valid answers in every cell of the same breakdown.

    Parameters
    ----------
    cells
        Cells that may be shown, with `unit` and `attribute`, as `breakdowns` gives them.
    valid
        Shape (cells, statistics): people with a valid answer.
    minimum
        Smallest number of valid answers, at least 10.

    Returns
    -------
    Shape (cells, statistics): where one cell has too few, the whole breakdown of that unit by that attribute is without
    the statistic. Otherwise the missing cell would follow from the unit and the other cells.
    """
    if minimum < K_CELL:
        raise ValueError(f"a cell has at least {K_CELL} valid answers, not {minimum}")
    breakdown = cells.groupby(["unit", "attribute"], sort=False).ngroup().to_numpy()
    too_few, lacking = valid < minimum, np.zeros((breakdown.max(initial=-1) + 1, valid.shape[1]), dtype=np.int64)
    np.add.at(lacking, breakdown, too_few)
    enough: NDArray[np.bool_] = (lacking == 0)[breakdown]
    return enough


def _frame(cells: Sequence[Cell]) -> pd.DataFrame:
    rows = [(cell.unit, cell.attribute, cell.value, cell.respondents) for cell in cells]
    return pd.DataFrame(rows, columns=COLUMNS, dtype=np.int64)


def _check(unit_of: NDArray[np.int64], values: NDArray[np.int64], attributes: Sequence[Attribute], k: int) -> None:
    """Refuse what is no table of known attributes, and a k that the sizes of groups and cells do not go with."""
    if len(attributes) > MOST_ATTRIBUTES or any(not 2 <= each.options <= MOST_OPTIONS for each in attributes):
        raise ValueError(f"at most {MOST_ATTRIBUTES} attributes with 2 to {MOST_OPTIONS} values")
    if values.shape != (len(unit_of), len(attributes)):
        raise ValueError(f"{(len(unit_of), len(attributes))} values expected, got {values.shape}")
    if (values >= [each.options for each in attributes]).any():
        raise ValueError("a value that the attribute does not have")
    if k < K:
        raise ValueError(f"the smallest group of a breakdown is {K} or more, not {k}")
