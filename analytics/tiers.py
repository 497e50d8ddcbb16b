"""The units shown in one tier, and sums over the people in them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from analytics.disclosure import NOBODY, UnitTree, nearest_shown, shown_units

EXACT = 2**53


@dataclass(frozen=True, eq=False, slots=True)
class Tier:
    """The shown units of one tier, with the respondents in each residue.

    Rows of all tables are the shown units in the order of `units`. Sums are of whole numbers, so that they do not
    depend on the order of respondents.

    Attributes
    ----------
    k
        Smallest group that may be known in this tier.
    units
        Shape (shown,): numbers of the shown units, each after everything inside it.
    above
        Shape (shown,): row of the nearest shown unit above; -1 where there is none.
    node
        Shape (respondents,): number of the lowest shown unit that contains each respondent, or -1.
    row
        Shape (respondents,): its row, or -1.
    """

    k: int
    units: NDArray[np.int64]
    above: NDArray[np.int64]
    node: NDArray[np.int64]
    row: NDArray[np.int64]

    @property
    def holds_others(self) -> NDArray[np.bool_]:
        """Shape (shown,): whether there is a shown unit inside it."""
        return np.isin(np.arange(len(self.units)), self.above)

    @classmethod
    def of(cls, tree: UnitTree, unit_of: NDArray[np.int64], k: int, *, eligible: Collection[int] | None = None) -> Self:
        """Choose the units to show, of those eligible, for respondents who are directly in `unit_of`."""
        shown = shown_units(tree, np.bincount(unit_of, minlength=len(tree.parents)), k, eligible=eligible)
        units = np.array([unit for unit in tree.post_order if unit in shown], dtype=np.int64)
        rows = np.full(len(tree.parents) + 1, NOBODY)  # one more, so that the row of -1 is -1
        rows[units] = np.arange(len(units))
        nearest = np.append(nearest_shown(tree, shown), NOBODY)
        above = rows[nearest[np.array(tree.parents)[units]]]
        return cls(k, units, above, nearest[unit_of], rows[nearest[unit_of]])

    def tally(self, codes: NDArray[np.integer], *, options: int, shift: int) -> NDArray[np.int64]:
        """Count each code per residue, shape (shown, options); column j counts code j + shift."""
        inside = self.row >= 0
        cells = self.row[inside] * options + (codes[inside].astype(np.int64) - shift)
        return np.bincount(cells, minlength=len(self.units) * options).reshape(len(self.units), options)

    def sums(self, values: NDArray[np.int64]) -> NDArray[np.int64]:
        """Sum whole numbers, shape (respondents,), per residue; ValueError when they are too large to sum exactly."""
        if len(values) * int(np.abs(values).max(initial=0)) >= EXACT:
            raise ValueError("numbers too large for an exact sum")
        inside = self.row >= 0
        return np.bincount(self.row[inside], weights=values[inside], minlength=len(self.units)).astype(np.int64)

    def rolled(self, table: NDArray[np.int64]) -> NDArray[np.int64]:
        """From sums per residue, shape (shown, ...), make sums per unit with everything inside it."""
        table = table.copy()
        for row, above in enumerate(self.above):
            if above != NOBODY:
                table[above] += table[row]
        return table

    def average(self, own: NDArray[np.float64], people: NDArray[np.int64]) -> NDArray[np.float64]:
        """Average a figure of residues over the parts of each unit: its nearest shown units and its own residue.

        Parameters
        ----------
        own
            Shape (shown, figures): the figure of each residue by itself; NaN where it has none.
        people
            Shape (shown, figures): who has an answer in each residue; the weights.

        Returns
        -------
        Shape (shown, figures): a unit without shown units inside it keeps its own figure; in others each part weighs
        by its people, and a part without a figure does not take part. NaN where no part has one.
        """
        whole, known = self.rolled(people), ~np.isnan(own)
        weights = np.where(known, people, 0)
        weighted = weights * np.where(known, own, 0.0)
        result, holds_others = own.copy(), self.holds_others
        for row in range(len(self.units)):
            if holds_others[row]:
                result[row] = np.nan
                np.divide(weighted[row], weights[row], out=result[row], where=weights[row] > 0)
            if (above := self.above[row]) != NOBODY:
                part = np.where(np.isnan(result[row]), 0, whole[row])
                weights[above] += part
                weighted[above] += part * np.nan_to_num(result[row])
        return result
