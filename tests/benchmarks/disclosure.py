"""Which groups may be shown: the rule for a tree of 1,000 groups, and the audit of breakdowns by three attributes."""

from time import perf_counter

import numpy as np

from analytics.breakdowns import breakdowns
from analytics.disclosure import UnitTree, residues, shown_units
from tests.analytics.companies import company
from tests.analytics.trees import random_tree
from tests.benchmarks.lines import Line, line, rounded
from tests.benchmarks.statistics import fastest

GROUPS, K = 1000, 5
SMALL, LARGE = 300, 5000
LIMITS = {"tree_ms": 100, "audit_small_seconds": 60, "audit_large_seconds": 300}


def run(groups: int = GROUPS, small: int = SMALL, large: int = LARGE) -> Line:
    """Measure; the floor is one walk over the tree that adds up the people."""
    rng = np.random.default_rng(1)
    tree, direct = random_tree(rng, groups), rng.integers(0, 14, groups)
    figure = 1000 * fastest(lambda: shown_units(tree, direct, K))
    left = residues(tree, direct, shown_units(tree, direct, K)).values()
    audits = [audit_seconds(small), audit_seconds(large)]
    return line(
        figure,
        "ms",
        floor=1000 * fastest(lambda: added_up(tree, direct.tolist())),
        groups=groups,
        correct=len(left) > 0 and all(people == 0 or people >= K for people in left),
        within=all(found <= most for found, most in zip([figure, *audits], LIMITS.values(), strict=True)),
        limits=LIMITS,
        audit_seconds={str(small): rounded(audits[0]), str(large): rounded(audits[1])},
    )


def added_up(tree: UnitTree, direct: list[int]) -> list[int]:
    """Count the people in each group and everything inside it: what any rule has to do."""
    totals = direct.copy()
    for unit in tree.post_order[:-1]:
        totals[tree.parents[unit]] += totals[unit]
    return totals


def audit_seconds(respondents: int) -> float:
    """Time the choice of all breakdowns of an organisation, units included."""
    made = company(1, respondents)
    begin = perf_counter()
    shown = shown_units(made.tree, np.bincount(made.unit_of, minlength=len(made.tree.parents)), K)
    breakdowns(made.tree, made.unit_of, made.coded, made.attributes, shown=shown, k=K)
    return perf_counter() - begin
