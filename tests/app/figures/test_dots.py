"""Dots on an axis, as JSON that may stand in a page."""

import json

from app.figures.dots import Axis, Dot, dots, draw

AXIS = Axis(1, 5, ((1, "1"), (5, "5")), 3.5, "threshold 3.5")


def dot(label: str = "Values", **fields: float | None) -> Dot:
    """Make a row."""
    values = {"value": 3.2, "low": 2.9, "high": 3.5, "beside": 3.0} | fields
    return Dot(label, values["value"], values["low"], values["high"], values["beside"], "3.20", "3.20, 2.90 to 3.50")


def test_every_row_has_a_dot_a_line_and_an_open_dot() -> None:
    figure = json.loads(dots((dot(), dot("Skills", value=4.0, low=3.8, high=4.2, beside=4.1)), AXIS))

    lines, beside, values = figure["data"]
    assert lines["x"] == [2.9, 3.5, None, 3.8, 4.2, None]
    assert beside["x"] == [3.0, 4.1]
    assert values["x"] == [3.2, 4.0]
    assert values["y"] == [0, 1]


def test_what_is_hidden_is_not_drawn() -> None:
    figure = json.loads(dots((dot(value=None, low=None, high=None, beside=None), dot()), AXIS))

    assert [trace["y"] for trace in figure["data"]] == [[1, 1, None], [1], [1]]


def test_rows_of_the_same_name_stay_apart() -> None:
    figure = json.loads(dots((dot("Team"), dot("Team")), AXIS))

    assert figure["layout"]["yaxis"]["ticktext"] == ["Team", "Team"]
    assert figure["data"][2]["y"] == [0, 1]


def test_the_axis_is_never_cut() -> None:
    low, high = json.loads(dots((dot(),), AXIS))["layout"]["xaxis"]["range"]

    assert low < 1
    assert high > 5


def test_no_label_can_end_the_script_element_or_become_markup() -> None:
    text = dots((dot("</script><b>x</b>"),), AXIS)

    assert "<" not in text
    label = json.loads(text)["layout"]["yaxis"]["ticktext"][0]
    assert "<b>" not in label.replace("<br>", "")


def test_a_long_name_is_broken_into_lines() -> None:
    label = draw((dot("Kwartaalrapportageverwerkingsteam Noord"),), AXIS).layout.yaxis.ticktext[0]

    assert max(map(len, label.split("<br>"))) <= 24


def test_colours_are_names_of_the_style_sheet() -> None:
    text = dots((dot(),), AXIS)

    assert "#" not in text
    assert "var(--accent)" in text


def test_the_same_rows_are_drawn_once() -> None:
    assert dots((dot(),), AXIS) is dots((dot(),), AXIS)
