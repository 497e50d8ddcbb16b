"""The files of a unit: what is in them, what is not, and how they are made."""

import re
import zipfile
from io import BytesIO
from itertools import product
from math import isnan
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session

from app.exports.codebook import HIDDEN_CODE
from app.keys import KeyStore
from app.models import Role
from tests import factories
from tests.app.exports.conftest import INJECTED
from tests.app.exports.reading import book, charts, fetch, sav, sheet, table
from tests.app.results.conftest import SignIn
from tests.app.results.factories import Closed
from tests.conftest import NOW

FILES = ("workbook.xlsx", "teams.csv", "teams.sav", "codebook.csv")


@pytest.mark.parametrize("file", FILES)
def test_who_is_not_signed_in_gets_no_file(client: TestClient, sample: Closed, file: str) -> None:
    assert client.get(f"{sample.address('Noord')}/files/{file}").status_code == 401


@pytest.mark.parametrize("file", FILES)
def test_a_stranger_finds_no_file(session: Session, sample: Closed, sign_in: SignIn, file: str) -> None:
    stranger = sign_in(factories.organisation(session, name="Elders"), Role.HR)

    assert stranger.get(f"{sample.address('Noord')}/files/{file}").status_code == 404


@pytest.mark.parametrize("file", FILES)
def test_a_measurement_without_result_has_no_file(session: Session, keys: KeyStore, sign_in: SignIn, file: str) -> None:
    owner = factories.organisation(session)
    measurement = factories.measurement(session, keys, owner, now=NOW)
    client = sign_in(owner, Role.HR)

    response = client.get(f"/measurements/{measurement.id}/units/{owner.id}/files/{file}")

    assert response.status_code == 404
    assert "Er is (nog) geen uitslag" in response.text


@pytest.mark.parametrize("file", FILES)
def test_the_same_publication_gives_the_same_bytes(hr: TestClient, sample: Closed, file: str) -> None:
    assert fetch(hr, sample, "Klantcontact", file) == fetch(hr, sample, "Klantcontact", file)


def test_every_unit_has_every_file_in_both_languages(hr: TestClient, sample: Closed) -> None:
    for unit, file in product(("Waterland", "Vakafdelingen", "Avond", "Piket"), FILES):
        dutch, english = (fetch(hr, sample, unit, file, language) for language in ("nl", "en"))
        assert dutch
        assert (dutch == english) is (file == "teams.csv")


def test_a_language_that_does_not_exist_is_that_of_the_reader(hr: TestClient, sample: Closed) -> None:
    assert fetch(hr, sample, "Noord", "codebook.csv", "xx") == fetch(hr, sample, "Noord", "codebook.csv", "nl")


def test_a_file_is_named_in_plain_letters(hr: TestClient, sample: Closed) -> None:
    response = hr.get(f"{sample.address(INJECTED)}/files/workbook.xlsx")

    assert response.headers["content-disposition"] == (
        'attachment; filename="waterland-voorjaar-2026-1-1-workbook.xlsx"'
    )


def test_the_workbook_has_a_sheet_for_each_table(hr: TestClient, sample: Closed) -> None:
    content = fetch(hr, sample, "Klantcontact", "workbook.xlsx", "en")
    made = book(content)

    names = ["Read me", "Scores", "Statements", "Recommendation", "Inside", "Breakdowns", "Codebook"]
    assert made.sheetnames == names
    assert all(made[name].freeze_panes == "C2" for name in names[1:])
    assert charts(content) == 2
    assert made["Scores"]["D2"].number_format == "0.00"
    assert made["Scores"]["D2"].data_type == "n"


def test_a_workbook_says_what_the_page_says(hr: TestClient, sample: Closed) -> None:
    cover = {
        row[0]: row[1]
        for row in book(fetch(hr, sample, "Noord", "workbook.xlsx", "nl"))["Lees mij"].iter_rows(
            min_row=2, values_only=True
        )
    }

    assert cover["Meting"] == "Voorjaar 2026"
    assert cover["Verzonnen"].startswith("Alles hier is verzonnen")
    assert "maar het team is verdeeld" in cover["Waar beginnen"]
    assert cover["Deden mee"] == 14


def test_a_workbook_of_a_hidden_unit_holds_no_figure(hr: TestClient, sample: Closed) -> None:
    content = fetch(hr, sample, "Piket", "workbook.xlsx", "nl")
    made = book(content)

    values = [value for page in made for row in page.iter_rows(values_only=True) for value in row]
    assert not [value for value in values if isinstance(value, (int, float))]
    assert not charts(content)


