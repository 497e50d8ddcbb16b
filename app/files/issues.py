"""What does not count in a file, each with its row and column."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What is the matter with a value."""

    OUT_OF_RANGE = "out_of_range"
    NO_GROUP = "no_group"
    NOT_A_NUMBER = "not_a_number"
    DUPLICATE = "duplicate"


@dataclass(frozen=True)
class Issue:
    """One value that does not count.

    Attributes
    ----------
    row
        Counted from 1, the column names not included.
    value
        As it stands in the file, without blanks around it.
    """

    kind: Kind
    row: int
    column: str
    value: str
