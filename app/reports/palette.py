"""The first colour of a template's theme in the strengths that answers need, and the ink that can be read on each."""

from functools import lru_cache
from typing import Any

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn

from app.figures.colours import colour

PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


def strength(slide: Any, share: float = 1.0) -> str:
    """Give so large a share of the theme's first colour, the rest white, as six hexadecimal digits."""
    theme = slide.slide_layout.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    channels = bytes.fromhex(accent(theme.blob))
    return "".join(f"{round(255 - share * (255 - each)):02x}" for each in channels)


def ink_on(background: str) -> str:
    """Choose dark or light ink for a colour, whichever can be read better."""
    return max((colour("ink"), colour("paper")), key=lambda each: contrast(each, background))


@lru_cache(maxsize=16)
def accent(theme: bytes) -> str:
    """Read the first accent of a theme; our own where it is given in another way than as red, green and blue."""
    slot = etree.fromstring(theme, PARSER).find(f".//{qn('a:clrScheme')}/{qn('a:accent1')}/{qn('a:srgbClr')}")
    return colour("accent") if slot is None else str(slot.get("val"))


def contrast(one: str, other: str) -> float:
    """Compute the contrast of two colours as WCAG 2.2 defines it, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(digits: str) -> float:
    shares = (each / 255 for each in bytes.fromhex(digits))
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
