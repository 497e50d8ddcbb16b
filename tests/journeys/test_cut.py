"""A short form of the proof: three people whose network is cut for five minutes."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.proofs.answering_cut import HOW, go_through
from tests.proofs.survey import Survey, surveying

SEEDS = {"at a statement": 1, "at a statement, with a reload": 3, "at the sending, on a page with a message": 15}


@pytest.fixture(scope="module")
def survey() -> Iterator[Survey]:
    """Serve a questionnaire of its own."""
    with surveying(len(SEEDS) + 1) as survey:
        yield survey


@pytest.mark.parametrize("seed", SEEDS.values(), ids=list(SEEDS))
def test_five_minutes_without_a_network_lose_nothing_and_the_page_tells_the_truth(
    browser: Browser, survey: Survey, seed: int
) -> None:
    cut, wrong = go_through(survey, browser, seed)

    assert cut.how in HOW
    assert wrong == []
