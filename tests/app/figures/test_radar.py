"""A shape on 1 to 5, as JSON that may stand in a page."""

import json

from app.figures.radar import radar

NAMES = ("Insight", "Direction", "People")


def test_the_shape_is_closed_and_lies_over_the_other() -> None:
    figure = json.loads(radar(NAMES, (3.1, 3.5, 4.0), (3.0, 3.0, 3.0), ("a", "b", "c")))

    beside, shape = figure["data"]
    assert shape["r"] == [3.1, 3.5, 4.0, 3.1]
    assert shape["theta"] == [*NAMES, "Insight"]
    assert beside["r"] == [3.0, 3.0, 3.0, 3.0]
    assert shape["hovertext"] == ["a", "b", "c", "a"]


def test_a_hidden_corner_is_left_out_of_the_shape() -> None:
    (shape,) = json.loads(radar(NAMES, (3.1, None, 4.0), (), ("a", "", "c")))["data"]

    assert shape["theta"] == ["Insight", "People", "Insight"]
    assert shape["hovertext"] == ["a", "c", "a"]


def test_nothing_is_drawn_of_a_unit_without_scores() -> None:
    (shape,) = json.loads(radar(NAMES, (None, None, None), (), ("", "", "")))["data"]

    assert shape["r"] == []


def test_the_axis_is_never_cut() -> None:
    assert json.loads(radar(NAMES, (3.1, 3.5, 4.0), (), ("", "", "")))["layout"]["polar"]["radialaxis"]["range"] == [
        1,
        5,
    ]
