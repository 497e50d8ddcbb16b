"""A running demonstration and a real browser, shared by the journeys of one process."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.clock import Clock
from app.config import Settings
from app.db import make_engine, reading
from app.demonstration import scenario
from app.demonstration.load import simulate
from app.demonstration.service import build
from app.keys import KeyStore
from app.main import create_app
from app.measurements.launch import personal_links
from app.models import Measurement, MeasurementStatus, Unit

AXE = (Path(__file__).parents[1] / "vendor" / "axe.min.js").read_text()
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # What is suggested below the address bar are two pages in a process of their own, made anew for every window. This
    # list replaces Playwright's; the last one is of that list, and keeps a page from standing still at its old paint.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,PaintHolding",
]


@dataclass(frozen=True)
class Site:
    """The demonstration as it runs for the journeys."""

    url: str
    settings: Settings
    engine: Engine

    def measurements(self) -> dict[str, Measurement]:
        """Give the measurements by name."""
        with Session(reading(self.engine)) as session:
            return {row.name: row for row in session.exec(select(Measurement))}

    def link(self) -> str:
        """Give a personal link that nobody has used yet; when there are none left, invite more people elsewhere."""
        fresh = next((link for link in self._links() if link not in _GIVEN), None)
        if fresh is None:
            simulate(self.settings, people=100, teams=5, answered=False)
            return self.link()
        _GIVEN.add(fresh)
        return fresh

    def _links(self) -> list[str]:
        keys = KeyStore(self.settings.keys_dir)
        with Session(reading(self.engine)) as session:
            every = session.exec(select(Measurement).where(Measurement.status == MeasurementStatus.OPEN)).all()
            return [link for each in every for link in personal_links(session, keys, each, base_url=self.url)]

    def unit(self, measurement: str, name: str) -> str:
        """Give the address of a unit's results."""
        chosen = self.measurements()[measurement]
        return f"/measurements/{chosen.id}/units/{self._unit_id(name)}"

    def comparison(self, unit: str | None = None) -> str:
        """Give the address of the comparison of the two closed measurements, or of one unit in it."""
        before, after = (self.measurements()[name].id for name in scenario.MEASUREMENTS[:2])
        address = f"/comparisons/{before}/{after}"
        return f"{address}/units/{self._unit_id(unit)}" if unit else address

    def _unit_id(self, name: str) -> UUID:
        with Session(reading(self.engine)) as session:
            return session.exec(select(Unit.id).where(Unit.name == name)).one()


_GIVEN: set[str] = set()


@contextmanager
def demonstration(folder: Path, listener: socket.socket) -> Iterator[Site]:
    """Build the demonstration in a folder and serve it on a socket of this machine."""
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    settings = Settings(
        database_url=f"sqlite:///{folder}/database/demo.db",
        keys_dir=folder / "keys",
        backup_dir=folder / "backups",
        base_url=url,
        demo=True,
        clock_file=folder / "days-ahead",
        worker="outside",
    )
    build(settings, many=False)
    with serving(settings, listener):
        engine = make_engine(settings.database_url)
        yield Site(url, settings, engine)
        engine.dispose()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve the demonstration for all journeys of this process."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        with demonstration(tmp_path_factory.mktemp("demo"), listener) as site:
            yield site


class serving:  # noqa: N801  used as a context manager
    """Run the application in a thread for as long as the block lasts."""

    def __init__(self, settings: Settings, listener: socket.socket, clock: Clock | None = None) -> None:
        config = uvicorn.Config(create_app(settings, clock=clock), log_level="warning", lifespan="on", access_log=False)
        self.server, self.listener = uvicorn.Server(config), listener
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [listener]}, daemon=True)

    def __enter__(self) -> None:
        self.thread.start()
        while not self.server.started:
            time.sleep(0.01)

    def __exit__(self, *_error: object) -> None:
        self.server.should_exit = True
        self.thread.join(10)


def chromium() -> str | None:
    """Find the system's Chromium."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Use the system's Chromium."""
    return {**browser_type_launch_args, "executable_path": chromium(), "args": FLAGS}


NewPage = Callable[..., Page]


@pytest.fixture
def new_page(browser: Browser, site: Site) -> Iterator[NewPage]:
    """Open pages of a chosen width; at the end of the test nothing may have gone wrong in any of them."""
    problems: list[str] = []
    contexts: list[BrowserContext] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            problems.append(message.text)

    def foreign(address: str) -> None:
        if not address.startswith((site.url, "data:", "blob:", "about:")):
            problems.append(f"request to another host: {address}")

    def open_page(width: int, *, javascript: bool = True, scheme: str = "light", locale: str = "nl-NL") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            java_script_enabled=javascript,
            color_scheme=scheme,  # type: ignore[arg-type]
            locale=locale,
            reduced_motion="reduce",
            base_url=site.url,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("request", lambda request: foreign(request.url))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert problems == []


def axe(page: Page) -> dict[str, list[Any]]:
    """Check the page against WCAG 2.2 AA and give the violations: rule by the elements that break it."""
    page.wait_for_load_state()
    page.evaluate(AXE)
    result = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", WCAG
    )
    return {rule["id"]: [node["target"] for node in rule["nodes"]] for rule in result["violations"]}


@pytest.fixture(name="axe")
def axe_fixture() -> Callable[[Page], dict[str, list[Any]]]:
    """Give the accessibility check."""
    return axe
