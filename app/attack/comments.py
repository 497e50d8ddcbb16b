"""Comments with a mark in them: where they turn up, in which order, and with what beside them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from secrets import token_hex
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from app.attack.copies import Answers, Copy
from app.attack.crawling import Crawl, revisit
from app.attack.findings import Finding, Kind
from app.attack.published import Rows
from app.attack.remainders import remainders
from app.attack.watching import UNIT, Watch

ENOUGH = 5  # comments in a list whose order can say something
Marks = Mapping[str, tuple[int, str]]
"""Who wrote a mark, and to which question."""


def comments(watch: Watch) -> Iterator[Finding]:
    """Have everybody write something, twice, and look where it is and in which order."""
    orders: list[dict[object, list[int]]] = []
    for _ in range(2):
        answers, marks = _marked(watch)
        with watch.copy(answers) as copy:
            copy.close()
            found = _comments(copy, watch)
            seen = watch.look(copy, revisit(copy.app, watch.hr, watch.wide))
        large = _large_enough(watch, seen.rows)
        yield from _misplaced(found, marks, large, _numbered(seen.rows))
        yield from _on_pages(seen.pages, marks, large)
        orders.append(_orders(found, marks) | _page_orders(seen.pages, marks))
        yield from _linked(orders[-1])
    yield from _repeated(*orders)


def _marked(watch: Watch) -> tuple[Answers, Marks]:
    marks: dict[str, tuple[int, str]] = {}
    answers = {}
    for number, draft in watch.answers.items():
        own = {question.code: f"mark {token_hex(8)}" for question in watch.questionnaire.comments}
        marks |= {text: (number, code) for code, text in own.items()}
        answers[number] = replace(draft, comments=own)
    return answers, marks


def _comments(copy: Copy, watch: Watch) -> list[Mapping[str, Any]]:
    """Read what is stored, in the order in which the database gives it."""
    table = SQLModel.metadata.tables["comment"]
    with copy.change() as session:
        query = sa.select(table).where(table.c.measurement_id == watch.site.measurement_id)
        return [dict(row) for row in session.execute(query).mappings()]


def _numbered(rows: Rows) -> set[str]:
    """List the units of the second tier, by id."""
    return {row.group[1] for row in rows.values() if row.group[0] == UNIT and row.values["tier"] == "statements"}


def _large_enough(watch: Watch, rows: Rows) -> set[int]:
    """List who is in a remainder of the second tier, which by itself is large enough for comments."""
    names = {str(id_): name for name, id_ in watch.site.unit_ids.items()}
    shown = {names[unit_id] for unit_id in _numbered(rows)}
    return {number for group in remainders(shown) if len(group) >= 2 * watch.k for number in group}


def _misplaced(found: list[Mapping[str, Any]], marks: Marks, large: set[int], units: set[str]) -> Iterator[Finding]:
    for row in found:
        if marks[row["text"]][0] not in large or str(row["unit_id"]) not in units:
            yield Finding(Kind.COMMENT, "stored", "a comment of a group that is too small is kept")
            return


def _on_pages(pages: Crawl, marks: Marks, large: set[int]) -> Iterator[Finding]:
    for address, page in pages.items():
        small = [mark for mark, (number, _) in marks.items() if number not in large and mark in page.text]
        if small:
            yield Finding(Kind.COMMENT, address, "a comment of a group that is too small is shown")


def _orders(found: list[Mapping[str, Any]], marks: Marks) -> dict[object, list[int]]:
    """Say in which order people stand in each list that is stored."""
    orders: defaultdict[object, list[int]] = defaultdict(list)
    for row in found:
        number, question = marks[row["text"]]
        orders["stored", row["unit_id"], question].append(number)
    return dict(orders)


def _page_orders(pages: Crawl, marks: Marks) -> dict[object, list[int]]:
    orders: defaultdict[object, list[int]] = defaultdict(list)
    for address, page in pages.items():
        for mark in sorted((mark for mark in marks if mark in page.text), key=page.text.index):
            number, question = marks[mark]
            orders[address, "", question].append(number)
    return dict(orders)


def _linked(orders: Mapping[object, list[int]]) -> Iterator[Finding]:
    """Look for two questions whose comments stand in the same order: then they have the same authors."""
    by_list: defaultdict[object, list[list[int]]] = defaultdict(list)
    for key, numbers in orders.items():
        if len(numbers) >= ENOUGH:
            by_list[key[:2]].append(numbers)  # type: ignore[index]
    for place, lists in by_list.items():
        if len({tuple(numbers) for numbers in lists}) < len(lists):
            yield Finding(Kind.COMMENT, str(place), "comments on two questions stand in the same order of people")


def _repeated(one: Mapping[object, list[int]], other: Mapping[object, list[int]]) -> Iterator[Finding]:
    """Look for lists in which people stand in the same order each time."""
    for key, numbers in one.items():
        if len(numbers) >= ENOUGH and other.get(key) == numbers:
            yield Finding(Kind.COMMENT, str(key), "comments stand in an order that follows the people")
