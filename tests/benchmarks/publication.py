"""Closing a large measurement: time and memory, from the sealed envelopes to the committed publication."""

import json
import subprocess
import sys
from uuid import UUID

from tests.benchmarks import closing
from tests.benchmarks.installation import Installation, installed
from tests.benchmarks.lines import Line, line, rounded

PEOPLE, TEAMS = 10_000, 500
MANY, MANY_TEAMS = 100_000, 5000
MOST_SECONDS, MOST_MIB = 10, 500


def run_many() -> Line:
    """Close ten times as many people; growth is the computing for one person, beside that with ten times fewer."""
    small, large = closed(PEOPLE, TEAMS), closed(MANY, MANY_TEAMS)
    per_person = [told["cpu_seconds"] / people for told, people in ((small, PEOPLE), (large, MANY))]
    return line(
        large["seconds"],
        "s",
        floor=large["floor_seconds"],
        respondents=MANY,
        teams=MANY_TEAMS,
        growth=rounded(per_person[1] / per_person[0]),
        **{name: rounded(value) for name, value in large.items() if name not in {"seconds", "floor_seconds"}},
    )


def closed(people: int, teams: int) -> dict[str, float]:
    """Make a measurement, close it in a process that does nothing else, and give what that took."""
    with installed() as place:
        measurement_id, _ = place.simulate(people, teams, answered=True)
        return close_apart(place, measurement_id)


def run(people: int = PEOPLE, teams: int = TEAMS) -> Line:
    """Close once; the floor is one counting per question on the same answers."""
    told = closed(people, teams)
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
