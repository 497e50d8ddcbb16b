"""A page that is made once for many is made anew wherever it looks different."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from fastapi import FastAPI, Request

from app.answering.pages import StartPage
from app.answering.promise import Promise
from app.config import Settings
from app.main import create_app
from app.web.i18n import language
from app.web.responses import look_of, render
from app.web.shell import Shell
from tests.conftest import NOW

PAGE = StartPage("Titel", 7, False, Promise("Noord", NOW, NOW.date(), "Wij", False, 5, 10, ("Leiding",)), False)  # noqa: FBT003


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
        render(asked(app), replace(PAGE, promise=replace(PAGE.promise, minimum_scores=8)), language=language("nl")),
    ]
    assert len({bytes(page.body) for page in pages}) == len(pages)


def test_the_same_for_many_is_one(app: FastAPI) -> None:
    first, second = (look_of(Shell(asked(app), language("nl"), "token")) for _ in range(2))
    assert first == second
    assert hash(first) == hash(second)
