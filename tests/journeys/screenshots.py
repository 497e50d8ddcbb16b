"""Take a picture of every page of the demonstration: `make screenshots` writes them, and their gallery, to `docs/`."""

import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from app.demonstration import scenario
from tests.journeys.answering import answer_everything, answer_shown, one_by_one
from tests.journeys.conftest import FLAGS, Site, chromium, demonstration

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
WIDTHS = (360, 1366)
Steps = Callable[[Page, Site], None]
TEAM, HIDDEN = "Wijkbeheer Noord", "Bestuursbureau"


@dataclass(frozen=True)
class Picture:
    """A page to take a picture of: what it is called, how to get there, and whether also dark and in English."""

    name: str
    title: str
    steps: Steps
    all_looks: bool = False


def front(page: Page, _site: Site) -> None:
    page.goto("/")


def promise(page: Page, site: Site) -> None:
    page.goto(site.link())


def first_part(page: Page, site: Site) -> None:
    promise(page, site)
    page.locator("main form button").first.click()
    page.wait_for_url("**/answer/1")


def half_empty(page: Page, site: Site) -> None:
    first_part(page, site)
    if not one_by_one(page):
        answer_shown(page, but=2)
    page.locator("form .actions button:not([name])").click()


def last_part(page: Page, site: Site) -> None:
    first_part(page, site)
    answer_everything(page, until="part-7")


def done(page: Page, site: Site) -> None:
    first_part(page, site)
    answer_everything(page)


def done_again(page: Page, site: Site) -> None:
    done(page, site)
    page.goto("/answer/done")


def stored_draft(page: Page, site: Site) -> None:
    first_part(page, site)
    answer_shown(page)
    expect(page.locator("#saved")).not_to_be_empty()
    page.goto("/answer/stored")


def stored_answers(page: Page, site: Site) -> None:
    done(page, site)
    page.goto("/answer/stored")


def withdraw(page: Page, site: Site) -> None:
    done(page, site)
    page.goto("/answer/withdraw")


def dead_link(page: Page, _site: Site) -> None:
    page.goto("/i/no-such-link")


def measurements(page: Page, site: Site) -> None:
    page.goto("/")
    page.locator("form[action='/demo/hr'] button").click()
    page.wait_for_load_state()
    assert site.url in page.url


def open_measurement(page: Page, site: Site) -> None:
    measurements(page, site)
    page.get_by_role("link", name=scenario.MEASUREMENTS[2], exact=True).click()


def close(page: Page, site: Site) -> None:
    open_measurement(page, site)
    page.goto(page.url + "/close")


def organisation(page: Page, site: Site) -> None:
    measurements(page, site)
    page.goto(f"/measurements/{site.measurements()[scenario.MEASUREMENTS[1]].id}/results")


def unit(page: Page, site: Site) -> None:
    organisation(page, site)
    page.goto(site.unit(scenario.MEASUREMENTS[1], TEAM))


def hidden(page: Page, site: Site) -> None:
    organisation(page, site)
    page.goto(site.unit(scenario.MEASUREMENTS[1], HIDDEN))


def cell(page: Page, site: Site) -> None:
    organisation(page, site)
    page.goto(site.unit(scenario.MEASUREMENTS[1], "Klantcontact") + "/cells/insight_values")


def quality(page: Page, site: Site) -> None:
    measurements(page, site)
    page.get_by_role("link", name=scenario.MEASUREMENTS[1], exact=True).click()
    page.locator("a[href$='/quality']").click()
    page.wait_for_url("**/quality")


def comparisons(page: Page, site: Site) -> None:
    page.goto("/")
    page.locator("form[action='/demo/consultant'] button").click()
    page.goto(f"/organisations/{site.measurements()[scenario.MEASUREMENTS[0]].organisation_id}/comparisons")


def comparison(page: Page, site: Site) -> None:
    comparisons(page, site)
    page.goto(site.comparison())


def compared_unit(page: Page, site: Site) -> None:
    comparisons(page, site)
    page.goto(site.comparison("Verhuur"))


PICTURES = (
    Picture("front", "The front page of the demonstration", front, all_looks=True),
    Picture("promise", "Employee: the promise", promise, all_looks=True),
    Picture("answer", "Employee: statements about one building block", first_part, all_looks=True),
    Picture("answer-missing", "Employee: two statements were passed over", half_empty),
    Picture("closing-questions", "Employee: the closing questions", last_part),
    Picture("done", "Employee: thank you, with the own profile", done, all_looks=True),
    Picture("done-again", "Employee: thank you, looked at again", done_again),
    Picture("stored-draft", "Employee: what is stored before sending", stored_draft),
    Picture("stored", "Employee: what is stored after sending", stored_answers),
    Picture("withdraw", "Employee: withdraw", withdraw),
    Picture("dead-link", "Employee: a link that does not work", dead_link),
    Picture("measurements", "HR: the measurements", measurements),
    Picture("measurement-open", "HR: participation", open_measurement),
    Picture("close", "HR: close a measurement", close),
    Picture("organisation", "HR: the organisation", organisation, all_looks=True),
    Picture("unit", "HR: a team that is divided", unit, all_looks=True),
    Picture("hidden", "HR: a team that is not shown", hidden),
    Picture("cell", "HR: one statement", cell),
    Picture("quality", "Consultant: how well the questionnaire measured", quality),
    Picture("comparisons", "Consultant: choose two measurements", comparisons),
    Picture("comparison", "Consultant: what changed", comparison, all_looks=True),
    Picture("comparison-unit", "Consultant: what changed in one team", compared_unit),
)


def looks(picture: Picture) -> Iterator[tuple[int, str, str]]:
    """Give width, colour scheme and language of every picture to take of one page."""
    yield from ((width, "light", "nl") for width in WIDTHS)
    if picture.all_looks:
        yield 1366, "dark", "nl"
        yield 1366, "light", "en"


@contextmanager
def running() -> Iterator[tuple[Site, Callable[..., Page]]]:
    """Serve the demonstration and open a browser."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as listener, sync_playwright() as playwright:
        listener.bind(("127.0.0.1", 0))
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        with demonstration(Path(folder), listener) as site:

            def opened(width: int, scheme: str, locale: str) -> Page:
                context = browser.new_context(
                    viewport={"width": width, "height": 900 if width > 600 else 740},
                    color_scheme="dark" if scheme == "dark" else "light",
                    locale=f"{locale}-NL" if locale == "nl" else "en-GB",
                    reduced_motion="reduce",
                    base_url=site.url,
                )
                return context.new_page()

            yield site, opened
        browser.close()


def main() -> None:
    """Take all pictures and write the gallery."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    gallery = [
        "# Every page",
        "",
        "All people, units and answers are made up. `make screenshots` takes these pictures.",
    ]
    with running() as (site, opened):
        for picture in PICTURES:
            gallery += ["", f"## {picture.title}", ""]
            for width, scheme, locale in looks(picture):
                name = f"{picture.name}-{width}-{scheme}-{locale}.png"
                page = opened(width, scheme, locale)
                picture.steps(page, site)
                page.wait_for_load_state("networkidle")
                page.screenshot(path=FOLDER / name, full_page=True)
                page.context.close()
                gallery.append(f"![{picture.title}, {width} px, {scheme}, {locale}](screenshots/{name})")
    (FOLDER.parent / "screenshots.md").write_text("\n".join(gallery) + "\n")


if __name__ == "__main__":
    main()
