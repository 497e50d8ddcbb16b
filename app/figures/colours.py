"""The values of the style sheet's colours, for what is drawn outside a browser; always the light ones."""

import re
from functools import cache
from pathlib import Path

SHEET = Path(__file__).parents[1] / "static" / "css" / "base.css"
PROPERTY = re.compile(r"--([\w-]+): #([0-9a-f]{6});")
LIGHT = re.compile(r":root, \.on-paper \{.*?\n\}", re.DOTALL)
ANSWERS = (0.12, 0.3, 0.5, 0.75, 1.0)
"""How strong the colour of each answer is, the lowest first: in grey print too each is darker than the one before."""


def colour(name: str) -> str:
    """Give a colour of the style sheet as six hexadecimal digits; KeyError when it has none of that name."""
    return _light()[name]


def mixed(name: str, share: float) -> str:
    """Give so large a share of a colour, between 0 and 1, on paper."""
    parts = zip(_channels(colour(name)), _channels(colour("paper")), strict=True)
    return "".join(f"{round(share * ours + (1 - share) * paper):02x}" for ours, paper in parts)


@cache
def declarations() -> str:
    """Give the block of the sheet that declares its properties, to put before another sheet."""
    block = LIGHT.search(SHEET.read_text(encoding="utf-8"))
    assert block is not None
    return block[0]


@cache
def _light() -> dict[str, str]:
    """Read the first block of the sheet: a second one holds the colours in the dark."""
    return dict(PROPERTY.findall(declarations()))


def _channels(digits: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(digits))
