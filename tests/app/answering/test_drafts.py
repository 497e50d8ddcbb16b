"""Drafts: equally long, and closed to who lacks the link or the device."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.answering.drafts import Draft, draft_key, lock, unlock
from app.secrets import new_secret
from surveys.answers import SKIPPED
from tests.app.answering.conftest import BOOKLET

SIZE = BOOKLET.draft_size
FULL = Draft(
    dict.fromkeys((question.code for question in BOOKLET.questionnaire.scored), SKIPPED),
    {background.code: "yes" for background in BOOKLET.questionnaire.backgrounds},
    {comment.code: "\N{GRINNING FACE}" * comment.max_length for comment in BOOKLET.questionnaire.comments},
    tuple(range(1, 8)),
    "f" * 16 + ".1000000",
)


def test_a_draft_comes_back_with_the_link_and_the_device() -> None:
    token = draft_key(new_secret(), new_secret())
    assert unlock(lock(FULL, token, size=SIZE), token, size=SIZE) == FULL


def test_all_drafts_have_one_length() -> None:
    token = new_secret()
    assert len({len(lock(draft, token, size=SIZE)) for draft in (Draft(), FULL)}) == 1


def test_the_link_alone_opens_nothing_and_neither_does_the_device() -> None:
    token, device = new_secret(), new_secret()
    locked = lock(FULL, draft_key(token, device), size=SIZE)
    for key in (draft_key(token, b""), draft_key(token, new_secret()), draft_key(new_secret(), device)):
        assert unlock(locked, key, size=SIZE) is None


def test_the_same_draft_never_looks_the_same() -> None:
    token = new_secret()
    assert lock(FULL, token, size=SIZE) != lock(FULL, token, size=SIZE)


def test_no_draft_is_an_empty_one() -> None:
    assert unlock(None, new_secret(), size=SIZE) == Draft()


def test_a_draft_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        lock(FULL, new_secret(), size=64)


@given(text=st.text(max_size=500).filter(lambda text: text.isprintable()))
def test_any_text_comes_back(text: str) -> None:
    token, draft = new_secret(), Draft(comments={"goes_well": text})
    assert unlock(lock(draft, token, size=SIZE), token, size=SIZE) == draft
