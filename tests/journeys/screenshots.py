"""Take a picture of every page of the demonstration: `make screenshots` writes them, and their gallery, to `docs/`."""

import socket
import sys
import tempfile
from base64 import b64decode
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from app.demonstration import scenario
from tests.journeys.answering import one_by_one
from tests.journeys.answering_pictures import ANSWERING, PICTURES_ALONE, Picture
from tests.journeys.conftest import FLAGS, Site, chromium, demonstration

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
QUALITY, LARGEST = 40, 1024
TEAM, HIDDEN = "Wijkbeheer Noord", "Bestuursbureau"


def front(page: Page, _site: Site) -> None:
    page.goto("/")


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


def closed(page: Page, site: Site) -> None:
    measurements(page, site)
    page.get_by_role("link", name=scenario.MEASUREMENTS[1], exact=True).click()


def certificate(page: Page, site: Site) -> None:
    closed(page, site)
    page.locator("a[href$='/certificate']").click()


def audit(page: Page, site: Site) -> None:
    measurements(page, site)
    page.locator("a[href$='/audit']").click()


def whole(site: Site, part: str) -> str:
    return f"/measurements/{site.measurements()[scenario.MEASUREMENTS[1]].id}/{part}"


def overview(page: Page, site: Site) -> None:
    measurements(page, site)
    page.goto(whole(site, "results"))


def teams(page: Page, site: Site) -> None:
    overview(page, site)
    page.goto(site.unit(scenario.MEASUREMENTS[1], scenario.ORGANISATION) + "/teams?order=overall")


def teams_table(page: Page, site: Site) -> None:
    overview(page, site)
    page.goto(site.unit(scenario.MEASUREMENTS[1], scenario.ORGANISATION) + "/teams?order=values&view=table")


def units(page: Page, site: Site) -> None:
    overview(page, site)
    page.goto(whole(site, "units?name=wijk"))


def together(page: Page, site: Site) -> None:
    overview(page, site)
    page.goto(whole(site, "together"))


def programs(page: Page, site: Site) -> None:
    measurements(page, site)
    page.locator("main a[href$='/api']").click()
    page.locator("#name").fill(scenario.MEASUREMENTS[1])
    page.locator(".key-form .button").click()


def organisation(page: Page, site: Site) -> None:
    measurements(page, site)
    page.goto(site.unit(scenario.MEASUREMENTS[1], scenario.ORGANISATION))


def unit(page: Page, site: Site) -> None:
    organisation(page, site)
    page.goto(site.unit(scenario.MEASUREMENTS[1], TEAM))


def hidden(page: Page, site: Site) -> None:
    organisation(page, site)
    page.goto(site.unit(scenario.MEASUREMENTS[1], HIDDEN))


def beside(page: Page, site: Site) -> None:
    unit(page, site)
    page.get_by_label("Leg Wijkbeheer Noord naast").select_option(label="Wijkbeheer Zuid")
    page.get_by_role("button", name="Tonen", exact=True).click()


def cell(page: Page, site: Site) -> None:
    organisation(page, site)
    page.goto(site.unit(scenario.MEASUREMENTS[1], "Klantcontact") + "/cells/insight_values")


def talks(page: Page, site: Site) -> None:
    measurements(page, site)
    page.goto(f"/measurements/{site.measurements()[scenario.MEASUREMENTS[1]].id}/talks")


def talk(page: Page, site: Site) -> None:
    unit(page, site)
    page.goto(page.url + "/talk")


def no_talk(page: Page, site: Site) -> None:
    hidden(page, site)
    page.goto(page.url + "/talk")


def comments(page: Page, site: Site) -> None:
    measurements(page, site)
    page.goto(f"/measurements/{site.measurements()[scenario.MEASUREMENTS[1]].id}/comments")


def no_comments(page: Page, site: Site) -> None:
    hidden(page, site)
    page.goto(page.url + "/comments")


def reports(page: Page, site: Site) -> None:
    unit(page, site)
    page.locator("a[href$='/reports']").click()


def report_template(page: Page, site: Site) -> None:
    reports(page, site)
    page.locator("a[href$='/report-template']").click()


def attack_test(page: Page, _site: Site) -> None:
    page.goto("/attack-test")


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


def beside_the_others(page: Page, site: Site) -> None:
    comparisons(page, site)
    page.goto(f"{site.comparison()}/intervention")
    for name in ("Onderhoud", "Verhuur"):
        page.locator("label").filter(has_text=name).locator("input").check()
    page.locator("main form .button").click()


