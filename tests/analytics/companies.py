"""Made-up organisations with attributes that go together, for what is shown of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.breakdowns import Attribute, Breakdowns
from analytics.disclosure import UnitTree
from tests.analytics.trees import inside

SHARES = ((0.5, 0.5), (0.35, 0.3, 0.2, 0.15), (0.4, 0.25, 0.2, 0.1, 0.05))
TOGETHER = 0.3  # how often two attributes agree because of a person's age, say
SKIPPED = 0.03
TEAMS = 8  # in a department

Cells = list[list[int]]


@dataclass(frozen=True)
class Company:
    """Respondents in a tree of units: an organisation, departments, teams."""

    tree: UnitTree
    unit_of: NDArray[np.int64]
    coded: NDArray[np.int64]
    attributes: tuple[Attribute, ...]

    @property
    def people(self) -> list[int]:
        """Every respondent by itself, one person."""
        return [1] * len(self.unit_of)


def company(seed: int, respondents: int) -> Company:
    """Make an organisation with teams of 3 to 14, some people directly in departments, and three attributes."""
    rng = np.random.default_rng(seed)
    parents, unit_of = [-1], list[int]()
    while len(unit_of) < respondents:
        parents.append(0)
        department = len(parents) - 1
        unit_of += [department] * int(rng.integers(0, 5))
        for _ in range(TEAMS):
            parents.append(department)
            unit_of += [len(parents) - 1] * int(rng.integers(3, 15))
    kind = rng.random(respondents)
    drawn = [
        np.searchsorted(
            np.cumsum(share)[:-1], np.where(rng.random(respondents) < TOGETHER, kind, rng.random(respondents))
        )
        for share in SHARES
    ]
    values = np.where(rng.random((respondents, len(SHARES))) < SKIPPED, -1, np.column_stack(drawn))
    attributes = tuple(Attribute(len(share)) for share in SHARES)
    return Company(UnitTree(tuple(parents)), np.array(unit_of[:respondents]), values.astype(np.int64), attributes)


def members(company: Company, unit: int) -> NDArray[np.bool_]:
    """Mark who is in a unit or in something inside it."""
    return np.isin(company.unit_of, list(inside(company.tree, unit)))


def shown_cells(company: Company, shown: frozenset[int], found: Breakdowns) -> Cells:
    """List the people of everything that is shown: units and cells."""
    of_unit = {unit: members(company, unit) for unit in shown}
    places = found.cells[["unit", "attribute", "value"]].to_numpy().tolist()
    cells = [of_unit[unit] & (company.coded[:, attribute] == value) for unit, attribute, value in places]
    return [np.flatnonzero(who).tolist() for who in [*of_unit.values(), *cells]]


def large_cells(company: Company, *, smallest: int = 5) -> Cells:
    """List the people of every unit, and of its people with one value, where they are enough by themselves."""
    cells = []
    for unit in range(len(company.tree.parents)):
        who = members(company, unit)
        cells.append(who)
        for number, attribute in enumerate(company.attributes):
            cells += [who & (company.coded[:, number] == value) for value in range(attribute.options)]
    return [np.flatnonzero(who).tolist() for who in cells if who.sum() >= smallest]
