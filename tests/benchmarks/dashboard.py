"""Time of the server for a page with results, with few and with many respondents in the same teams."""

import asyncio
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Any
from uuid import UUID

from sqlmodel import Session

from app.measurements.tree import load_tree
from tests.benchmarks.browser import Browser
from tests.benchmarks.installation import Installation, installed
from tests.benchmarks.lines import Line, line, rounded, spread
from tests.benchmarks.servers import floor_serving
from tests.benchmarks.waves import second_wave

FEW, MANY, TEAMS = 1_000, 20_000, 50
WARMING, REQUESTS = 5, 50


@dataclass
class Timed:
    """One page, asked for again and again.

    Attributes
    ----------
    size
        Bytes of the page, uncompressed.
    plain, compressed
        Seconds per request for the page as it is, and as a browser gets it.
    floor
        Seconds for a bare page of the same size.
    """

    size: int = 0
    plain: list[float] = field(default_factory=list)
    compressed: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)

    async def ask(self, browser: Browser, floor: Browser, path: str) -> None:
        """Ask once in each way."""
        self.size = len((await browser.open(path)).body)
        self.plain.append(browser.waits[-1])
        await browser.open(path, accept="gzip")
        self.compressed.append(browser.waits[-1])
        await floor.open(f"/lines/{self.size}")
        self.floor.append(floor.waits[-1])

    @property
    def middle(self) -> float:
        """Half of the warm requests took less."""
        return median(self.plain[WARMING:])

    @property
    def floor_middle(self) -> float:
        """The same of the bare page."""
        return median(self.floor[WARMING:])

    def summary(self) -> dict[str, Any]:
        """Sum up; the first request is told apart."""
        return {
            "bytes": self.size,
            "first_ms": rounded(self.plain[0] * 1000),
            **spread(self.plain[WARMING:]),
            "compressed": spread(self.compressed[WARMING:]),
            "floor": spread(self.floor[WARMING:]),
            "ratio": rounded(self.middle / self.floor_middle),
        }


@dataclass(frozen=True)
class Site:
    """A running installation with results, somebody's browser, and what to open in it."""

    browser: Browser
    entrance: str
    pages: Mapping[str, str]


def run(few: int = FEW, many: int = MANY, teams: int = TEAMS, requests: int = REQUESTS) -> Line:
    """Ask both installations and the floor in turns; the figure is the page of the organisation with many."""
    with site(few, teams) as small, site(many, teams) as large, floor_serving(os.environ) as port:
        at_few, at_many = asyncio.run(ask_all([small, large], Browser(port), WARMING + requests))
    page = at_many["organisation"]
    return line(
        page.middle * 1000,
        "ms",
        floor=page.floor_middle * 1000,
        growth={name: rounded(at_many[name].middle / at_few[name].middle) for name in at_many},
        teams=teams,
        **{f"at_{few}": {name: timed.summary() for name, timed in at_few.items()}},
        **{f"at_{many}": {name: timed.summary() for name, timed in at_many.items()}},
    )


@contextmanager
def site(people: int, teams: int) -> Iterator[Site]:
    """Make two published measurements and serve them."""
    with installed() as place:
        first, _ = place.simulate(people, teams, answered=True)
        pages, entrance = result_pages(place, first, second_wave(place, first)), place.sign_in_path()
        with place.serving() as port:
            yield Site(Browser(port), entrance, pages)


def result_pages(place: Installation, first: UUID, second: UUID) -> dict[str, str]:
    """Give the paths of the pages with results, by name."""
    engine = place.engine()
    with Session(engine) as session:
        tree = load_tree(session, second)
    engine.dispose()
    units = f"/measurements/{second}/units"
    return {
        "organisation": f"{units}/{tree.ids[0]}",
        "team": f"{units}/{tree.ids[tree.leaves[0]]}",
        "comparison": f"/comparisons/{first}/{second}",
    }


async def ask_all(sites: Sequence[Site], floor: Browser, requests: int) -> list[dict[str, Timed]]:
    """Ask every site for every page, in turns; the first page is the first that its server is asked for."""
    timed = [{name: Timed() for name in site.pages} for site in sites]
    for site in sites:
        await site.browser.sign_in(site.entrance)
    for name in sites[0].pages:
        for _ in range(requests):
            for site, pages in zip(sites, timed, strict=True):
                await pages[name].ask(site.browser, floor, site.pages[name])
    for browser in (floor, *(site.browser for site in sites)):
        await browser.close()
    return timed
