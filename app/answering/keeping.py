"""Whose copy of the answers is the newest: every tab and device counts what it sends, no clock is asked.

A draft bears the mark "writer.count" of who kept it last. A browser that keeps answers says which mark it saw last: it
may go on from there, but not over something that it never saw.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from hashlib import blake2b
from secrets import token_hex

from app.answering.respondents import Respondent

WRITER = re.compile(r"[a-z0-9]{1,16}")
MOST = 10**6


class Standing(Enum):
    """How a copy that was sent stands to what is kept."""

    NEWER = auto()
    OLDER = auto()
    CONFLICT = auto()


@dataclass(frozen=True)
class Copy:
    """What a browser says about the copy that it sends.

    Attributes
    ----------
    writer, count
        A name that the tab made up, and how manieth copy of that tab this is.
    seen
        The mark of what was kept, as the tab saw it last.
    at
        The number of the part that is being filled in.
    """

    writer: str
    count: int
    seen: str
    at: int = 1

    @property
    def mark(self) -> str:
        """The mark of a draft that was made of this copy."""
        return f"{self.writer}.{self.count}"


def read_copy(form: Mapping[str, str]) -> Copy:
    """Read what a form says about its copy; what makes no sense is a copy that saw nothing."""
    writer = form.get("writer", "")
    return Copy(
        writer if WRITER.fullmatch(writer) else new_writer(),
        _number(form.get("count", "")),
        form.get("seen", ""),
        max(1, _number(form.get("at", ""))),
    )


def new_writer() -> str:
    """Make up a name for who keeps answers."""
    return token_hex(4)


def mark(respondent: Respondent) -> str:
    """Give the mark of what is kept; of what cannot be opened here a mark of its outside, and none for nothing."""
    if respondent.elsewhere:
        return blake2b(respondent.invitation.draft or b"", digest_size=8).hexdigest()
    return respondent.draft.mark


def standing(respondent: Respondent, copy: Copy) -> Standing:
    """Compare a copy with what is kept."""
    kept = mark(respondent)
    writer, _, count = kept.rpartition(".")
    if writer == copy.writer:
        return Standing.NEWER if copy.count > int(count) else Standing.OLDER
    return Standing.NEWER if copy.seen == kept else Standing.CONFLICT


def _number(text: str) -> int:
    return min(int(text), MOST) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
