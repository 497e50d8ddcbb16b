import random
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.coarsening import coarsen

ATTRIBUTES = ["role", "tenure"]
VALUES = st.sampled_from(["a", "b", "c", None])


def _frame(*groups: tuple[int, int, str | None, str | None]) -> pd.DataFrame:
    """Make a frame from groups: how many, node, role, tenure."""
    rows = [(node, role, tenure) for n, node, role, tenure in groups for _ in range(n)]
    return pd.DataFrame(rows, columns=["node", *ATTRIBUTES]).astype({"role": object, "tenure": object})


def _counts(frame: pd.DataFrame) -> Counter[tuple[object, ...]]:
    return Counter(frame[["node", *ATTRIBUTES]].itertuples(index=False, name=None))


def _coarse(*groups: tuple[int, int, str | None, str | None]) -> Counter[tuple[object, ...]]:
    return _counts(coarsen(_frame(*groups), node="node", attributes=ATTRIBUTES))


def test_combinations_that_are_shared_enough_stay_as_they_are() -> None:
    assert _coarse((5, 1, "lead", "new"), (6, 1, "other", "old")) == {(1, "lead", "new"): 5, (1, "other", "old"): 6}


def test_the_least_important_attribute_goes_first_and_only_where_needed() -> None:
    found = _coarse((3, 1, "lead", "new"), (2, 1, "lead", "old"), (6, 1, "other", "old"))

    assert found == {(1, "lead", None): 5, (1, "other", "old"): 6}


def test_then_the_next_one() -> None:
    found = _coarse((4, 1, "lead", "new"), (3, 1, "other", "old"), (5, 1, "other", "new"))

    assert found == {(1, None, None): 7, (1, "other", "new"): 5}


def test_a_rest_that_is_too_small_takes_the_smallest_other_combination_with_it() -> None:
    found = _coarse((2, 1, "lead", "new"), (6, 1, "other", "new"), (5, 1, "other", "old"))

    assert found == {(1, None, None): 7, (1, "other", "new"): 6}


def test_of_equally_small_ones_the_first_by_value_goes() -> None:
    found = _coarse((5, 1, "other", "old"), (1, 1, "lead", "new"), (5, 1, "other", "new"))

    assert found == {(1, None, None): 6, (1, "other", "old"): 5}


def test_a_missing_attribute_is_a_value_like_any_other() -> None:
    assert _coarse((5, 1, None, "new"), (5, 1, "lead", None)) == {(1, None, "new"): 5, (1, "lead", None): 5}


def test_nodes_do_not_help_one_another() -> None:
    found = _coarse((3, 1, "lead", "new"), (5, 1, "other", "new"), (3, 2, "lead", "new"), (2, 2, "other", "old"))

    assert found == {(1, None, None): 8, (2, None, None): 5}


def test_a_node_that_is_too_small_is_refused() -> None:
    with pytest.raises(ValueError, match="fewer than 5"):
        _coarse((4, 1, "lead", "new"), (9, 2, "lead", "new"))
    with pytest.raises(ValueError, match="no node"):
        coarsen(pd.DataFrame({"node": [1.0] * 5 + [np.nan]}), node="node", attributes=[])


def test_rows_index_and_other_columns_stay_and_missing_is_none() -> None:
    frame = _frame((5, 1, "lead", "new"), (2, 1, "lead", "old")).assign(answers=list("abcdefg"))
    frame.index = pd.Index(range(10, 17))
    frame["role"] = frame["role"].astype("str")

    coarse = coarsen(frame, node="node", attributes=ATTRIBUTES)

    assert coarse["answers"].equals(frame["answers"])
    assert coarse.loc[15, "role"] is None
    assert coarse.loc[15, "tenure"] is None


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from([1, 2]), VALUES, VALUES), min_size=3, max_size=40),
    st.integers(2, 6),
    st.randoms(use_true_random=False),
)
def test_the_result_is_k_anonymous_never_invents_and_ignores_the_order_of_rows(
    rows: list[tuple[int, str | None, str | None]], k: int, shuffler: random.Random
) -> None:
    sizes = Counter(node for node, _, _ in rows)
    rows = [row for row in rows if sizes[row[0]] >= k]
    frame = pd.DataFrame(rows, columns=["node", *ATTRIBUTES]).astype({"role": object, "tenure": object})
    shuffled = list(range(len(rows)))
    shuffler.shuffle(shuffled)

    coarse = coarsen(frame, node="node", attributes=ATTRIBUTES, k=k)
    again = coarsen(frame.iloc[shuffled], node="node", attributes=ATTRIBUTES, k=k)

    assert min(_counts(coarse).values(), default=k) >= k
    for name in ATTRIBUTES:
        assert all(after is None or after == before for before, after in zip(frame[name], coarse[name], strict=True))
    pd.testing.assert_frame_equal(again.sort_index(), coarse)
