"""Which cells are asked for, and the page of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import dropwhile, islice
from typing import Annotated, Generic, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from fastapi import Depends, Query, Request

from app.api.deps import SourceDep, TextsDep
from app.api.problems import ALLOWED, BadFilter
from app.exports.cells import BreakdownCell, Cell
from app.exports.measures import Kind, Measure, measures
from surveys.model import Block, Level

LARGEST = 1000
"""Cells on one page of JSON."""
One = TypeVar("One", Cell, BreakdownCell)


class Form(StrEnum):
    """How cells are sent."""

    JSON = "json"
    CSV = "csv"


@dataclass(frozen=True)
class Selection:
    """Units and measures that are asked for, each in its own order.

    Attributes
    ----------
    after
        The key of the cell before the first one; empty to begin at the beginning.
    limit
        How many cells; None for all.
    """

    positions: tuple[int, ...]
    measures: tuple[Measure, ...]
    form: Form
    limit: int | None
    after: str


@dataclass(frozen=True)
class Sliced(Generic[One]):
    """Some cells, and the key after which the next ones come; None when there are no more."""

    cells: list[One]
    after: str | None


def _parameter(name: str) -> object:
    return Query(description=f"{ALLOWED[name]}; may be repeated", default_factory=list)


def select(  # noqa: PLR0913  a filter has as many arguments as it has parameters
    *,
    source: SourceDep,
    texts: TextsDep,
    unit: Annotated[list[UUID], _parameter("unit")],
    measure: Annotated[list[str], _parameter("measure")],
    kind: Annotated[list[Kind], _parameter("kind")],
    block: Annotated[list[Block], _parameter("block")],
    level: Annotated[list[Level], _parameter("level")],
    form: Annotated[Form, Query(alias="format", description=ALLOWED["format"])] = Form.JSON,
    limit: Annotated[int | None, Query(ge=1, le=LARGEST, description=ALLOWED["limit"])] = None,
    after: Annotated[str, Query(description=ALLOWED["after"])] = "",
) -> Selection:
    """Read the filters; BadFilter names a unit or a measure that is not in this measurement."""
    listed = measures(texts)
    wrong = (
        *(["unit"] if set(unit) - set(source.tree.ids) else []),
        *(["measure"] if set(measure) - {each.measure for each in listed} else []),
    )
    if wrong:
        raise BadFilter(*wrong)
    chosen = tuple(
        each
        for each in listed
        if (not measure or each.measure in measure)
        and (not kind or each.kind in kind)
        and (not block or each.block in block)
        and (not level or each.level in level)
    )
    positions = tuple(place for place, id_ in enumerate(source.tree.ids) if not unit or id_ in unit)
    return Selection(positions, chosen, form, limit or (LARGEST if form is Form.JSON else None), after)


SelectionDep = Annotated[Selection, Depends(select)]


def begin_at(selection: Selection, ids: Sequence[UUID]) -> tuple[int, ...]:
    """Leave out the units before the one that the last page ended in; BadFilter when it is none of them."""
    if not selection.after:
        return selection.positions
    unit = selection.after.partition(":")[0]
    rest = tuple(dropwhile(lambda position: str(ids[position]) != unit, selection.positions))
    if not rest:
        raise BadFilter("after")
    return rest


def cut(cells: Iterable[One], selection: Selection) -> Sliced[One]:
    """Take the cells after the last page's, as many as are asked for; BadFilter when its last cell is not there."""
    waiting = iter(cells)
    if selection.after and not any(key(cell) == selection.after for cell in waiting):
        raise BadFilter("after")
    found = list(islice(waiting, selection.limit))
    more = next(waiting, None) is not None
    return Sliced(found, key(found[-1]) if more else None)


def key(cell: Cell | BreakdownCell) -> str:
    """Name a cell within its list."""
    group = (cell.background, cell.option) if isinstance(cell, BreakdownCell) else ()
    return ":".join((str(cell.unit.unit_id), *group, cell.measure.measure))


def next_address(request: Request, after: str | None) -> str | None:
    """Give the whole address of the next page, with the same filters; None when there is none."""
    if after is None:
        return None
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "after"]
    base: str = request.app.state.settings.base_url
    return f"{base}{request.url.path}?{urlencode([*kept, ('after', after)])}"
