"""The attack finds what was planted, and nothing in the product; `tests/proofs/attack.py` plants every leak."""

import pytest

from app.attack.service import CHECKS, REPORTS, SEED, watching
from tests.app.attack.leaks import LEAKS, product

PAGES = 2  # of each route: enough for these, and no reports; the whole attack asks for everything
QUICK = {
    "breakdowns_without_audit": "movers",
    "a_value_in_a_remark": "passing_on",
    "an_order_by_hidden_values": "passing_on",
    "answers_that_were_taken_back": "taken_back",
    "a_view_while_it_is_open": "live",
    "one_decimal_more": "precision",
    "a_sibling_on_the_page_of_a_team": "holders",
    "a_link_that_outlives_its_withdrawal": "holders",
}


@pytest.mark.parametrize(("name", "check"), QUICK.items())
def test_a_planted_leak_is_found(monkeypatch: pytest.MonkeyPatch, name: str, check: str) -> None:
    with watching(LEAKS[name](monkeypatch), SEED, most=PAGES, avoid=REPORTS) as watch:
        assert next(CHECKS[check](watch), None) is not None


def test_nothing_is_found_in_the_product() -> None:
    with watching(product, SEED, most=PAGES, avoid=REPORTS) as watch:
        found = {check: list(CHECKS[check](watch)) for check in sorted({*QUICK.values(), "wiped", "lengths"})}

    assert not any(found.values())
    assert watch.count["moved"] > 1000


def test_there_are_more_than_twenty_leaks_to_find() -> None:
    assert len(LEAKS) > 20
