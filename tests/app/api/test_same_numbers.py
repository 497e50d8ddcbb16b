"""One number is the same everywhere: on the page, in the API, in the workbook, in CSV and in the file for SPSS."""

import csv
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pytest import approx  # noqa: PT013  its name is what it says

from app.exports.cells import NUMBERS
from app.exports.measures import FIELDS, Kind
from app.web.i18n import language
from surveys.catalogue import customer_focus
from tests.app.exports.reading import book, fetch, sav, sheet, table
from tests.app.results.factories import Closed
from tests.app.results.page import read, words

CELLS = 200
NL = language("nl")
TITLES = {Kind.SCORE: "Scores", Kind.STATEMENT: "Stellingen", Kind.RECOMMENDATION: "Aanbevelen"}
IN_BOOK = {
    "n": "Antwoorden",
    "mean": "Gemiddelde",
    "sd": "Standaardafwijking",
    "low": "Marge van",
    "high": "Marge tot",
    "ad": "Afstand tot gemiddelde",
    "stage": "Stadium",
    "stage_low": "Laagste stadium",
    "stage_high": "Hoogste stadium",
    "favourable": "Aandeel dat het eens is",
    "favourable_low": "Aandeel, van",
    "favourable_high": "Aandeel, tot",
    "score": "Aanbevelingsscore",
    "score_low": "Score van",
    "score_high": "Score tot",
    "unknown": "Weet ik niet",
    "skipped": "Geen antwoord",
}

Cell = dict[str, Any]


@pytest.fixture
def chosen(hr: TestClient, sample: Closed) -> list[Cell]:
    """Choose figures by chance from what the API gives, of shown and of hidden units."""
    answer = hr.get(f"/api/v1/measurements/{sample.measurement.id}/cells").json()
    assert answer["next"] is None
    found: list[Cell] = Random(20261125).sample(answer["items"], CELLS)
    assert sum(not cell["shown"] for cell in found) > 30
    assert {cell["kind"] for cell in found} == set(Kind)
    return found


@pytest.fixture
def said_on(hr: TestClient, sample: Closed) -> Callable[..., str]:
    """Give the words of a page, read once."""
    kept: dict[tuple[str, ...], str] = {}

    def words_of(*place: str) -> str:
        if place not in kept:
            kept[place] = words(read(hr, sample.address(*place)))
        return kept[place]

    return words_of


def numbers(cell: Cell) -> dict[str, Any]:
    """Give every single number that a figure of this kind can have."""
    return {name: cell[name] for name in FIELDS[Kind(cell["kind"])]}


def test_the_page(chosen: list[Cell], said_on: Callable[..., str]) -> None:
    for cell in chosen:
        on_grid = cell["kind"] == Kind.STATEMENT and cell["block"] is not None
        place = (cell["unit"], cell["measure"]) if on_grid else (cell["unit"],)
        for said in expected(cell):
            assert said in said_on(*place), (cell["unit"], cell["measure"])


def test_csv_from_the_api(chosen: list[Cell], hr: TestClient, sample: Closed) -> None:
    text = hr.get(f"/api/v1/measurements/{sample.measurement.id}/cells?format=csv").text
    rows = {(row["unit_id"], row["measure"]): row for row in csv.DictReader(StringIO(text))}

    for cell in chosen:
        row = rows[cell["unit_id"], cell["measure"]]
        assert {name: number(row[name]) for name in NUMBERS} == {name: cell[name] for name in NUMBERS}
        answers = {name.removeprefix("count_"): value for name, value in row.items() if name.startswith("count_")}
        assert {name: int(value) for name, value in answers.items() if value} == (cell["counts"] or {})
        assert row["shown"] == str(int(cell["shown"]))


def test_the_workbook(chosen: list[Cell], hr: TestClient, sample: Closed) -> None:
    books = {name: book(fetch(hr, sample, name, "workbook.xlsx", "nl")) for name in {cell["unit"] for cell in chosen}}

    for cell in chosen:
        row = sheet(books[cell["unit"]], TITLES[Kind(cell["kind"])])[cell["measure"]]
        for name, value in numbers(cell).items():
            assert row[IN_BOOK[name]] == exactly(value), (cell["unit"], cell["measure"], name)
        for answer, people in (cell["counts"] or {}).items():
            assert row[f"Antwoord {answer}"] == people


def test_one_row_per_team(chosen: list[Cell], hr: TestClient, sample: Closed, tmp_path: Path) -> None:
    in_csv = table(fetch(hr, sample, "Waterland", "teams.csv").decode(), "unit_id")
    for_spss, _ = sav(fetch(hr, sample, "Waterland", "teams.sav"), tmp_path)
    teams = [cell for cell in chosen if cell["unit_id"] in in_csv]
    assert len(teams) > CELLS / 2

    for cell in teams:
        for name, value in numbers(cell).items():
            column = f"{cell['measure']}_{name}"
            assert number(in_csv[cell["unit_id"]][column]) == value
            assert [for_spss[cell["unit"]][column]] == approx(
                [float("nan") if value is None else value], rel=1e-15, nan_ok=True
            )


def number(text: str) -> float | None:
    """Read a number back; nothing is no number."""
    return float(text) if text else None


def exactly(value: float | None) -> Any:
    """Compare with every digit that a workbook keeps: it writes 16."""
    return value if value is None else approx(value, rel=1e-15)


def expected(cell: Cell) -> list[str]:
    """Say what stands on the page."""
    if cell["tier"] is None:
        return [
            "Niet getoond om herkenbaarheid te voorkomen"
            if "_" in cell["measure"] and cell["block"]
            else "geen cijfers"
        ]
    if cell["kind"] == Kind.RECOMMENDATION:
        return [NL.signed(cell["score"], 0), NL.signed(cell["score_low"], 0)] if cell["shown"] else ["Niet getoond"]
    if cell["kind"] == Kind.SCORE:
        return _score(cell)
    return _statement(cell) if cell["mean"] is not None else []


def _score(cell: Cell) -> list[str]:
    if cell["measure"] == "overall":
        return [NL.number(cell["mean"], 2)]
    mean, low, high, ad = (NL.number(cell[name], 2) for name in ("mean", "low", "high", "ad"))
    return [f"{mean} {low} tot {high} {ad}"]


def _statement(cell: Cell) -> list[str]:
    low, high = NL.number(cell["low"], 2), NL.number(cell["high"], 2)
    if cell["block"] is None:
        return [f"Marge {low} tot {high}"]
    labels = customer_focus().wording["nl"].scales["agreement"].labels
    counts = [f"{label} {cell['counts'][str(value)]}" for value, label in enumerate(labels, start=1)]
    return [
        f"Gemiddelde {NL.number(cell['mean'], 2)} marge {low} tot {high}",
        *counts,
        f"Overgeslagen {cell['skipped']}",
    ]
