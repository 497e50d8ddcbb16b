"""Every row of a list stands on one page."""

import pytest

from app.web.paging import paging

ROWS = list(range(1, 8))


def test_all_rows_stand_on_one_page_in_order() -> None:
    pages = [paging(number, 3, len(ROWS)) for number in (1, 2, 3)]

    assert [page.cut(ROWS) for page in pages] == [[1, 2, 3], [4, 5, 6], [7]]
    assert [(page.first, page.last, page.all, page.pages) for page in pages] == [
        (1, 3, 7, 3),
        (4, 6, 7, 3),
        (7, 7, 7, 3),
    ]


@pytest.mark.parametrize(("wanted", "number"), [(-4, 1), (0, 1), (3, 3), (4, 3), (99, 3)])
def test_a_page_that_is_not_there_gives_the_nearest(wanted: int, number: int) -> None:
    assert paging(wanted, 3, len(ROWS)).number == number


@pytest.mark.parametrize(("rows", "pages"), [(0, 1), (1, 1), (3, 1), (4, 2), (6, 2)])
def test_the_last_page_is_never_empty_but_for_an_empty_list(rows: int, pages: int) -> None:
    assert paging(99, 3, rows).pages == paging(99, 3, rows).number == pages
