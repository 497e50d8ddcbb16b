"""What an attack found, and how it is kept."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter

from app.attack.findings import Finding, Guessed, Kind

KEPT = Path(__file__).with_name("report.json")


@dataclass(frozen=True)
class Report:
    """One attack.

    Attributes
    ----------
    version, made_on, seed
        Of which version of the software, when, and with which chance.
    people, figures
        How many people answered, and how many rows were published of them.
    pages, tokens
        What HR can obtain of one copy: different addresses, and words and numbers on them.
    copies, requests
        How often the measurement was published again, and how many answers of the application were read.
    moved
        Tokens that moved with the answers of one person, on the pages that were read in every copy.
    seconds, processor_seconds
        How long it took, and how much of that the processor worked.
    guessed
        The interval attack, by data set.
    """

    version: str
    made_on: date
    seed: int
    people: int
    figures: int
    pages: int
    tokens: int
    copies: int
    requests: int
    moved: int
    seconds: int
    processor_seconds: int
    findings: tuple[Finding, ...]
    guessed: tuple[Guessed, ...]

    @property
    def by_kind(self) -> dict[Kind, int]:
        """Count the findings of every kind, also where there are none."""
        found = Counter(finding.kind for finding in self.findings)
        return {kind: found[kind] for kind in Kind}


REPORT = TypeAdapter(Report)


def as_json(report: Report) -> str:
    """Write a report as JSON."""
    return REPORT.dump_json(report, indent=2).decode() + "\n"


def kept() -> Report | None:
    """Read the report that belongs to this version of the software; None where none was kept."""
    return REPORT.validate_json(KEPT.read_bytes()) if KEPT.exists() else None
