"""What a template must have for our slides: a layout for the cover, and one with a title and room under it."""

from dataclasses import dataclass
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER as KIND
from pptx.util import Inches

TITLES = frozenset({KIND.TITLE, KIND.CENTER_TITLE})
AROUND = frozenset({KIND.DATE, KIND.FOOTER, KIND.SLIDE_NUMBER})
BOTTOM, GAP = Inches(0.45), Inches(0.1)
LOWER = 0.8  # of the height: what stands below that limits the room for content
LEAST_WIDTH, LEAST_HEIGHT = Inches(7.5), Inches(4)


@dataclass(frozen=True)
class Area:
    """A part of a slide, in the library's unit of length."""

    left: int
    top: int
    width: int
    height: int

    def below(self, height: int) -> "Area":
        """Give what is left under a strip of this height."""
        return Area(self.left, self.top + height, self.width, self.height - height)

    def above(self, height: int) -> "Area":
        """Give a strip of this height at the top."""
        return Area(self.left, self.top, self.width, height)

    def split(self, share: float, gap: int) -> tuple["Area", "Area"]:
        """Divide it into a left part of this share and the rest, with a gap between them."""
        left = round((self.width - gap) * share)
        return (
            Area(self.left, self.top, left, self.height),
            Area(self.left + left + gap, self.top, self.width - left - gap, self.height),
        )


def cover_layout(presentation: Any) -> Any | None:
    """Find the first layout with a title and a subtitle; None where there is none."""
    return next((each for each in presentation.slide_layouts if _kinds(each) & TITLES and _subtitle(each)), None)


def content_layout(presentation: Any) -> Any | None:
    """Find the first layout with a title and nothing else but date, footer and number; None where there is none."""
    layouts = [each for each in presentation.slide_layouts if _kinds(each) & TITLES]
    return next((each for each in layouts if not _kinds(each) - TITLES - AROUND), None)


def content_area(presentation: Any, layout: Any) -> Area:
    """Give the room under the title of a layout."""
    title = next(each for each in layout.placeholders if each.placeholder_format.type in TITLES)
    low = [
        each.top
        for each in layout.placeholders
        if each.placeholder_format.type in AROUND and each.top > LOWER * presentation.slide_height
    ]
    top, bottom = title.top + title.height + GAP, min([presentation.slide_height - BOTTOM, *low])
    return Area(title.left, top, title.width, bottom - top)


def has_room(area: Area) -> bool:
    """Say whether a map of six by seven fits."""
    return bool(area.width >= LEAST_WIDTH and area.height >= LEAST_HEIGHT)


def _kinds(layout: Any) -> set[Any]:
    return {each.placeholder_format.type for each in layout.placeholders}


def _subtitle(layout: Any) -> bool:
    return KIND.SUBTITLE in _kinds(layout)
