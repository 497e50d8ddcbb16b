"""What an attack may find: anything here is a leak."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of leaks, each with what must hold."""

    SUPPRESSION = "suppression"
    """What is shown, and what can be asked for, does not depend on answers."""
    FEW = "few"
    """Whatever moves with an answer moves with the answers of at least k people alike."""
    ISOLATED = "isolated"
    """No combination of published sums isolates fewer than k people."""
    DETAIL = "detail"
    """Of a small group is published what belongs to its tier, and no number has more decimals than are shown."""
    ABSENT = "absent"
    """Who of a group took part cannot be seen, and no list grows with respondents."""
    BEHIND = "behind"
    """Pages are made from the publication alone, and nothing depends on answers before there is one."""
    OUTSIDE = "outside"
    """Whatever is asked, no number comes back that is not on the pages."""
    ROLE = "role"
    """A role sees what HR sees or less, and another organisation sees nothing."""
    COMMENT = "comment"
    """Comments are kept for large groups alone, without a common key, in an order of chance."""


@dataclass(frozen=True)
class Finding:
    """One leak: where it is, and what was seen."""

    kind: Kind
    where: str
    what: str


@dataclass(frozen=True)
class Guessed:
    """One data set: how many of the answers looked at have fewer than three options left."""

    data: str
    answers: int
    few: int
