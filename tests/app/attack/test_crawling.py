from collections.abc import Iterator

import pytest
from fastapi import Depends, FastAPI
from fastapi.responses import Response

from app.attack.browsing import Answer
from app.attack.crawling import Visitor, crawl, links
from app.attack.tokens import lines, moved, numbers, pieces
from app.clock import Clock
from app.config import Settings
from app.main import create_app
from app.web.policy import public


@pytest.fixture
def app(settings: Settings, clock: Clock) -> Iterator[FastAPI]:
    made = create_app(settings, clock=clock)
    yield made
    made.state.engine.dispose()


def page(text: str) -> Answer:
    return Answer(200, (), text)


def test_a_page_without_a_link_is_found_with_its_parameters(app: FastAPI) -> None:
    @app.get("/hidden/{number}", dependencies=[Depends(public)])
    def hidden(number: str, digits: int = 1) -> Response:
        return Response(f"{number} {digits}")

    found = crawl(app, Visitor("nobody"))

    assert "/" in found
    assert {address.partition("=")[0] for address in found if address.startswith("/hidden/1")} == {"/hidden/1?digits"}


def test_links_lead_inside_and_not_to_files_of_the_product() -> None:
    answer = page('<a href="/a?x=1&amp;y=2">a</a> <img src="/static/b.svg"> <a href="https://example.org/c">c</a>')

    assert list(links(answer)) == ["/a?x=1&y=2", "/c"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("<p>one 2</p>", "<p>one 3</p>", ["2"]),
        ('<p data-x="1">a</p>', '<p data-x="2">a</p>', ["1"]),
        ("<!-- 5 -->", "<!-- 6 -->", ["5"]),
        ('{"x":[1.5,2.5]}', '{"x":[1.5,2.6]}', ["2.5"]),
        ("<li>a</li>\n<li>b</li>", "<li>b</li>\n<li>a</li>", ["a", "b"]),
        ("<p>same</p>", "<p>same</p>", []),
    ],
)
def test_tokens_that_moved(before: str, after: str, expected: list[str]) -> None:
    old = page(before)
    found = sorted(moved(old, page(after)))

    assert [pieces(lines(old)[line])[place] for line, place in found] == expected


def test_a_status_and_a_header_are_tokens() -> None:
    assert moved(Answer(200, (("x-count", "3"),), ""), Answer(404, (("x-count", "4"),), "")) != set()


def test_numbers_as_they_are_shown() -> None:
    assert numbers('<p class="x7">3,41 of 12 and \N{MINUS SIGN}0,5</p>') == {"3,41", "12", "\N{MINUS SIGN}0,5"}
