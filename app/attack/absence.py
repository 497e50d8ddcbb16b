"""Who took part: it may make a difference only where the number of answers is shown."""

import re
from collections import Counter
from collections.abc import Iterator

from app.attack.behind import different, open_pages
from app.attack.browsing import Answer
from app.attack.copies import Answers
from app.attack.crawling import Crawl, revisit
from app.attack.findings import Finding, Kind
from app.attack.organisation import members, the_same_answer
from app.attack.remainders import apart, without
from app.attack.watching import Watch

TAG = re.compile(r"<[a-z][\w-]*|[,{]")
MIDDLE = 3
LARGE = 12
"""A team of so many stays in its tier when two of them do not answer."""


def exchanged(watch: Watch) -> Iterator[Finding]:
    """Let one person less take part, in turn from two units that look alike: nobody may see from which."""
    for one, other in apart(watch.groups):
        sides = [without(watch.answers, watch.groups, gone) for gone in (one, other)]
        what = f"tells whether somebody of {one.unit} or of {other.unit} took part"
        yield from different(open_pages(watch, sides[0]), open_pages(watch, sides[1]), what, Kind.ABSENT)
        before, after = (_closed(watch, answers) for answers in sides)
        yield from different(before, after, what, Kind.ABSENT)


def lengths(watch: Watch) -> Iterator[Finding]:
    """Let everybody answer the same, and then fewer people: no page or list may get shorter."""
    middle = the_same_answer(watch.questionnaire, dict.fromkeys(watch.answers, MIDDLE))
    seats = [member.number for member in members() if member.answers and member.unit == _large(watch)]
    sizes = []
    for gone in range(3):
        pages = _closed(watch, {number: draft for number, draft in middle.items() if number not in seats[:gone]})
        sizes.append({address: _size(page) for address, page in pages.items()})
    for address in sizes[0]:
        if len({tuple(sorted(size[address].items())) for size in sizes}) > 1:
            yield Finding(Kind.ABSENT, address, "gets shorter when fewer people answer")


def taken_back(watch: Watch) -> Iterator[Finding]:
    """Look around where nobody took answers back, because those people never handed in: it must be the same."""
    what = "tells something of answers that were taken back"
    for pages in (open_pages, _closed):
        before, after = (pages(watch, watch.answers, taking_back=taking_back) for taking_back in (True, False))
        yield from different(before, after, what, Kind.ABSENT)


def _closed(watch: Watch, answers: Answers, *, taking_back: bool = True) -> Crawl:
    with watch.copy(answers, taking_back=taking_back) as copy:
        copy.close()
        return watch.look(copy, revisit(copy.app, watch.hr, watch.wide)).pages


def _large(watch: Watch) -> str:
    counts = Counter(member.unit for member in members() if member.number in watch.answers)
    return next(unit for unit, count in counts.items() if count >= LARGE)


def _size(page: Answer) -> Counter[str]:
    """Count elements, and parts of charts and files."""
    return Counter(TAG.findall(page.text))
