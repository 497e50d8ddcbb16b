"""One row per team: what it is, and its figures beside each other. Never a row of a respondent."""

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter

from app.exports.cells import Cell, Value
from app.exports.codebook import TIERS
from app.exports.measures import FIELDS


def team_rows(cells: Sequence[Cell]) -> list[dict[str, Value]]:
    """Lay cells, which come unit by unit, out as one row per unit, by the names of the codebook's variables."""
    return [_row(list(own)) for _, own in groupby(cells, key=attrgetter("unit"))]


def _row(cells: Sequence[Cell]) -> dict[str, Value]:
    unit = cells[0].unit
    described: dict[str, Value] = {
        "unit_id": str(unit.unit_id),
        "unit": unit.unit,
        "path": unit.path,
        "parent_id": str(unit.parent_id) if unit.parent_id else None,
        "shown": int(unit.shown),
        "tier": TIERS.index(unit.tier) + 1 if unit.tier else None,
        "respondents": unit.respondents,
        "invited": unit.invited,
    }
    figures = {
        f"{cell.measure.measure}_{field}": getattr(cell.figures, field)
        for cell in cells
        for field in FIELDS[cell.measure.kind]
    }
    return described | figures
