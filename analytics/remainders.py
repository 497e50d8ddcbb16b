"""Everybody once: the people of each shown unit who are in no shown unit inside it."""

from collections.abc import Mapping

from analytics.disclosure import NOBODY, UnitTree, nearest_shown
from analytics.moments import Moments


def remainders(tree: UnitTree, shown: Mapping[int, Moments]) -> dict[int, Moments]:
    """Split what is shown of units into groups that have nobody in common.

    A model fitted on these groups rests on nothing that is not shown: each is a shown unit, less the shown units that
    lie directly inside it.

    Parameters
    ----------
    tree
        The units.
    shown
        What is shown, by number of the unit; for a unit, everything inside it included.

    Returns
    -------
    The scores of each group, by number of the unit, in the order of `shown`; groups of nobody are left out.
    """
    nearest = nearest_shown(tree, shown)
    rest = dict(shown)
    for unit, moments in shown.items():
        above = tree.parents[unit]
        if above != NOBODY and (home := int(nearest[above])) != NOBODY:
            rest[home] = rest[home] - moments
    return {unit: moments for unit, moments in rest.items() if moments.n > 0}
