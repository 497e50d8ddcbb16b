"""How large a text may be to fit into a box; nobody knows how wide the letters of a font are, so it is estimated."""

from pptx.util import Emu

LETTER = 0.52  # the mean width of a letter, as a share of its height
LINE = 1.2  # the height of a line, as a share of that of its letters
SIZES = (44, 40, 36, 32, 28, 26, 24, 22, 20, 18, 16, 14, 12, 11, 10, 9, 8)


def fitting(text: str, width: int, height: int, most: int) -> int:
    """Find the largest size in points, up to `most`, in which a text fits into a box without a word being cut."""
    sizes = (most, *(each for each in SIZES if each < most))
    return next((size for size in sizes if _fits(text, width, height, size)), sizes[-1])


def shortened(text: str, width: int, height: int, size: int) -> str:
    """Cut a text off where the box ends."""
    while len(text) > 1 and not _fits(text, width, height, size):
        text = f"{text[:-2].rstrip()}…"
    return text


def _fits(text: str, width: int, height: int, size: int) -> bool:
    per_line = Emu(width).pt / (LETTER * size)
    lines = -(-len(text) // max(1, int(per_line)))
    longest = max(map(len, text.split()), default=0)
    return bool(lines * LINE * size <= Emu(height).pt and longest <= per_line)
