"""The network is cut for five minutes while somebody answers: everybody finishes, nothing that was tapped is lost."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from random import Random

from playwright.sync_api import Browser, BrowserContext, Error, Page, Route, expect

from tests.proofs.survey import Answers, Survey, browsing, surveying
from tests.proofs.walking import KEPT, copies, opened, said, send, tick, wait_for_all, walk

RUNS, SEED, MINUTES = 200, 1, 5
WIDTHS = (360, 1366)
NOT_KEPT = "Nog niet opgeslagen, we proberen het opnieuw. Je antwoorden staan zolang versleuteld op dit apparaat."
NOT_SENT = "Nog niet verstuurd, we proberen het opnieuw. Laat deze pagina open."
HOW = ("the browser knows", "the browser does not know", "what is sent arrives, its answer does not")
WHEN = ("at a statement", "at a statement, with a reload", "at the sending", "at the sending, with a reload")


@dataclass(frozen=True)
class Cut:
    """How and when the network goes.

    Attributes
    ----------
    how
        One of `HOW`.
    sending, reload
        Whether it goes when the answers are sent, and whether the page is reloaded meanwhile.
    first, last
        The questions between which there is no network; without meaning when it goes at the sending.
    """

    how: str
    sending: bool
    reload: bool
    first: str
    last: str

    @property
    def kind(self) -> str:
        """What this cut is counted with."""
        return WHEN[2 * self.sending + self.reload]


def run() -> Iterator[dict[str, object]]:
    """Cut the network in so many runs, and count by when that was."""
    found: dict[str, list[list[str]]] = defaultdict(list)
    with surveying(RUNS + 1) as survey, browsing() as browser:
        for seed in range(SEED, SEED + RUNS):
            cut, wrong = go_through(survey, browser, seed)
            found[cut.kind].append(wrong)
    for kind in WHEN:
        wrong = [what for each in found[kind] for what in each]
        yield {"cut": kind, "runs": len(found[kind]), "wrong": wrong, "holds": bool(found[kind]) and not wrong}


def go_through(survey: Survey, browser: Browser, seed: int) -> tuple[Cut, list[str]]:
    """Answer everything with one cut on the way; give the cut, and everything that was not as it must be."""
    rng = Random(seed)
    plan, link = survey.plan(rng), survey.link()
    cut = drawn(rng, list(plan))
    context = browser.new_context(viewport={"width": rng.choice(WIDTHS), "height": 800}, locale="nl-NL")
    try:
        wrong = list(_answered(survey, opened(context, link), link, plan, cut))
    except (AssertionError, Error) as error:
        wrong = [f"did not finish: {error}"]
    context.close()
    if survey.arrived(link) != survey.sealed(plan):
        wrong.append("what arrived is not what was tapped")
    return cut, [f"run {seed}, {cut.how}: {what}" for what in wrong]


def drawn(rng: Random, codes: list[str]) -> Cut:
    """Draw a cut: a third when the answers are sent, a third with a reload."""
    first = rng.randrange(len(codes) - 1)
    last = rng.randrange(first + 1, len(codes))
    return Cut(rng.choice(HOW), rng.random() < 1 / 3, rng.random() < 1 / 3, codes[first], codes[last])


def _answered(survey: Survey, page: Page, link: str, plan: Answers, cut: Cut) -> Iterator[str]:
    """Go from the first question to the thank-you; give what was not true meanwhile."""
    done = walk(page, plan, [], stop=None if cut.sending else cut.first)
    sever(page.context, cut.how)
    if cut.sending:
        send(page)
    else:
        done = walk(page, plan, done, stop=cut.last)
    tapped = {code: plan[code] for code in done}
    yield from _without_network(survey, page, link, cut, tapped)
    if cut.reload:
        with suppress(Error):
            page.reload()
    mend(page.context)
    if cut.reload:
        page.goto(f"{survey.url}/answer/1")
    if not cut.sending:
        yield from _back(survey, page, link, tapped)
    yield from _to_the_end(page, plan, done)


def _without_network(survey: Survey, page: Page, link: str, cut: Cut, tapped: Answers) -> Iterator[str]:
    tick(page, seconds=2)
    expected = NOT_SENT if cut.sending else NOT_KEPT
    expect(page.get_by_role("alert")).to_have_text(expected)
    for _ in range(MINUTES):
        tick(page, seconds=60)
    if said(page) != expected:
        yield f"after five minutes the page says {said(page)!r}"
    if page.locator("#saved").inner_text():
        yield from _lost(survey, page, link, tapped)
    elif not copies(page):
        yield "there is no copy on the device"
    if cut.how != HOW[2] and survey.arrived(link):
        yield "it arrived without a network"


def _back(survey: Survey, page: Page, link: str, tapped: Answers) -> Iterator[str]:
    """Wait until the page says that it is saved, and look whether that is so."""
    wait_for_all(page)
    tick(page, seconds=75)
    expect(page.locator("#saved")).to_have_text(KEPT)
    if said(page):
        yield f"with the network back the page says {said(page)!r}"
    yield from _lost(survey, page, link, tapped)


def _lost(survey: Survey, page: Page, link: str, tapped: Answers) -> Iterator[str]:
    """Give what is not kept while the page says that all is saved."""
    kept = survey.kept(link, page.context)
    if lost := {code for code, value in tapped.items() if value and kept.get(code) != value}:
        yield f"saved, the page says; not so {sorted(lost)}"


def _to_the_end(page: Page, plan: Answers, done: list[str]) -> Iterator[str]:
    """Answer what is left and send; what was answered before the cut is not answered again."""
    if page.locator("main").get_attribute("data-state") != "submitted" and page.locator("form:not([inert])").count():
        wait_for_all(page)
        walk(page, plan, done)
        send(page)
    for _ in range(MINUTES):
        if page.locator("main").get_attribute("data-state") == "submitted":
            return
        tick(page, seconds=75)
        page.wait_for_timeout(200)
    yield f"there is no thank-you; the page says {said(page)!r}"


def sever(context: BrowserContext, how: str) -> None:
    """Cut the network."""
    if how == HOW[0]:
        context.set_offline(True)
    elif how == HOW[1]:
        context.route("**/*", lambda route: route.abort("connectionreset"))
    else:
        context.route("**/*", _OneArrives())


def mend(context: BrowserContext) -> None:
    """Give the network back."""
    context.unroute_all()
    context.set_offline(False)


class _OneArrives:
    """The first form still arrives; its answer does not, and nothing after it does."""

    def __init__(self) -> None:
        self.arrived = False

    def __call__(self, route: Route) -> None:
        if route.request.method == "POST" and not self.arrived:
            self.arrived = True
            route.fetch()
        route.abort("connectionreset")
