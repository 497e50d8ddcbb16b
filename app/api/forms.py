"""What is asked of who makes a key."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

LONGEST_NAME = 60
TERMS = (30, 90, 180, 365)
"""Days that a key may last."""
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class Problem(StrEnum):
    """Why no key was made."""

    NAME = "name"
    """It has no name, or one that is too long."""
    TERM = "term"
    """It was to last for another time than the page offers."""
    MOST = "most"
    """The organisation has as many keys as it can have."""


@dataclass(frozen=True)
class KeyForm:
    """A name by which people know the key, and how many days it lasts."""

    name: str = ""
    days: int = TERMS[1]

    @property
    def problem(self) -> Problem | None:
        """What has to be put right first."""
        if not 0 < len(self.name) <= LONGEST_NAME:
            return Problem.NAME
        return None if self.days in TERMS else Problem.TERM


def read_key_form(sent: Mapping[str, str]) -> KeyForm:
    """Take what was sent; what is no number of days is none."""
    days = sent.get("days", "")
    name = " ".join(CONTROL.sub(" ", sent.get("name", "")).split())
    return KeyForm(name, int(days) if days.isascii() and days.isdecimal() and len(days) < 5 else 0)
