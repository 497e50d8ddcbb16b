from weasyprint import HTML

from app.attack.papers import PDF, text_of_pdf


def pdf(value: str) -> bytes:
    made: bytes = HTML(string=f"<html lang=en><title>x</title><p>{value}</p>").write_pdf(pdf_variant="pdf/ua-1")
    return made


def test_a_figure_that_differs_makes_another_text() -> None:
    one, other = text_of_pdf(pdf("3.25")), text_of_pdf(pdf("3.52"))

    assert pdf("3.25").startswith(PDF)
    assert one != other
    assert one == text_of_pdf(pdf("3.25"))
    assert len(one.split("\n")) > 50


def test_what_is_not_packed_is_read_too() -> None:
    assert text_of_pdf(pdf("3.25")) != text_of_pdf(pdf("3.25") + b"% a remark")
    assert "\N{REPLACEMENT CHARACTER}" not in text_of_pdf(pdf("3.25"))
