"""An answer of the application taken apart into tokens, and which of them differ between two answers."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from rapidfuzz.distance import Levenshtein

from app.attack.browsing import Answer

PIECE = re.compile(r"""[^\s<>"',:;={}\[\]()]+|[<>"',:;={}\[\]()]""")
NUMBER = re.compile(r"(?<![\w.,])[-+\N{MINUS SIGN}]?\d+(?:[.,]\d+)*(?![\w])")
MEANT = re.compile(r"\w")

Block = tuple[str, int, int, int, int]
"""What is done with lines: "equal" or another word, from where to where in the first and in the second."""
Token = tuple[int, int]
"""A place in an answer: the line, counted from 0, and the piece in that line."""


def lines(answer: Answer) -> list[str]:
    """Write an answer as lines: its status, its headers, and then its text."""
    return [str(answer.status), *(f"{name}: {value}" for name, value in answer.headers), *answer.text.split("\n")]


@cache
def pieces(line: str) -> tuple[str, ...]:
    """Take a line apart: words, numbers, and the signs between them; markup, attributes and charts too."""
    return tuple(PIECE.findall(line))


def tokens(answer: Answer) -> int:
    """Count the tokens of an answer that can mean something: signs between words are left out."""
    return sum(bool(MEANT.search(piece)) for line in lines(answer) for piece in pieces(line))


def moved(before: Answer, after: Answer) -> set[Token]:
    """Find the tokens of an answer that are not the same in another one, by their place in the first.

    Lines that were put in count for the token after them.
    """
    if before == after:
        return set()
    old, new = lines(before), lines(after)
    blocks = _beside(old) if len(old) == len(new) else _aligned(old, new)
    return {token for block in blocks for token in _in_block(old, new, block)}


def numbers(text: str) -> set[str]:
    """Find the numbers that a text shows, as they are written."""
    return set(NUMBER.findall(re.sub(r"<[^>]*>", " ", text)))


def _aligned(old: Sequence[str], new: Sequence[str]) -> list[Block]:
    """Lay lines beside each other so that the fewest are changed, put in or taken out."""
    found = Levenshtein.opcodes(old, new)
    return [(each.tag, each.src_start, each.src_end, each.dest_start, each.dest_end) for each in found]


def _beside(old: Sequence[str]) -> list[Block]:
    """Lay lines beside each other one by one."""
    return [("replace", 0, len(old), 0, len(old))]


def _in_block(old: Sequence[str], new: Sequence[str], block: Block) -> Iterator[Token]:
    kind, low, high, other_low, other_high = block
    if kind == "equal":
        return
    if high - low == other_high - other_low:
        for line in range(low, high):
            yield from _in_line(line, old[line], new[other_low + line - low])
    else:
        for line in range(low, max(high, low + 1)):
            yield from ((line, place) for place in range(len(pieces(old[line])) or 1)) if line < len(old) else ()


def _in_line(line: int, old: str, new: str) -> Iterator[Token]:
    if old == new:
        return
    before, after = pieces(old), pieces(new)
    if len(before) != len(after):
        yield from ((line, place) for place in range(len(before) or 1))
    else:
        yield from ((line, place) for place, (one, two) in enumerate(zip(before, after, strict=True)) if one != two)
