"""How many of the invited people took part, where that may be shown."""

import pandas as pd

from analytics.disclosure import Counts, UnitTree, shown_units


def participation(tree: UnitTree, invited: Counts, answered: Counts, *, k: int) -> pd.DataFrame:
    """Count invitations and answers in each unit that may be shown.

    Parameters
    ----------
    tree
        The units.
    invited, answered
        People directly in each unit.
    k
        Smallest number of answers that may be known of a group.

    Returns
    -------
    One row per shown unit, by number: `unit`, `invited` and `answered` (everything inside the unit included), `rate`
    (between 0 and 1). A unit that may not be shown has no row, and neither its counts nor its absence follow from
    the others: a group in which nobody answered is protected as well as one in which few did.

    Raises
    ------
    MalformedTree
        When counts are negative or not one per unit.
    ValueError
        When more people answered in a unit than were invited.
    """
    if (tree.counts(answered) > tree.counts(invited)).any():
        raise ValueError("more answers than invitations in a unit")
    shown = sorted(shown_units(tree, answered, k, present=invited))
    frame = pd.DataFrame(
        {
            "unit": pd.Series(shown, dtype="int64"),
            "invited": tree.totals(invited)[shown],
            "answered": tree.totals(answered)[shown],
        }
    )
    return frame.assign(rate=frame["answered"] / frame["invited"])
