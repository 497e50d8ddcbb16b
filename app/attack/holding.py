"""Somebody who has nothing but the link to the page of one team sees that page, and nothing else."""

from collections.abc import Iterator
from http import HTTPStatus
from uuid import UUID

from sqlmodel import Session

from app.attack.asking import EXAMPLES, numbers_on
from app.attack.copies import NOW, Copy
from app.attack.crawling import Crawl, Visitor, crawl, revisit
from app.attack.findings import Finding, Kind
from app.attack.organisation import PLACES
from app.attack.watching import Watch
from app.models import Measurement
from app.results.reading import published
from app.talks.links import Maker, Release, links_of, release, withdraw

HOLDER = Visitor("holder")
DAYS = 90


def holders(watch: Watch) -> Iterator[Finding]:
    """Release everything that can be released, look around with one link at a time, and withdraw it all."""
    with watch.copy(watch.answers) as copy:
        copy.close()
        links = _released(copy, watch)
        for unit_id, link in links.items():
            alone = crawl(copy.app, HOLDER, most=watch.most, seed=watch.seed, start=link)
            preview = f"/measurements/{watch.site.measurement_id}/units/{unit_id}/talk"
            shown = revisit(copy.app, watch.hr, [preview])[preview]
            if shown.status != alone[link].status or numbers_on(alone[link]) - numbers_on(shown):
                yield Finding(Kind.ROLE, link, "who has the link sees something that HR did not see beforehand")
            yield from _elsewhere(watch, watch.look(copy, alone).pages, unit_id)
        _withdraw(copy, watch)
        left = [
            link
            for link, page in revisit(copy.app, HOLDER, list(links.values())).items()
            if page.status != HTTPStatus.NOT_FOUND
        ]
        yield from (Finding(Kind.ROLE, link, "a link that was withdrawn works") for link in left[:EXAMPLES])


def _elsewhere(watch: Watch, pages: Crawl, unit_id: UUID) -> Iterator[Finding]:
    """Look for the names of units that are not around this one, and for the id of any."""
    names = {each: name for name, each in watch.site.unit_ids.items()}
    own = _path(names[unit_id])
    others = [name for name in names.values() if name not in own and not any(name in step for step in own)]
    marks = [f">{name}<" for name in others] + [name for name in others if " " in name]
    for address, page in pages.items():
        text = page.text.replace(address, "")
        if any(mark in text for mark in (*marks, *(str(each) for each in names if str(each) not in address))):
            yield Finding(Kind.ROLE, address, f"who has the link of {names[unit_id]} sees something of another unit")


def _path(name: str) -> tuple[str, ...]:
    """Name a unit and the units around it."""
    around = next(place.around for place in PLACES if place.name == name)
    return (name, *_path(around)) if around else (name,)


def _released(copy: Copy, watch: Watch) -> dict[UUID, str]:
    """Release every unit that can be, and give the links by unit, without host."""
    with copy.change() as session:
        what, maker = _hr(session, watch), Maker(copy.app.state.keys.talk_key, "", DAYS)
        release(session, maker, what, watch.site.unit_ids.values())
        return {unit_id: maker.address(link) for unit_id, link in links_of(session, what.source, now=NOW).items()}


def _withdraw(copy: Copy, watch: Watch) -> None:
    with copy.change() as session:
        withdraw(session, _hr(session, watch), watch.site.unit_ids.values())


def _hr(session: Session, watch: Watch) -> Release:
    measurement = session.get_one(Measurement, watch.site.measurement_id)
    return Release(published(session, measurement), "hr@example.org", NOW)
