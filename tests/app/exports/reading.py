"""Read every file back with what its readers use."""

import csv
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pyreadstat
from fastapi.testclient import TestClient
from openpyxl import Workbook, load_workbook

from tests.app.results.factories import Closed

Rows = dict[str, dict[str, Any]]


def fetch(client: TestClient, sample: Closed, unit: str, file: str, language: str = "") -> bytes:
    """Fetch a file that must be there."""
    response = client.get(f"{sample.address(unit)}/files/{file}?language={language}")
    assert response.status_code == 200, response.text
    return response.content


def book(content: bytes) -> Workbook:
    """Open a workbook."""
    return load_workbook(BytesIO(content))


def charts(content: bytes) -> int:
    """Count the charts of a workbook."""
    with ZipFile(BytesIO(content)) as archive:
        return sum(name.startswith("xl/charts/chart") for name in archive.namelist())


def sheet(workbook: Workbook, name: str) -> Rows:
    """Give the rows of a sheet by their first cell, each by heading."""
    headings, *rows = workbook[name].iter_rows(values_only=True)
    return {str(row[0]): dict(zip(map(str, headings), row, strict=True)) for row in rows}


def table(text: str, key: str = "unit") -> Rows:
    """Give the rows of a CSV file by a column."""
    return {row[key]: row for row in csv.DictReader(StringIO(text))}


def sav(content: bytes, folder: Path, *, user_missing: bool = False) -> tuple[Rows, Any]:
    """Give the rows of a file for SPSS by unit, and what it says of itself."""
    path = folder / "read.sav"
    path.write_bytes(content)
    frame, about = pyreadstat.read_sav(path, user_missing=user_missing)
    return {row["unit"]: row for row in frame.to_dict("records")}, about
