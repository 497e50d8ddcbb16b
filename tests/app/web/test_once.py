"""A page that is made once for many is made anew wherever it looks different."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from fastapi import FastAPI, Request

from analytics.breakdowns import sizes
from app.answering.pages import StartPage
from app.answering.promise import Promise
from app.config import Settings
from app.main import create_app
from app.web import frames
from app.web.csrf import form_token
from app.web.frames import look_of
from app.web.i18n import language
from app.web.responses import render
from app.web.shell import Shell
from tests.conftest import NOW

PROMISE = Promise(NOW, NOW.date(), "Wij", False, True, 5, 10, ("Leiding",), sizes(5))  # noqa: FBT003
PAGE = StartPage("Noord", "Titel", 7, False, PROMISE, False)  # noqa: FBT003


@pytest.fixture
def app(settings: Settings) -> Iterator[FastAPI]:
    made = create_app(settings)
    yield made
    made.state.engine.dispose()


def asked(app: FastAPI, cookie: str = "") -> Request:
    headers = [(b"cookie", cookie.encode())] if cookie else []
    return Request(
        {"type": "http", "app": app, "method": "GET", "path": "/i/x", "query_string": b"", "headers": headers}
    )


def test_everything_that_a_page_or_its_surroundings_say_is_seen(app: FastAPI) -> None:
    synthetic = asked(app)
    synthetic.state.synthetic = True
    pages = [
        render(asked(app), PAGE, language=language("nl")),
        render(asked(app), PAGE, language=language("en")),
        render(asked(app, "respondent=x"), PAGE, language=language("nl")),
        render(synthetic, PAGE, language=language("nl")),
        render(asked(app), replace(PAGE, minutes=3), language=language("nl")),
        render(asked(app), replace(PAGE, unit="Zuid"), language=language("nl")),
        render(asked(app), replace(PAGE, promise=replace(PAGE.promise, minimum_scores=8)), language=language("nl")),
    ]
    assert len({bytes(page.body) for page in pages}) == len(pages)


def test_what_belongs_to_one_reader_is_put_in_as_it_was_typed_and_is_not_kept(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[str] = []
    monkeypatch.setattr(frames, "_frame", lambda _page, _look: kept)

    pages = [
        render(asked(app, f"respondent={unit}"), replace(PAGE, unit=unit)) for unit in ("<b>Noord</b> & Co", "Zuid")
    ]

    assert b"<strong>&lt;b&gt;Noord&lt;/b&gt; &amp; Co</strong>" in pages[0].body
    assert b"<strong>Zuid</strong>" in pages[1].body
    tokens = [form_token(asked(app, f"respondent={unit}")) for unit in ("<b>Noord</b> & Co", "Zuid")]
    assert [token.encode() in page.body for token, page in zip(tokens, pages, strict=True)] == [True, True]
    assert len(kept) == 1
    assert not [own for own in ("Noord", "Zuid", *tokens) if own in kept[0]]


def test_the_same_for_many_is_one(app: FastAPI) -> None:
    first, second = (look_of(Shell(asked(app), language("nl"), "token")) for _ in range(2))
    assert first == second
    assert hash(first) == hash(second)
