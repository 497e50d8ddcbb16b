"""What the attack has seen: the site, what is on its pages and in its publication, and what was counted on the way."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from http import HTTPStatus
from typing import NamedTuple

from numpy.random import Generator

from app.attack.copies import Answers, Copy, Site
from app.attack.crawling import Crawl, Visitor, crawl, revisit, sample
from app.attack.organisation import changed, everybody_answers, generator, members, the_same_answer
from app.attack.published import Row, Rows, rows
from app.attack.remainders import Remainder, divided, remainders
from app.attack.tokens import tokens
from surveys.catalogue import customer_focus
from surveys.model import Questionnaire

ANSWERS, CHANGES, PAGES = 2, 3, 4  # what chance is used for
REQUESTS = 500  # questions at random, for every role
PROBED = 12  # addresses of each route that are looked at in every copy
FILES_PROBED = 1  # of routes that give files and data: a report takes a second to make
UNIT = "published_unit"


class Seen(NamedTuple):
    """What one copy shows: its pages and its publication."""

    pages: Crawl
    rows: Rows


@dataclass
class Watch:
    """One attack on one site.

    Attributes
    ----------
    answers
        What everybody answers in the second measurement, before anything is changed.
    most
        Pages of each route that are looked at; None for all.
    requests
        How often is asked at random, for every role.
    avoid
        Part of addresses that are left out.
    k
        The smallest group that may be known.
    count
        How many copies, requests and tokens there were.
    """

    site: Site
    seed: int
    most: int | None = None
    requests: int = REQUESTS
    avoid: str = ""
    k: int = 5
    count: Counter[str] = field(default_factory=Counter)

    @cached_property
    def questionnaire(self) -> Questionnaire:
        """What is asked."""
        return customer_focus().questionnaire

    @cached_property
    def answers(self) -> Answers:
        """What everybody answers."""
        return everybody_answers(self.chance(ANSWERS), self.questionnaire)

    @cached_property
    def taken_back(self) -> Answers:
        """What some people hand in and take back before closing: the lowest answer to everything."""
        people = [member.number for member in members() if member.takes_back]
        return the_same_answer(self.questionnaire, dict.fromkeys(people, 1))

    @cached_property
    def otherwise(self) -> Answers:
        """Let everybody answer otherwise; who gave no answer to a question gives none now."""
        chance = self.chance(CHANGES)
        return {number: changed(chance, self.questionnaire, draft) for number, draft in self.answers.items()}

    @cached_property
    def base(self) -> Seen:
        """What HR can see, with everything that was found."""
        with self.copy(self.answers) as copy:
            copy.close()
            found = self.look(copy, crawl(copy.app, self.hr, avoid=self.avoid, most=self.most, seed=self.seed))
        if broken := [
            address for address, page in found.pages.items() if page.status >= HTTPStatus.INTERNAL_SERVER_ERROR
        ]:
            raise RuntimeError(f"the application fails at {broken[0]}: nothing can be said of it")
        self.count["tokens"] += sum(map(tokens, found.pages.values()))
        return found

    @cached_property
    def other(self) -> Seen:
        """What HR can see when everybody answers otherwise."""
        return self.again(self.otherwise, list(self.base.pages))

    @cached_property
    def probes(self) -> list[str]:
        """Addresses to look at in every copy: some of each route, of those that answers move at all."""
        moving = [address for address, page in self.base.pages.items() if self.other.pages[address] != page]
        return self._some(moving)

    @cached_property
    def wide(self) -> list[str]:
        """Addresses to look at where anything may show: some of each route."""
        return self._some(self.base.pages)

    def _some(self, addresses: Collection[str]) -> list[str]:
        """Choose some addresses of each route: of files fewer than of pages."""
        pages = [address for address in addresses if self.base.pages[address].is_page]
        files = [address for address in addresses if not self.base.pages[address].is_page]
        with self.copy({}) as copy:
            chosen = [sample(pages, copy.app, most=PROBED, seed=self.seed)]
            chosen += [sample(files, copy.app, most=FILES_PROBED, seed=self.seed)]
        return [address for part in chosen for address in part]

    @cached_property
    def groups(self) -> list[Remainder]:
        """People who look alike in the publication."""
        names = {str(id_): name for name, id_ in self.site.unit_ids.items()}
        return remainders({names[row.group[1]] for row in self.base.rows.values() if row.group[0] == UNIT})

    @cached_property
    def atoms(self) -> list[Remainder]:
        """People who look alike in the publication and say the same of themselves: no sum need divide them."""
        return divided(self.groups, self.answers)

    @property
    def hr(self) -> Visitor:
        """HR of the organisation that is attacked."""
        return self.visitor("hr")

    def visitor(self, role: str, language: str = "nl") -> Visitor:
        """Let somebody with this role look around."""
        return Visitor(role, language, {"staff": self.site.logins[role]})

    def chance(self, purpose: int) -> Generator:
        """Give the chance for one purpose."""
        return generator(self.seed, purpose)

    @contextmanager
    def copy(self, answers: Answers, *, taking_back: bool = True) -> Iterator[Copy]:
        """Give a copy with these answers, and count it."""
        self.count["copies"] += 1
        with self.site.copy(answers, self.taken_back if taking_back else {}) as copy:
            yield copy

    def look(self, copy: Copy, pages: Crawl) -> Seen:
        """Keep what was seen in a copy that was closed."""
        self.count["requests"] += len(pages)
        with copy.change() as session:
            return Seen(pages, rows(session, self.site.measurement_id))

    def again(self, answers: Answers, addresses: list[str]) -> Seen:
        """Publish other answers and look at the same addresses."""
        with self.copy(answers) as copy:
            copy.close()
            return self.look(copy, revisit(copy.app, self.hr, addresses))


def shape(found: Rows) -> Mapping[object, frozenset[str]]:
    """Say what is published, without its values."""
    return {place: frozenset(row.values) for place, row in found.items()}


def differing(one: Rows, other: Rows) -> list[Row]:
    """List the rows that are not the same in another publication."""
    return [row for place, row in one.items() if place not in other or other[place].values != row.values]
