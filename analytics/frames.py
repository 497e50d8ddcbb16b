"""From what respondents sent to matrices."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from surveys.answers import CODES, SKIPPED
from surveys.model import Background

ILLEGAL = np.int8(-128)


def answer_matrix(strings: Sequence[str], *, columns: int) -> NDArray[np.int8]:
    """Read answer strings into a matrix.

    Parameters
    ----------
    strings
        One per respondent: one character per scored question, as `surveys.answers` defines them.
    columns
        How many characters each string has.

    Returns
    -------
    Shape (respondents, columns): the code of each answer; negative is no answer (-1 skipped, -2 unknown). Whether a
    code is on the scale of its question is not looked at.

    Raises
    ------
    ValueError
        When a string has another length or an illegal character; names its row, counted from 1, never its content.
    """
    if wrong := [row for row, string in enumerate(strings, start=1) if len(string) != columns]:
        raise ValueError(f"row {wrong[0]}: {columns} answers expected, got {len(strings[wrong[0] - 1])}")
    codes = _table()[np.frombuffer(_encoded(strings, columns), dtype=np.uint8)].reshape(len(strings), columns)
    if (illegal := np.argwhere(codes == ILLEGAL)).size:
        raise ValueError(_illegal(*illegal[0]))
    return codes


def option_matrix(chosen: Sequence[Mapping[str, str]], backgrounds: Sequence[Background]) -> NDArray[np.int64]:
    """Read what respondents said of themselves into a matrix.

    Parameters
    ----------
    chosen
        One per respondent: option by background question; what was skipped is missing.
    backgrounds
        The questions with their options.

    Returns
    -------
    Shape (respondents, backgrounds): number of the option in its question; -1 where there is none, or an unknown one.
    """
    numbers = [{option: number for number, option in enumerate(each.options)} for each in backgrounds]
    rows = [
        [of.get(options.get(each.code, ""), SKIPPED) for each, of in zip(backgrounds, numbers, strict=True)]
        for options in chosen
    ]
    return np.array(rows, dtype=np.int64).reshape(len(chosen), len(backgrounds))


def _encoded(strings: Sequence[str], columns: int) -> bytes:
    """Put all strings in one buffer, one byte per character."""
    try:
        return "".join(strings).encode("latin-1")
    except UnicodeEncodeError as error:
        raise ValueError(_illegal(*divmod(error.start, columns))) from None


def _table() -> NDArray[np.int8]:
    """Give each of 256 bytes its code."""
    table = np.full(256, ILLEGAL)
    for sign, code in CODES.items():
        table[ord(sign)] = code
    return table


def _illegal(row: int, column: int) -> str:
    """Say where an illegal character stands."""
    return f"row {row + 1}: answer {column + 1} is an illegal character"
