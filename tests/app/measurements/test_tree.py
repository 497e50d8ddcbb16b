"""What lies in a unit, at any depth."""

from uuid import uuid4

import pytest

from app.measurements.tree import MeasuredTree, plant
from app.models import MeasuredUnit

AROUND = {"O": None, "A": "O", "A1": "A", "A2": "A", "A2x": "A2", "B": "O", "C": "O", "C1": "C"}


@pytest.fixture(scope="module")
def tree() -> MeasuredTree:
    """Plant a tree from rows in an order that is not its own."""
    ids = {name: uuid4() for name in AROUND}
    rows = [
        MeasuredUnit(
            measurement_id=uuid4(), unit_id=ids[name], parent_id=ids[around] if around else None, name=name, invited=1
        )
        for name, around in reversed(AROUND.items())
    ]
    return plant(rows)


@pytest.mark.parametrize(
    ("unit", "within", "teams"),
    [
        ("O", [*AROUND], ["A1", "A2x", "B", "C1"]),
        ("A", ["A", "A1", "A2", "A2x"], ["A1", "A2x"]),
        ("A2", ["A2", "A2x"], ["A2x"]),
        ("A2x", ["A2x"], ["A2x"]),
        ("B", ["B"], ["B"]),
        ("C", ["C", "C1"], ["C1"]),
    ],
)
def test_a_unit_holds_itself_and_all_below_it(
    tree: MeasuredTree, unit: str, within: list[str], teams: list[str]
) -> None:
    position = tree.names.index(unit)

    assert [tree.names[each] for each in tree.within(position)] == within
    assert [tree.names[each] for each in tree.teams(position)] == teams
