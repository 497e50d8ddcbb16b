"""The attack reads what is inside files."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

from app.attack.unpacking import text_of
from app.exports.codebook import Variable
from app.exports.sav import sav
from app.exports.sheets import Column, Format, Sheet
from app.exports.workbook import Cover, workbook

DAY = date(2026, 3, 2)


def book(value: float) -> bytes:
    sheet = Sheet("Figures", (Column("Average", Format.SCORE),), ((value,),))
    return workbook(Cover("Read me", "Noord", ()), [sheet], (), author="Bouwsteen", day=DAY)


def test_a_workbook_is_read_part_by_part() -> None:
    text = text_of(book(3.25))

    assert "<v>3.25" in text
    assert "Noord" in text
    assert "2026-03-02" in text
    assert "\N{REPLACEMENT CHARACTER}" not in text


def test_a_workbook_inside_an_archive_is_opened_too() -> None:
    outside = BytesIO()
    with ZipFile(outside, "w") as archive:
        archive.writestr("slides/figures.xlsx", book(4.75))

    assert "<v>4.75" in text_of(outside.getvalue())


def test_a_file_for_spss_is_read_with_its_labels() -> None:
    variables = (Variable("unit", "name", None, None, {}), Variable("shown", "whether", None, None, {1: "visible"}))
    content = sav(
        variables, [{"unit": "Noord", "shown": 1}], label="Voorjaar", notes=["note"], hidden="hidden", day=DAY
    )

    text = text_of(content)

    for said in ("Noord,1.0", "Voorjaar", "note", "whether", "visible", "2026-03-02"):
        assert said in text


def test_everything_else_is_text() -> None:
    assert text_of("één".encode()) == "één"
