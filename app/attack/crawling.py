"""Go through everything that one person can obtain: every link, and every route that no link leads to."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from random import Random
from typing import get_args
from urllib.parse import quote, urlencode, urlsplit

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import RouteContext, iter_route_contexts

from app.attack.browsing import Answer, Browser

Crawl = dict[str, Answer]

LINK = re.compile(r'(?:href|action|src)="([^"#]+)')
VALUE = re.compile(r'<option[^>]*value="([^"]+)"|name="\w+" value="([0-9a-f-]{36})"')
PARAMETER = re.compile(r"\{(\w+)(?::\w+)?\}")
GUESSES = 16  # addresses that are tried of a route beyond those that links lead to
FREE_WORDS = ("1", "0", "", "true", "all", "json", "csv")


@dataclass(frozen=True)
class Visitor:
    """Somebody who looks around, in a language."""

    role: str
    language: str = "nl"
    cookies: Mapping[str, str] = field(default_factory=dict)

    def browser(self, app: FastAPI) -> Browser:
        """Open a browser of this person's own."""
        return Browser(app, self.language, dict(self.cookies))


def crawl(
    app: FastAPI, visitor: Visitor, *, avoid: str = "", most: int | None = None, seed: int = 0, start: str = "/"
) -> Crawl:
    """Ask for everything that can be found: without what has `avoid` in its address, and so many of each route."""
    found: Crawl = {}
    limits = Limits(app, avoid, most)
    with visitor.browser(app) as browser:
        _follow(browser, [start, *_whole(app)], found, limits)
        _follow(browser, list(unlinked(app, found, seed)), found, limits)
    return found


@dataclass
class Limits:
    """What is not asked for."""

    app: FastAPI
    avoid: str
    most: int | None
    counts: Counter[str] = field(default_factory=Counter)

    def allow(self, address: str) -> bool:
        """Say whether an address may be asked for, and count it."""
        if self.avoid and self.avoid in address:
            return False
        if self.most is None:
            return True
        route = route_of(self.app, address)
        self.counts[route] += 1
        return self.counts[route] <= self.most


def revisit(app: FastAPI, visitor: Visitor, addresses: Collection[str]) -> Crawl:
    """Ask for these addresses again."""
    with visitor.browser(app) as browser:
        return dict(zip(addresses, browser.get(*addresses), strict=True))


def sample(found: Collection[str], app: FastAPI, *, most: int, seed: int) -> list[str]:
    """Choose addresses, of no route more than so many."""
    by_route: defaultdict[str, list[str]] = defaultdict(list)
    for address in sorted(found):
        by_route[route_of(app, address)].append(address)
    chance = Random(seed)  # noqa: S311  which pages are looked at is no secret
    return [each for rows in by_route.values() for each in (rows if len(rows) <= most else chance.sample(rows, most))]


def routes(app: FastAPI) -> Iterator[RouteContext]:
    """Give every route of the application that can be asked for."""
    for route in iter_route_contexts(app.routes):
        if getattr(route, "dependant", None) and "GET" in (route.methods or ()):
            yield route


def unlinked(app: FastAPI, found: Collection[str], seed: int) -> Iterator[str]:
    """Make addresses that no link led to: every route with values that were seen elsewhere, and every parameter."""
    chance = Random(seed)  # noqa: S311
    seen = values(app, found)
    for route in routes(app):
        names = PARAMETER.findall(route.path or "")
        queries = parameters(route.dependant)
        choices = [sorted(seen.get(name) or seen["any"]) for name in names]
        wished = [queries[name] or sorted(seen["any"]) for name in queries]
        for _ in range(GUESSES if names or queries else 0):
            path = filled(route.path or "", [chance.choice(options) for options in choices if options])
            query = urlencode({name: chance.choice(options) for name, options in zip(queries, wished, strict=True)})
            yield f"{path}?{query}" if query else path


def parameters(dependant: Dependant) -> dict[str, list[str]]:
    """List the parameters that a route takes behind the question mark, each with its values where they are named."""
    found = {
        each.alias: [str(value) for value in _options(each.field_info.annotation)] for each in dependant.query_params
    }
    for inner in dependant.dependencies:
        found |= parameters(inner)
    return found


def _options(kind: object) -> list[object]:
    if kind is bool:
        return ["true", "false"]
    if isinstance(kind, type) and hasattr(kind, "__members__"):
        return [member.value for member in kind.__members__.values()]
    return [each for each in get_args(kind) if isinstance(each, (str, int))]


def _follow(browser: Browser, addresses: list[str], found: Crawl, limits: Limits) -> None:
    """Ask for addresses and then for everything that they lead to."""
    while addresses:
        fresh = [each for each in dict.fromkeys(addresses) if each not in found and limits.allow(each)]
        found.update(zip(fresh, browser.get(*fresh), strict=True))
        addresses = [link for each in fresh for link in links(found[each])]


def links(answer: Answer) -> Iterator[str]:
    """Find where an answer leads to inside the product; files of the product itself are left out."""
    for link in (*LINK.findall(answer.text), answer.location or ""):
        parts = urlsplit(unescape(link))
        if parts.path.startswith("/") and not parts.path.startswith("/static/"):
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def _whole(app: FastAPI) -> list[str]:
    """List the routes that take no parameter in their path."""
    return [route.path or "" for route in routes(app) if not PARAMETER.search(route.path or "")]


def values(app: FastAPI, found: Collection[str]) -> dict[str, set[str]]:
    """Collect the values of each parameter of a path, and all values together as `any`."""
    seen: defaultdict[str, set[str]] = defaultdict(set)
    for route in routes(app):
        names, pattern = PARAMETER.findall(route.path or ""), _pattern(route.path or "")
        for address in found:
            if match := pattern.fullmatch(address.partition("?")[0]):
                for name, value in zip(names, match.groups(), strict=True):
                    seen[name].add(value)
                    seen["any"].add(value)
    seen["any"] |= set(FREE_WORDS)
    return seen


def route_of(app: FastAPI, address: str) -> str:
    """Give the route that answers an address; the address itself where none does."""
    path = address.partition("?")[0]
    return next((route.path or "" for route in routes(app) if _pattern(route.path or "").fullmatch(path)), path)


@cache
def _pattern(path: str) -> re.Pattern[str]:
    """Write the path of a route as a pattern."""
    return re.compile("".join("([^/]+)" if place % 2 else re.escape(part) for place, part in enumerate(_split(path))))


def _split(path: str) -> list[str]:
    """Split a path so that every second part is a parameter."""
    return re.split(r"\{(\w+)(?::\w+)?\}", path)


def filled(path: str, values: list[str]) -> str:
    """Write a path with values in the places of its parameters."""
    filled = iter(values)
    return "".join(quote(next(filled, "x"), safe="") if place % 2 else part for place, part in enumerate(_split(path)))
