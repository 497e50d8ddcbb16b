"""Nothing reads answers behind a publication, and nothing shows them in front of it."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlmodel import SQLModel

from app.attack.copies import Answers, Copy
from app.attack.crawling import Crawl, Visitor, crawl, revisit
from app.attack.findings import Finding, Kind
from app.attack.organisation import members
from app.attack.watching import Watch
from app.secrets import written

HOLDING_ANSWERS = frozenset({"answers", "text", "sealed", "draft"})
SHOWN_AS_WRITTEN = frozenset({"comment", "comment_theme"})
"""Tables of what was published in the words of the people: they are no answers behind the publication."""
EXAMPLES = 3


def wiped(watch: Watch) -> Iterator[Finding]:
    """Destroy every answer that is still stored after closing: no page may look different."""
    with watch.copy(watch.answers) as copy:
        copy.close()
        wipe(copy)
        seen = watch.look(copy, revisit(copy.app, watch.hr, list(watch.base.pages)))
    yield from different(watch.base.pages, seen.pages, "is made from answers, not from the publication alone")


def live(watch: Watch) -> Iterator[Finding]:
    """Look around while the measurement is open: nothing may depend on what people answered."""
    before, after = open_pages(watch, watch.answers), open_pages(watch, watch.otherwise)
    yield from different(before, after, "depends on answers before there is a publication")


def open_pages(watch: Watch, answers: Answers, *, taking_back: bool = True) -> Crawl:
    """Give all that HR and two employees can see while the measurement is open; the second has not answered."""
    with watch.copy(answers, taking_back=taking_back) as copy:
        found: Crawl = {}
        for visitor in (watch.hr, *employees(watch)):
            entered = enter(copy, visitor)
            pages = crawl(copy.app, entered, avoid=str(watch.site.first_id), most=watch.most, seed=watch.seed)
            found |= {f"{visitor.role} {address}": page for address, page in pages.items()}
    watch.count["requests"] += len(found)
    return found


def wipe(copy: Copy) -> None:
    """Empty every table that can hold an answer which was not published, whatever it is called."""
    with copy.change() as session:
        for table in reversed(SQLModel.metadata.sorted_tables):
            if table.name not in SHOWN_AS_WRITTEN and HOLDING_ANSWERS & set(table.columns.keys()):
                session.execute(sa.delete(table))


def employees(watch: Watch) -> tuple[Visitor, Visitor]:
    """Give somebody who took part and somebody who did not."""
    took_part = next(member for member in members() if member.number in watch.answers)
    silent = next(member for member in members() if not member.answers)
    return Visitor(f"employee {took_part.number}"), Visitor(f"employee {silent.number}")


def different(before: Crawl, after: Crawl, what: str, kind: Kind = Kind.BEHIND) -> Iterator[Finding]:
    """Name pages that are not the same, or that are there on one side only."""
    places = [each for each in before.keys() | after.keys() if before.get(each) != after.get(each)]
    yield from (Finding(kind, place, what) for place in sorted(places)[:EXAMPLES])


def enter(copy: Copy, visitor: Visitor) -> Visitor:
    """Let an employee come in with the personal link; others are in already."""
    kind, _, number = visitor.role.partition(" ")
    if kind != "employee":
        return visitor
    with visitor.browser(copy.app) as browser:
        browser.post(f"/i/{written(copy.site.tokens[int(number)])}")
        return Visitor(visitor.role, visitor.language, browser.cookies)