def trend(page: Page, site: Site) -> None:
    comparisons(page, site)
    page.goto(f"{page.url}/trend")


PICTURES = (
    Picture("front", "The front page of the demonstration", front, all_looks=True),
    *ANSWERING,
    Picture("measurements", "HR: the measurements", measurements),
    Picture("measurement-open", "HR: participation", open_measurement),
    Picture("close", "HR: close a measurement", close),
    Picture("measurement-closed", "HR: what is done with the answers", closed),
    Picture("certificate", "HR: the certificate", certificate),
    Picture("audit", "HR: who did what", audit),
    Picture("overview", "HR: the organisation in one minute", overview, all_looks=True),
    Picture("teams", "HR: all teams beside each other", teams),
    Picture("teams-table", "HR: all teams in a table", teams_table),
    Picture("units", "HR: find a unit", units),
    Picture("together", "HR: what goes together", together),
    Picture("api", "HR: figures in other programs", programs),
    Picture("organisation", "HR: the organisation", organisation, all_looks=True),
    Picture("unit", "HR: a team that is divided", unit, all_looks=True),
    Picture("hidden", "HR: a team that is not shown", hidden),
    Picture("cell", "HR: one statement", cell),
    Picture("beside", "HR: two teams beside each other", beside),
    Picture("talks", "HR: which pages for team talks are released", talks),
    Picture("talk", "HR: the page for the talk of a team, before it is released", talk, all_looks=True),
    Picture("talk-hidden", "HR: a team of which there is no such page", no_talk),
    Picture("comments", "HR: open answers, with a reminder", comments),
    Picture("comments-hidden", "HR: a team whose open answers are not shown", no_comments),
    Picture("reports", "HR: reports of a team", reports),
    Picture("report-template", "HR: the template of the slides", report_template),
    Picture("attack-test", "HR: the attack test, to hand to a works council", attack_test, all_looks=True),
    Picture("quality", "Consultant: how well the questionnaire measured", quality),
    Picture("comparisons", "Consultant: choose two measurements", comparisons),
    Picture("comparison", "Consultant: what changed", comparison, all_looks=True),
    Picture("comparison-unit", "Consultant: what changed in one team", compared_unit),
    Picture("intervention", "Consultant: teams where something was done beside the others", beside_the_others),
    Picture("trend", "Consultant: a trend needs three results", trend),
)


def looks(picture: Picture) -> Iterator[tuple[int, str, str]]:
    """Give width, colour scheme and language of every picture to take of one page."""
    yield from ((width, "light", "nl") for width in picture.widths)
    if picture.all_looks:
        widths = picture.widths if picture in ANSWERING else picture.widths[-1:]
        yield from ((width, "dark", "nl") for width in widths)
        yield from ((width, "light", "en") for width in widths)


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


def take(page: Page, file: Path) -> None:
    """Take a picture of the whole page; of one question at a time as much as a phone shows."""
    width, height = page.evaluate("[innerWidth, innerHeight]")
    if not one_by_one(page):
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": width, "height": height})  # what sticks to the bottom is at the bottom then
    clip = {"x": 0, "y": page.evaluate("scrollY"), "width": width, "height": height, "scale": min(1, LARGEST / width)}
    asked = {"format": "webp", "quality": QUALITY, "captureBeyondViewport": True, "clip": clip}
    taken = page.context.new_cdp_session(page).send("Page.captureScreenshot", asked)
    file.write_bytes(b64decode(taken["data"]))


def main(names: Sequence[str]) -> None:
    """Take these pictures, or all of them, and write the gallery."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    gallery = [
        "# Every page",
        "",
        "All people, units and answers are made up. `make screenshots` takes these pictures.",
    ]
    with running() as (site, opened):
        for picture in (*PICTURES, *PICTURES_ALONE):
            gallery += ["", f"## {picture.title}", ""]
            for width, scheme, locale in looks(picture):
                name = f"{picture.name}-{width}-{scheme}-{locale}.webp"
                gallery.append(f"![{picture.title}, {width} px, {scheme}, {locale}](screenshots/{name})")
                if names and picture.name not in names:
                    continue
                page = opened(width, scheme, locale)
                picture.steps(page, site)
                page.wait_for_load_state("networkidle")
                take(page, FOLDER / name)
                page.context.close()
    (FOLDER.parent / "screenshots.md").write_text("\n".join(gallery) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
