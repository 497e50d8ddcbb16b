"""What is read of a publication once is remembered, by what it depends on and no longer than there is room."""

import pytest

from app.results.kept import Kept


class Source:
    """Give a value for a key, and count what it was asked for."""

    def __init__(self, empty: bool = False) -> None:  # noqa: FBT001, FBT002
        self.asked: list[int] = []
        self.empty = empty

    def read(self, kept: Kept[list[int]], key: int) -> list[int]:
        def value() -> list[int]:
            self.asked.append(key)
            return [] if self.empty else [key]

        return kept.get(key, value)


@pytest.mark.parametrize("empty", [False, True])
def test_what_was_read_is_not_read_again(*, empty: bool) -> None:
    kept, source = Kept[list[int]](2), Source(empty)

    assert [source.read(kept, 1) for _ in range(3)] == [[] if empty else [1]] * 3
    assert source.asked == [1]


def test_each_key_has_its_own_value() -> None:
    kept, source = Kept[list[int]](2), Source()

    assert [source.read(kept, key) for key in (1, 2, 1, 2)] == [[1], [2], [1], [2]]


def test_what_was_not_asked_for_longest_makes_room() -> None:
    kept, source = Kept[list[int]](2), Source()

    for key in (1, 2, 1, 3, 1, 2):
        source.read(kept, key)

    assert source.asked == [1, 2, 3, 2]
