"""Closing a large measurement: time and memory, from the sealed envelopes to the committed publication."""

import json
import subprocess
import sys
from uuid import UUID

from tests.benchmarks import closing
from tests.benchmarks.installation import Installation, installed
from tests.benchmarks.lines import Line, line, rounded

PEOPLE, TEAMS = 10_000, 500
MOST_SECONDS, MOST_MIB = 10, 500


def run(people: int = PEOPLE, teams: int = TEAMS) -> Line:
    """Close once, in a process that does nothing else; the floor is one counting per question on the same answers."""
    with installed() as place:
        measurement_id, _ = place.simulate(people, teams, answered=True)
        told = close_apart(place, measurement_id)
    seconds, peak, floor = told.pop("seconds"), told.pop("peak_mib"), told.pop("floor_seconds")
    return line(
        seconds,
        "s",
        floor=floor,
        respondents=people,
        teams=teams,
        peak_mib=rounded(peak),
        within=seconds <= MOST_SECONDS and peak <= MOST_MIB,
        limits={"seconds": MOST_SECONDS, "mib": MOST_MIB},
        computing_ratio=rounded(told["computing"] / floor),
        **{name: rounded(value) for name, value in told.items()},
    )


def close_apart(place: Installation, measurement_id: UUID) -> dict[str, float]:
    """Close a measurement in a process of its own, and give what it told."""
    command = [sys.executable, "-m", closing.__name__, str(measurement_id)]
    told = subprocess.run(command, env=place.environment, check=True, stdout=subprocess.PIPE).stdout
    figures: dict[str, float] = json.loads(told)
    return figures
