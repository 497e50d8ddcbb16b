"""Which columns make up a scale, and which answers they may hold: the options `--scale` and `--range`."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.files.errors import BadInput
from app.web.i18n import Language

RANGE = re.compile(r"(?:(?P<name>.+)=)?(?P<low>-?\d{1,6}):(?P<high>-?\d{1,6})")
USUAL = (1, 5)
MOST_OPTIONS = 101  # as on a scale from 0 to 100
MOST_ITEMS = 127


@dataclass(frozen=True)
class Scale:
    """Items that are answered on the same options and scored together."""

    name: str
    items: tuple[str, ...]
    low: int
    high: int

    @property
    def options(self) -> int:
        """How many options there are."""
        return self.high - self.low + 1


def read_scales(scales: Sequence[str], ranges: Sequence[str], words: Language) -> tuple[Scale, ...]:
    """Read the options; BadInput names the one that cannot be used."""
    items = dict(_item_lists(scales, words))
    if not items:
        raise BadInput(words.gettext("Name at least one scale: --scale NAME=COLUMN,COLUMN."))
    bounds = dict(_bounds(ranges, items, words))
    usual = bounds.get(None, USUAL)
    read = tuple(Scale(name, columns, *bounds.get(name, usual)) for name, columns in items.items())
    _check_shared(read, words)
    return read


def _item_lists(scales: Sequence[str], words: Language) -> Iterator[tuple[str, tuple[str, ...]]]:
    seen = set()
    for text in scales:
        name, _, columns = (part.strip() for part in text.partition("="))
        items = tuple(column.strip() for column in next(csv.reader([columns]), []))
        if not name or not items or not all(items):
            raise BadInput(words.gettext("--scale %(text)s: write NAME=COLUMN,COLUMN.", text=text))
        if name in seen or len(set(items)) < len(items):
            raise BadInput(words.gettext("--scale %(text)s: a name or a column is given twice.", text=text))
        if len(items) > MOST_ITEMS:
            raise BadInput(words.gettext("--scale %(name)s: at most %(most)s columns.", name=name, most=MOST_ITEMS))
        seen.add(name)
        yield name, items


def _bounds(
    ranges: Sequence[str], scales: Mapping[str, object], words: Language
) -> Iterator[tuple[str | None, tuple[int, int]]]:
    seen: set[str | None] = set()
    for text in ranges:
        found = RANGE.fullmatch(text.strip())
        if found is None:
            raise BadInput(words.gettext("--range %(text)s: write 1:5 or NAME=0:4.", text=text))
        low, high, name = int(found["low"]), int(found["high"]), found["name"]
        if not 2 <= high - low + 1 <= MOST_OPTIONS:
            raise BadInput(
                words.gettext(
                    "--range %(text)s: lowest answer first, 2 to %(most)s answers.", text=text, most=MOST_OPTIONS
                )
            )
        if name is not None and (name := name.strip()) not in scales:
            raise BadInput(words.gettext("--range %(text)s: there is no scale %(name)s.", text=text, name=name))
        if name in seen:
            raise BadInput(words.gettext("--range %(text)s: a range is given twice.", text=text))
        seen.add(name)
        yield name, (low, high)


def _check_shared(scales: Sequence[Scale], words: Language) -> None:
    """Refuse a column that stands in two scales with different answers."""
    bounds: dict[str, tuple[int, int]] = {}
    for scale in scales:
        for item in scale.items:
            if bounds.setdefault(item, (scale.low, scale.high)) != (scale.low, scale.high):
                raise BadInput(words.gettext("Column %(item)s stands in two scales with different ranges.", item=item))