def test_a_hidden_team_keeps_its_place_inside(hr: TestClient, sample: Closed) -> None:
    inside = sheet(book(fetch(hr, sample, "Klantcontact", "workbook.xlsx", "nl")), "Binnen")

    assert list(inside) == [INJECTED, "Avond", "Nacht", "Noord", "Piket"]
    assert [row["Getoond"] for row in inside.values()] == ["ja", "ja", "nee", "ja", "nee"]
    assert {value for name, value in inside["Piket"].items() if name not in {"Onderdeel", "Pad", "Getoond"}} == {None}


def test_a_name_like_a_formula_stays_a_name(hr: TestClient, sample: Closed, tmp_path: Path) -> None:
    made = book(fetch(hr, sample, "Klantcontact", "workbook.xlsx", "nl"))
    cells = [cell for page in made for row in page.iter_rows() for cell in row]

    assert {cell.data_type for cell in cells if cell.value == INJECTED} == {"s"}
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert f"'{INJECTED}" in table(fetch(hr, sample, "Klantcontact", "teams.csv").decode())
    assert INJECTED in sav(fetch(hr, sample, "Klantcontact", "teams.sav"), tmp_path)[0]


def test_a_row_for_each_team_and_none_for_a_department(hr: TestClient, sample: Closed) -> None:
    rows = table(fetch(hr, sample, "Waterland", "teams.csv").decode())

    assert [name.removeprefix("'") for name in rows] == [INJECTED, "Avond", "Nacht", "Noord", "Piket", "Oost", "Zuid"]
    assert list(table(fetch(hr, sample, "Noord", "teams.csv").decode())) == ["Noord"]


def test_a_hidden_team_is_named_without_a_figure(hr: TestClient, sample: Closed, tmp_path: Path) -> None:
    row = table(fetch(hr, sample, "Waterland", "teams.csv").decode())["Piket"]
    known = {"unit_id", "unit", "path", "parent_id", "shown"}

    assert row["shown"] == "0"
    assert {value for name, value in row.items() if name not in known} == {""}
    read, _ = sav(fetch(hr, sample, "Waterland", "teams.sav"), tmp_path)
    assert all(isnan(value) for name, value in read["Piket"].items() if name not in known)
    coded, about = sav(fetch(hr, sample, "Waterland", "teams.sav"), tmp_path, user_missing=True)
    assert {value for name, value in coded["Piket"].items() if name not in known} == {HIDDEN_CODE}
    assert about.missing_ranges["overall_mean"] == [{"lo": HIDDEN_CODE, "hi": HIDDEN_CODE}]


def test_a_file_for_spss_says_what_it_holds(hr: TestClient, sample: Closed, tmp_path: Path) -> None:
    _, about = sav(fetch(hr, sample, "Waterland", "teams.sav", "nl"), tmp_path)

    assert about.file_label == "Waterland, Voorjaar 2026"
    assert "2 maart 2026" in " ".join(about.notes)
    assert "verzonnen" in " ".join(about.notes)
    labels = dict(zip(about.column_names, about.column_labels, strict=True))
    assert labels["values_mean"] == "Waarden en overtuigingen: gemiddelde"
    names = about.variable_value_labels["overall_stage"]
    assert list(names.values()) == ["Toevallig", "Bewust", "Ingericht", "Verankerd", "Bezield", "niet getoond"]
    assert list(names) == [1, 2, 3, 4, 5, HIDDEN_CODE]


def test_the_codebook_explains_every_column(hr: TestClient, sample: Closed, tmp_path: Path) -> None:
    entries = table(fetch(hr, sample, "Waterland", "codebook.csv", "nl").decode(), "variable")
    rows = table(fetch(hr, sample, "Waterland", "teams.csv").decode())
    _, about = sav(fetch(hr, sample, "Waterland", "teams.sav", "nl"), tmp_path)

    assert list(entries) == list(rows["Noord"]) == about.column_names
    assert [entry["label"] for entry in entries.values()] == about.column_labels
    assert all(re.fullmatch(r"[a-z]\w{0,63}", name) for name in entries)


def test_a_workbook_bears_the_day_of_publication_and_no_other(hr: TestClient, sample: Closed) -> None:
    with zipfile.ZipFile(BytesIO(fetch(hr, sample, "Noord", "workbook.xlsx"))) as archive:
        about = archive.read("docProps/core.xml").decode()
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}

    assert set(re.findall(r"\d{4}-\d\d-\d\d", about)) == {NOW.date().isoformat()}


def test_a_file_for_spss_bears_the_day_of_publication(hr: TestClient, sample: Closed) -> None:
    assert fetch(hr, sample, "Noord", "teams.sav")[92:109] == b"02 Mar 2600:00:00"
