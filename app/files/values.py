"""What a value in a file stands for: a name, a score, or the code of an answer."""

import re
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from app.files.issues import Issue, Kind
from app.files.reading import Column

NO_ANSWER = frozenset({"", "NA", "N/A"})
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
LONGEST = 100  # characters of a number
NONE = -1
CODE_OF = {Kind.OUT_OF_RANGE: -2, Kind.NOT_A_NUMBER: -3}
KIND_OF = {code: kind for kind, code in CODE_OF.items()}


def name(value: str) -> str | None:
    """Read a name; None where there is none. A name is text, also when it looks like a number."""
    text = value.strip()
    return None if text in NO_ANSWER else text


def number(value: str) -> float | Kind | None:
    """Read a number; None where there is none, a kind where it is none."""
    text = value.strip()
    if text in NO_ANSWER:
        return None
    if len(text) > LONGEST or not NUMBER.fullmatch(text):
        return Kind.NOT_A_NUMBER
    found = float(text)
    return found if abs(found) < float("inf") else Kind.OUT_OF_RANGE


class Codes(dict[str, int]):
    """Gives each value of an item its code, from 0 for the lowest option; each different text is read once."""

    def __init__(self, low: int, high: int) -> None:
        super().__init__()
        self.low, self.high = low, high

    def __missing__(self, value: str) -> int:
        """Read a text that was not there before."""
        found = number(value)
        if found is None:
            code = NONE
        elif isinstance(found, Kind):
            code = CODE_OF[found]
        elif found.is_integer() and self.low <= found <= self.high:
            code = int(found) - self.low
        else:
            code = CODE_OF[Kind.OUT_OF_RANGE]
        self[value] = code
        return code

    def read(self, values: Column) -> NDArray[np.int8]:
        """Give the codes, shape (rows,); below -1 is a fault."""
        return np.fromiter(map(self.__getitem__, values), dtype=np.int8, count=len(values))


def faults(codes: NDArray[np.int8], values: Column, column: str, before: int) -> Iterator[Issue]:
    """Point at the values of an item that are no answer and do not say so; `before` rows came before these."""
    for place in np.flatnonzero(codes < NONE).tolist():
        yield Issue(KIND_OF[int(codes[place])], before + place + 1, column, values[place].strip())


def nameless(names: Iterable[str | None], values: Column, column: str, before: int) -> Iterator[Issue]:
    """Point at the rows without a group."""
    for row, (given, value) in enumerate(zip(names, values, strict=True), before + 1):
        if given is None:
            yield Issue(Kind.NO_GROUP, row, column, value.strip())
