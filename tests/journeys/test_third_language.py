"""Another language is a folder of interface and a folder of questionnaire: pages speak it, from right to left.

The main pages are looked at here; that no page has a text which cannot be translated is tested for all elsewhere.
"""

import os
import re
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlmodel import Session, select

from app.db import make_engine, reading
from app.demonstration import scenario
from app.demonstration.service import settings
from app.models import Unit, User
from tests.benchmarks.servers import HOST, free_port, running
from tests.journeys.answering_pictures import Picture
from tests.journeys.conftest import Site
from tests.journeys.screenshots import PICTURES
from tests.third_language import CODE, copy_with_third_language

NARROW = 320
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]{2,}")
OUR_NAMES = "Bouwsteen Nederlands English"
# Everything that a page says, seen or heard, whether it is folded away or not; not what was typed, codes and digests.
SAID = """() => {
  const said = [document.title];
  for (const part of document.querySelectorAll("body *:not(script, style, textarea, code, .code strong)")) {
    for (const name of ["aria-label", "title", "alt", "placeholder"]) said.push(part.getAttribute(name) ?? "");
    for (const node of part.childNodes) if (node.nodeType === Node.TEXT_NODE) said.push(node.data);
  }
  return said.join("\\n");
}"""


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve the demonstration of a program with a third language."""
    folder = copy_with_third_language(tmp_path_factory.mktemp("program"))
    port = free_port()
    place = folder / "var" / "demo"
    command = [sys.executable, "-c", "from app.cli import main; main()", "demo", "--port", str(port)]
    environment = {**os.environ, "PYTHONPATH": str(folder), "PWD": str(folder)}
    with running(["env", "-C", folder, *command], environment, port):
        chosen = settings(place, host=HOST, port=port)
        engine = make_engine(chosen.database_url)
        yield Site(chosen.base_url, chosen, engine)
        engine.dispose()


@pytest.fixture
def page(browser: Browser, translated: Site) -> Iterator[Page]:
    """Open a page on a narrow phone of somebody who prefers the third language."""
    context = browser.new_context(
        viewport={"width": NARROW, "height": 640}, locale="he-IL", reduced_motion="reduce", base_url=translated.url
    )
    yield context.new_page()
    context.close()


def names(site: Site) -> set[str]:
    """Collect the words that nobody translates: our own name, and the names and words of the demonstration's people."""
    with Session(reading(site.engine)) as session:
        units = session.exec(select(Unit.name)).all()
        users = session.exec(select(User.name)).all()
    written = chain(*scenario.COMMENTS.values())
    own = [OUR_NAMES, site.settings.operator, *scenario.MEASUREMENTS, *units, *users, *written]
    return set(LATIN.findall(" ".join(own)))


@pytest.mark.parametrize("picture", [each for each in PICTURES if each.all_looks], ids=lambda picture: picture.name)
def test_a_page_is_translated_and_fits_from_right_to_left(translated: Site, page: Page, picture: Picture) -> None:
    picture.steps(page, translated)
    page.wait_for_load_state("networkidle")

    expect(page.locator("html")).to_have_attribute("lang", CODE)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    said = re.sub(r"\S+@\S+", "", page.evaluate(SAID))
    assert set(LATIN.findall(said)) - names(translated) == set()
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW


def test_the_language_can_be_chosen_among_the_others_by_its_own_name(translated: Site, page: Page) -> None:
    page.goto(translated.link())
    page.get_by_role("button", name="Nederlands").click()
    expect(page.locator("html")).not_to_have_attribute("dir", "rtl")
    page.get_by_role("button", name="עברית").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")


def test_the_program_of_the_other_tests_has_no_third_language() -> None:
    assert not (Path(__file__).parents[2] / "app" / "locales" / CODE).exists()
