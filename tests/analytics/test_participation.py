import pandas as pd
import pytest

from analytics.disclosure import UnitTree
from analytics.errors import MalformedTree
from analytics.participation import participation

TREE = UnitTree((-1, 0, 0, 1, 1))


def test_shown_units_count_everyone_inside_them() -> None:
    frame = participation(TREE, [1, 0, 10, 8, 9], [1, 0, 5, 6, 9], k=5)

    # the director stands alone, so department 2, the lighter one, hides with him in the organisation
    expected = pd.DataFrame(
        {
            "unit": [0, 1, 3, 4],
            "invited": [28, 17, 8, 9],
            "answered": [21, 15, 6, 9],
            "rate": [21 / 28, 15 / 17, 6 / 8, 1.0],
        }
    )
    pd.testing.assert_frame_equal(frame, expected)


def test_a_team_in_which_nobody_answered_does_not_follow_from_the_others() -> None:
    frame = participation(TREE, [0, 0, 9, 9, 2], [0, 0, 9, 9, 0], k=5)

    assert frame["unit"].tolist() == [0, 1, 2]


def test_a_team_without_members_hides_nothing() -> None:
    frame = participation(TREE, [0, 0, 9, 9, 0], [0, 0, 9, 7, 0], k=5)

    assert frame["unit"].tolist() == [0, 1, 2, 3]


def test_too_few_answers_show_nothing() -> None:
    frame = participation(TREE, [9] * 5, [0, 0, 1, 1, 2], k=5)

    assert frame.empty
    assert list(frame.columns) == ["unit", "invited", "answered", "rate"]


def test_impossible_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="more answers"):
        participation(TREE, [1] * 5, [1, 1, 1, 1, 2], k=5)
    with pytest.raises(MalformedTree):
        participation(TREE, [1] * 4, [1] * 4, k=5)
