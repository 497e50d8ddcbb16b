"""A short form of the proof, and whether the manual still says what the functions do."""

import re
from math import sqrt
from pathlib import Path

import pytest

from tests.proofs.power import ALIKE, CHANGES, PEOPLE, Power, found, found_on_answers
from tests.proofs.power_picture import FINDING, draw, markdown

MANUAL = Path(__file__).parents[2] / "docs" / "statistics.md"
REPLICATIONS = 1500


def _tables() -> list[dict[tuple[int, float], float]]:
    """Read the two tables of the manual: by people and change."""
    rows = re.findall(r"^\| (\d+)((?: \| \d+){10}) \|$", MANUAL.read_text(), re.MULTILINE)
    cells = [
        {(int(people), change): int(share) / 100 for change, share in zip(CHANGES, shares.split("|")[1:], strict=True)}
        for people, shares in rows
    ]
    size = len(PEOPLE)
    return [{place: share for row in part for place, share in row.items()} for part in (cells[:size], cells[size:])]


@pytest.mark.parametrize(("people", "change"), [(5, 1.0), (8, 0.5), (12, 0.5), (20, 0.4), (50, 0.3)])
def test_the_manual_has_the_power_that_the_functions_have(people: int, change: float) -> None:
    now = found(people, change, replications=REPLICATIONS)

    for table, share in zip(_tables(), (now.alone, now.in_family), strict=True):
        stated = table[people, change]
        assert share == pytest.approx(stated, abs=0.01 + 3 * sqrt(max(stated * (1 - stated), 0.01) / REPLICATIONS))


def test_the_manual_has_every_size_and_change() -> None:
    assert [set(table) for table in _tables()] == [{(people, change) for people in PEOPLE for change in CHANGES}] * 2


def test_more_people_and_larger_changes_are_found_more_often() -> None:
    alone, in_family = _tables()
    for table in (alone, in_family):
        for change in CHANGES[3:]:
            shares = [table[people, change] for people in PEOPLE]
            assert shares == sorted(shares)
    assert all(in_family[place] <= alone[place] for place in alone)


def test_the_title_of_the_picture_is_true() -> None:
    alone, in_family = _tables()

    assert FINDING.startswith("A team of 12 shows a real change of half a point half of the time")
    assert alone[12, 0.5] == pytest.approx(1 / 2, abs=0.03)
    assert in_family[12, 0.5] == pytest.approx(1 / 7, abs=0.02)


def test_on_whole_answers_the_power_is_that_on_normal_scores() -> None:
    on_answers, on_scores = found_on_answers(15, 0.6, replications=REPLICATIONS)

    assert on_answers == pytest.approx(on_scores, abs=ALIKE + 3 * sqrt(2 * 0.8 * 0.2 / REPLICATIONS))


def test_the_picture_and_the_table_show_every_row() -> None:
    rows = [Power(people, change, 0.5, 0.25) for people in PEOPLE for change in CHANGES]

    assert len(markdown(rows, "alone").splitlines()) == len(PEOPLE) + 2
    assert all(list(line.y) == [0.5] * 10 for line in draw(rows).data[:5])
    assert all(list(line.y) == [0.25] * 10 for line in draw(rows).data[5:])
