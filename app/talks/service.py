"""Put the pages of team talks together from published figures."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.models import TalkLink
from app.results.beginning import beginning
from app.results.deps import UnitAccess
from app.results.place import UnitName, above, name, place
from app.results.reading import Published, figures
from app.results.service import headline, invited
from app.talks.links import Maker, Release, links_of
from app.talks.pages import HiddenPage, PreviewPage, SharedPage, Talk, TalkRow, TalksPage
from app.talks.strengths import strengths
from app.talks.topics import topics


def talk(session: Session, access: UnitAccess) -> Talk | None:
    """Prepare the talk of a unit; None when it is hidden."""
    source, position, texts = access.source, access.position, access.texts
    around, threshold = above(source, position), source.measurement.threshold
    shown = figures(session, source, [position] if around is None else [position, around])
    unit, outer = shown.get(position), None if around is None else shown[around]
    is_team = not source.tree.children[position]
    if unit is None:
        return None
    begin = beginning(unit, threshold, texts, is_team=is_team)
    return Talk(
        place=place(source, position),
        respondents=unit.respondents,
        invited=invited(source, position),
        headline=headline(unit, threshold, texts),
        overall=unit.scores.get("overall"),
        around=_around(source, position),
        overall_around=outer.scores.get("overall") if outer else None,
        strengths=strengths(unit, threshold, texts, is_team=is_team),
        beginning=begin,
        topics=topics(unit, begin, texts, is_team=is_team),
    )


def shared_page(session: Session, access: UnitAccess, *, until: datetime) -> SharedPage:
    """Make the page that somebody with the link sees."""
    found = talk(session, access)
    assert found is not None, "a hidden unit is never released"
    return SharedPage(found, access.texts, until)


def preview_page(
    session: Session, access: UnitAccess, maker: Maker, *, now: datetime, may_release: bool
) -> PreviewPage | HiddenPage:
    """Make the page as it is before it is released, or the page that says why there is none."""
    source, found = access.source, talk(session, access)
    if found is None:
        return HiddenPage(
            place(source, access.position), source.measurement.minimum_scores, _around(source, access.position)
        )
    link = links_of(session, source, now=now).get(source.tree.ids[access.position]) if may_release else None
    address, until = (maker.address(link), link.expires_at) if link else (None, None)
    return PreviewPage(found, access.texts, may_release, address, until, maker.days)


def talks_page(session: Session, what: Release, maker: Maker, *, none_chosen: bool = False) -> TalksPage:
    """List all units with what was released."""
    working = links_of(session, what.source, now=what.now)
    rows = [_row(what.source, position, working, maker) for position in range(len(what.source.tree.ids))]
    released = [row for row in rows if row.address]
    return TalksPage(what.source.measurement, rows, released, maker.days, none_chosen)


def _around(source: Published, position: int) -> UnitName | None:
    around = above(source, position)
    return None if around is None else name(source, around)


def _row(source: Published, position: int, working: Mapping[UUID, TalkLink], maker: Maker) -> TalkRow:
    link, shown = working.get(source.tree.ids[position]), position in source.shown
    return TalkRow(
        unit=name(source, position),
        depth=len(source.tree.path(position)) - 1,
        shown=shown,
        address=maker.address(link) if link else None,
        until=link.expires_at if link else None,
        around=None if shown else _around(source, position),
    )
