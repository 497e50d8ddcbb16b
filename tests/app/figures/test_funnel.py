"""The funnel: differences against sizes, in the band of what chance alone does."""

from app.figures.change_marks import ChangeRow, Kind, Words
from app.figures.funnel import draw_funnel

WORDS = Words("lower", "higher", "too little", "before", "after", "people", "difference", "chance <alone>", ".")
EDGE = ((2.0, 0.9), (10.0, 0.4), (20.0, 0.3))


def row(name: str, kind: Kind, estimate: float | None, size: float | None) -> ChangeRow:
    return ChangeRow(name, kind, estimate, None, None, 3.0, 3.0, size, "", name)


def test_every_team_with_a_difference_stands_at_its_size() -> None:
    rows = [row("A", Kind.UNCLEAR, 0.1, 6.0), row("B", Kind.IMPROVED, 0.8, 14.5), row("C", Kind.UNCLEAR, None, None)]

    figure = draw_funnel(rows, WORDS, edge=EDGE)

    marks = [(x, y) for trace in figure.data[1:] for x, y in zip(trace.x, trace.y, strict=True)]
    assert sorted(marks) == [(6.0, 0.1), (14.5, 0.8)]
    assert figure.layout.xaxis.range == (0, 20.0)


def test_the_band_lies_to_both_sides_of_zero() -> None:
    band = draw_funnel([row("A", Kind.UNCLEAR, 0.1, 6.0)], WORDS, edge=EDGE).data[0]

    assert list(zip(band.x, band.y, strict=True)) == [*EDGE, (20.0, -0.3), (10.0, -0.4), (2.0, -0.9)]


def test_names_are_text_and_no_markup() -> None:
    figure = draw_funnel([row("A", Kind.UNCLEAR, 0.1, 6.0)], WORDS, edge=EDGE)

    assert figure.layout.annotations[0].text == "chance &lt;alone&gt;"
