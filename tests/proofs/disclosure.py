"""What is shown of groups: the heaviest safe choice, in which two independent searches find nothing, and its time."""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from analytics.audit import isolated_groups, safe_cells
from analytics.breakdowns import Breakdowns, breakdowns
from analytics.disclosure import UnitTree, shown_units
from tests.analytics.companies import Company, company, large_cells, shown_cells
from tests.analytics.isolation import by_chance, in_order, random_table, smallest_groups
from tests.analytics.trees import best_choice, leaks, random_tree
from tests.app.files.command import figures

K = 5
TREES, LARGEST_TREE, TABLES = 1000, 10, 2000
COMPANIES, RESPONDENTS = 20, 200
SIZES = ((300, 60), (5000, 300))  # respondents, seconds


def run() -> Iterator[dict[str, object]]:
    """Prove one thing after the other."""
    yield {"what": "trees", **trees()}
    yield {"what": "tables", **tables()}
    yield {"what": "companies", **companies()}
    for respondents, seconds in SIZES:
        yield {"what": "audit", **audit(respondents, seconds)}


def trees() -> dict[str, object]:
    """Give random trees to the command, and compare with trying every set of groups."""
    rng = np.random.default_rng(1)
    optimal = leaking = all_large_leaking = 0
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(TREES):
            tree = random_tree(rng, int(rng.integers(1, LARGEST_TREE + 1)))
            direct = rng.integers(0, rng.choice([4, 8, 14]), len(tree.parents)).tolist()
            shown = frozenset(_disclosed(Path(folder) / "tree.json", tree, direct))
            large = {unit for unit, total in enumerate(tree.totals(direct)) if total >= K}
            optimal += _weight(tree, direct, shown) == _weight(tree, direct, best_choice(tree, direct, K, large))
            leaking += leaks(tree, direct, shown, K)
            all_large_leaking += leaks(tree, direct, large, K)
    return {
        "trees": TREES,
        "optimal": optimal,
        "leaking": leaking,
        "leaking_with_a_threshold_alone": all_large_leaking,
        "holds": optimal == TREES and not leaking and all_large_leaking > 0,
    }


def tables() -> dict[str, object]:
    """Compare the audit of small tables with trying every group, with fractions, for every k up to 8."""
    rng, same, leaking = np.random.default_rng(2), 0, 0
    for _ in range(TABLES):
        people, cells = random_table(rng)
        k = int(rng.integers(2, 9))
        groups = smallest_groups(people, cells, k)
        leaking += bool(groups)
        same += list(isolated_groups(people, cells, k)) == groups and list(
            safe_cells(people, cells, k).shown
        ) == in_order(people, cells, k)
    return {"tables": TABLES, "same": same, "leaking": leaking, "holds": same == TABLES and 0 < leaking < TABLES}


def companies() -> dict[str, object]:
    """Look for groups of up to four people in what is shown of organisations, and in all that is large enough."""
    found = [_attacked(seed) for seed in range(COMPANIES)]
    return {
        "companies": COMPANIES,
        "respondents": RESPONDENTS,
        "cells_shown": [cells for cells, _, _ in found],
        "leaking": sum(leaking for _, leaking, _ in found),
        "leaking_with_a_threshold_alone": sum(alone > 0 for _, _, alone in found),
        "groups_with_a_threshold_alone": [alone for _, _, alone in found],
        "holds": all(not leaking and alone for _, leaking, alone in found),
    }


def audit(respondents: int, most: int) -> dict[str, object]:
    """Time the choice of breakdowns, and the audit of every cell of five people or more; both try everything."""
    made = company(1, respondents)
    begin = perf_counter()
    shown, found = _published(made)
    seconds = perf_counter() - begin
    cells = large_cells(made)
    begin = perf_counter()
    choice = safe_cells(made.people, cells, K)
    return {
        "respondents": respondents,
        "cells_shown": len(found.cells),
        "units_shown": len(shown),
        "dropped_by_the_audit": int((found.dropped["cause"] != "small").sum()),
        "seconds": round(seconds, 2),
        "offered": {"cells": len(cells), "shown": len(choice.shown), "seconds": round(perf_counter() - begin, 2)},
        "holds": seconds < most,
    }


def _published(made: Company) -> tuple[frozenset[int], Breakdowns]:
    shown = shown_units(made.tree, np.bincount(made.unit_of, minlength=len(made.tree.parents)), K)
    return shown, breakdowns(made.tree, made.unit_of, made.coded, made.attributes, shown=shown, k=K)


def _attacked(seed: int) -> tuple[int, bool, int]:
    """Count what is shown, say whether a search finds a group in it, and count groups with a threshold alone."""
    made = company(seed, RESPONDENTS)
    shown, found = _published(made)
    cells = shown_cells(made, shown, found)
    leaking = isolated_groups(made.people, cells, K) or any(True for _ in by_chance(made.people, cells, K, seed=seed))
    return len(cells), bool(leaking), len(isolated_groups(made.people, large_cells(made), K))


def _weight(tree: UnitTree, direct: list[int], shown: frozenset[int]) -> tuple[bool, int, int]:
    """Say what a choice is worth: the whole first, then people, then groups."""
    return tree.root in shown, int(tree.totals(direct)[list(shown)].sum()), len(shown)


def _disclosed(file: Path, tree: UnitTree, direct: list[int]) -> list[int]:
    """Give a tree to the command as a file; groups are named by their numbers."""

    def written(unit: int) -> dict[str, Any]:
        inside = [written(child) for child in tree.children[unit]]
        return {"id": unit, "direct": direct[unit], "children": inside} if inside else {"id": unit, "n": direct[unit]}

    file.write_text(json.dumps({"k": K, "tree": written(tree.root)}))
    shown: list[int] = figures("disclose", file)["shown"]
    return shown
