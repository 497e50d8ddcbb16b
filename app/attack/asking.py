"""Ask for what nobody offers: random addresses, parameters and roles. No number may come back that is on no page."""

import re
from collections import defaultdict
from collections.abc import Iterator
from http import HTTPStatus
from random import Random
from urllib.parse import urlencode
from uuid import UUID

from fastapi import FastAPI

from app.attack.behind import employees, enter
from app.attack.browsing import Answer
from app.attack.crawling import PARAMETER, Crawl, Visitor, crawl, filled, parameters, revisit, route_of, routes, values
from app.attack.findings import Finding, Kind
from app.attack.tokens import numbers
from app.attack.watching import Watch

ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}")
ECHO = re.compile(r'name="(?:back|q)" value="[^"]*"|[?&]q=[^"&]*')
"""What was asked for, as the page says it back."""
ENTITY = re.compile(r"&#\d+;")
DECIMALS = re.compile(r"(?<![\w.,])(?:\d+[.,]\d{4,}|(?!1[.,]000)[1-9]\d*[.,]\d{3})(?![\w.,])")
"""Four decimals or more, or three where it is no chance: those lie between 0 and 1."""
WORDS = (
    "unit", "team", "group", "person", "attribute", "value", "filter", "exclude", "without", "minimum", "k", "from",
    "to", "date", "day", "format", "role", "organisation_id", "measurement_id", "live", "raw", "digits", "sort", "page",
)  # fmt: skip
EXAMPLES = 3
DESCRIPTION = "/openapi.json"
"""How the address of the description of the API ends."""


def precision(watch: Watch) -> Iterator[Finding]:
    """Look for numbers with more decimals than are shown, in texts, attributes and charts: two, of chances three.

    Data for other programs have every digit: the published sums are exact, and rounding is not counted as protection.
    """
    for address, page in watch.base.pages.items():
        if page.is_page and (found := DECIMALS.findall(_without_ids(page.text))):
            yield Finding(Kind.DETAIL, address, f"more decimals than are shown: {', '.join(found[:EXAMPLES])}")


def roles(watch: Watch) -> Iterator[Finding]:
    """Look around as others: they see what HR sees or less, strangers nothing."""
    with watch.copy(watch.answers) as copy:
        copy.close()
        addresses = list(watch.base.pages)
        allowed = {address: numbers_on(page) for address, page in watch.base.pages.items()}
        for visitor in (watch.visitor("hr", "en"), watch.visitor("consultant"), watch.visitor("consultant", "en")):
            looked_at = addresses if visitor.role == "hr" else watch.wide
            seen = watch.look(copy, revisit(copy.app, visitor, looked_at)).pages
            yield from _more(seen, allowed, f"{visitor.role} ({visitor.language}) sees numbers that HR does not")
        for visitor in (watch.visitor("neighbour"), Visitor("nobody")):
            found = watch.look(copy, crawl(copy.app, visitor, most=watch.most, seed=watch.seed)).pages
            seen = watch.look(copy, revisit(copy.app, visitor, watch.wide)).pages
            yield from _strange(watch, {**seen, **found}, visitor)


def asked(watch: Watch) -> Iterator[Finding]:
    """Ask at random, as everybody; the employees came in before closing."""
    with watch.copy(watch.answers) as copy:
        inside = (watch.hr, watch.visitor("consultant"))
        outside = (*(enter(copy, each) for each in employees(watch)), watch.visitor("neighbour"), Visitor("nobody"))
        copy.close()
        limits = described(watch.base.pages)
        for visitor in (*inside, *outside):
            own = crawl(copy.app, visitor, most=watch.most, seed=watch.seed) if visitor in outside else {}
            allowed: defaultdict[str, set[str]] = defaultdict(set)
            for address, page in {**watch.base.pages, **own}.items():
                allowed[route_of(copy.app, address)] |= numbers_on(page)
            addresses = list(_addresses(watch, copy.app, visitor.role))
            for address, page in watch.look(copy, revisit(copy.app, visitor, addresses)).pages.items():
                told = limits if page.status == HTTPStatus.UNPROCESSABLE_ENTITY else set()
                if new := numbers_on(page) - allowed[route_of(copy.app, address)] - told:
                    yield Finding(
                        Kind.OUTSIDE, f"{visitor.role} {address}", f"numbers on no page: {sorted(new)[:EXAMPLES]}"
                    )


def described(pages: Crawl) -> set[str]:
    """Find the numbers in the description of the API: a question that is refused is answered with its limits."""
    return {number for address, page in pages.items() if address.endswith(DESCRIPTION) for number in numbers_on(page)}


def _addresses(watch: Watch, app: FastAPI, role: str) -> Iterator[str]:
    chance = Random(f"{watch.seed} {role}")  # noqa: S311  what is asked is no secret
    seen = {name: sorted(found) for name, found in values(app, watch.base.pages).items()}
    ways = [(route.path or "", parameters(route.dependant)) for route in routes(app)]
    for _ in range(watch.requests):
        path, known = chance.choice(ways)
        parts = [_value(chance, seen.get(name) or seen["any"], seen["any"]) for name in PARAMETER.findall(path)]
        names = [*known, *chance.sample(WORDS, chance.randrange(3))]
        query = urlencode({name: _value(chance, known.get(name) or seen["any"], seen["any"]) for name in names})
        yield f"{filled(path, parts)}?{query}" if query else filled(path, parts)


def _value(chance: Random, likely: list[str], others: list[str]) -> str:
    """Choose a value that fits, or now and then another one."""
    luck = chance.random()
    if luck < 0.8:
        return chance.choice(likely)
    return chance.choice(others) if luck < 0.95 else str(UUID(int=chance.getrandbits(128)))


def _more(seen: Crawl, allowed: dict[str, set[str]], what: str) -> Iterator[Finding]:
    for address, page in seen.items():
        if new := numbers_on(page) - allowed[address]:
            yield Finding(Kind.ROLE, address, f"{what}: {sorted(new)[:EXAMPLES]}")


def _strange(watch: Watch, seen: Crawl, visitor: Visitor) -> Iterator[Finding]:
    """Look for anything of the organisation on pages of strangers."""
    names = [name for name in watch.site.unit_ids if " " in name]
    ids = [str(unit_id) for unit_id in watch.site.unit_ids.values()]
    for address, page in seen.items():
        text = page.text.replace(address, "")
        if any(mark in text for mark in (*names, *(each for each in ids if each not in address))):
            yield Finding(Kind.ROLE, address, f"{visitor.role} sees something of the organisation")


def numbers_on(page: Answer) -> set[str]:
    """Find the numbers of a page, with a point for the comma, whatever they mean."""
    headers = " ".join(
        value for name, value in page.headers if name.startswith("x-") and name != "x-content-type-options"
    )
    return {each.replace(",", ".") for each in numbers(_without_ids(f"{page.text} {headers}"))}


def _without_ids(text: str) -> str:
    return ENTITY.sub(" ", ID.sub(" ", ECHO.sub(" ", text)))
