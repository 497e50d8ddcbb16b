"""Tables of text, aligned for a screen or a printer with letters of one width."""

from collections.abc import Iterable, Sequence

NOTHING = "\N{EN DASH}"  # stands for what cannot be told

Row = Sequence[str]


def table(header: Row, rows: Iterable[Row], *, text: int = 1) -> str:
    """Set values under their names: the first `text` columns to the left, numbers to the right."""
    lines = [[_plain(value) for value in line] for line in (header, *rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(_line(line, widths, text) for line in lines)


def sections(parts: Iterable[str]) -> str:
    """Put a blank line between parts; what is empty does not count."""
    return "\n\n".join(filter(None, parts)) + "\n"


def heading(words: str) -> str:
    """Underline a heading."""
    return f"{words}\n{'-' * len(words)}"


def _plain(value: str) -> str:
    """Keep a value on its line: what a screen would act on becomes a space."""
    return "".join(sign if sign.isprintable() else " " for sign in value)


def _line(values: Row, widths: Sequence[int], text: int) -> str:
    cells = [
        value.ljust(width) if place < text else value.rjust(width)
        for place, (value, width) in enumerate(zip(values, widths, strict=True))
    ]
    return "  ".join(cells).rstrip()
