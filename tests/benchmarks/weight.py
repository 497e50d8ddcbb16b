"""What a page weighs: every request that a browser makes for it, and the bytes that come over the line."""

import asyncio
import gzip
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from tests.benchmarks.browser import Answer, Browser
from tests.benchmarks.dashboard import result_pages
from tests.benchmarks.installation import Installation, installed
from tests.benchmarks.lines import Line, line
from tests.benchmarks.waves import second_wave

LINKED = re.compile(r"<(?:link|script|img|source)\b[^>]*?\b(?:href|src)=\"([^\"]+)\"")
IN_STYLES = re.compile(r"(?:url\(|@import )[\"']?([^\"')]+)")
UNSEEN = re.compile(rb"<(style|script|head)\b.*?</\1>|<[^>]*>", re.DOTALL)
MOST_BYTES, MOST_REQUESTS = 25_000, 5
PEOPLE, TEAMS = 200, 10


@dataclass(frozen=True)
class Weight:
    """A page with all that it needs.

    Attributes
    ----------
    sizes
        Bytes of each thing as sent, by its path; the page itself is the first.
    again
        The paths that a browser asks for again on the second visit.
    text
        Bytes of the page's visible text, compressed: less cannot be sent.
    """

    sizes: Mapping[str, int]
    again: frozenset[str]
    text: int

    def summary(self) -> dict[str, Any]:
        """Sum up both visits."""
        second = [size for path, size in self.sizes.items() if path in self.again]
        return {
            "first_visit": {"bytes": sum(self.sizes.values()), "requests": len(self.sizes)},
            "second_visit": {"bytes": sum(second), "requests": len(second)},
            "text_bytes": self.text,
        }


def run() -> Line:
    """Weigh; the figure is a page of the questionnaire on a first visit, the floor its text alone."""
    with installed() as place:
        closed, _ = place.simulate(PEOPLE, TEAMS, answered=True)
        results, entrance = result_pages(place, closed, second_wave(place, closed)), place.sign_in_path()
        link = _open_link(place)
        with place.serving() as port:
            weights = asyncio.run(_weigh_all(Browser(port), link, entrance, results))
    page = weights["questionnaire"]
    bytes_, requests = sum(page.sizes.values()), len(page.sizes)
    return line(
        bytes_,
        "bytes",
        floor=page.text,
        requests=requests,
        within=bytes_ <= MOST_BYTES and requests <= MOST_REQUESTS,
        limits={"bytes": MOST_BYTES, "requests": MOST_REQUESTS},
        **{name: weight.summary() for name, weight in weights.items()},
    )


def _open_link(place: Installation) -> str:
    _, links = place.simulate(TEAMS, TEAMS)
    return links[0]


async def _weigh_all(browser: Browser, link: str, entrance: str, results: Mapping[str, str]) -> dict[str, Weight]:
    weights = {"front": await _weigh(browser, "/"), "invitation": await _weigh(browser, link)}
    await browser.visit(link, b"")
    weights["questionnaire"] = await _weigh(browser, browser.address)
    browser.forget()
    await browser.sign_in(entrance)
    weights |= {name: await _weigh(browser, path) for name, path in results.items()}
    await browser.close()
    return weights


async def _weigh(browser: Browser, path: str) -> Weight:
    """Fetch a page and everything that it links, and that its styles link, once each."""
    sizes: dict[str, int] = {}
    again: set[str] = set()
    text, waiting = 0, [path]
    while waiting:
        if (address := waiting.pop(0)) in sizes:
            continue
        answer = await browser.open(address, accept="gzip")
        sizes[address] = len(answer.body)
        if b"immutable" not in answer.head:
            again.add(address)
        content = plain(answer)
        if address == path:
            text = len(gzip.compress(UNSEEN.sub(b" ", content)))
        waiting += needed(address, answer, content)
    return Weight(sizes, frozenset(again), text)


def plain(answer: Answer) -> bytes:
    """Give the content as it was before compression."""
    compressed = b"content-encoding: gzip" in answer.head.lower()
    return gzip.decompress(answer.body) if compressed else answer.body


def needed(address: str, answer: Answer, content: bytes) -> Iterator[str]:
    """List the paths of our own that a page or a style sheet asks for."""
    kinds = {b"text/html": LINKED, b"text/css": IN_STYLES}
    for kind, pattern in kinds.items():
        if b"content-type: " + kind in answer.head.lower():
            for found in pattern.findall(content.decode()):
                if not urlsplit(found).scheme:
                    yield urljoin(address, found)
