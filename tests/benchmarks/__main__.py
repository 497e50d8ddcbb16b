"""Run the benchmarks, or those that are named; each prints one line of JSON. Exit 1: something timed was not done."""

import sys
from collections.abc import Callable, Mapping

from tests.benchmarks import (
    dashboard,
    disclosure,
    many_teams,
    publication,
    reports,
    responses,
    sealing,
    statistics,
    weight,
)
from tests.benchmarks.lines import Line, written

BENCHMARKS: Mapping[str, Callable[[], Line]] = {
    "responses": responses.run,
    "responses-at-once": responses.run_at_once,
    "responses-postgresql": responses.run_on_postgresql,
    "sealing": sealing.run,
    "publication": publication.run,
    "publication-of-many": publication.run_many,
    "dashboard": dashboard.run,
    "many-teams": many_teams.run,
    "weight": weight.run,
    "statistics": statistics.run,
    "disclosure": disclosure.run,
    "reports": reports.run,
}


def main(names: list[str]) -> int:
    """Run in order; 2 when there is no benchmark of that name."""
    if strange := set(names) - BENCHMARKS.keys():
        print(f"no such benchmark: {', '.join(sorted(strange))}; there are {', '.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    return max(_run(name) for name in names or BENCHMARKS)


def _run(name: str) -> int:
    measured = BENCHMARKS[name]()
    print(written(name, measured), flush=True)
    return 0 if measured.get("correct", True) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
