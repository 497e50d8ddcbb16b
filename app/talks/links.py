"""Links to the pages of units: released for a term, found by their token, withdrawn."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, delete, select

from app import audit_log
from app.keys import link_token
from app.models import Action, TalkLink
from app.results.reading import Published
from app.secrets import hashed, written


@dataclass(frozen=True)
class Release:
    """What somebody lets out of a publication, or takes back: who, and when.

    Attributes
    ----------
    by
        The e-mail address of the user.
    """

    source: Published
    by: str
    now: datetime


@dataclass(frozen=True)
class Maker:
    """What links are made with: a key of 32 bytes, how their address begins, and how many days they work."""

    key: bytes
    base_url: str
    days: int

    def token(self, link: TalkLink) -> bytes:
        """Make the token of a link, the same each time."""
        return link_token(self.key, link.id)

    def address(self, link: TalkLink) -> str:
        """Write the address of a released page."""
        return f"{self.base_url}/t/{written(self.token(link))}"


def release(session: Session, maker: Maker, what: Release, units: Collection[UUID]) -> int:
    """Make a link for every one of these units that is shown and has none that works; give how many were made.

    A hidden unit gets none, whoever asks.
    """
    source = what.source
    working = links_of(session, source, now=what.now)
    shown = {unit.unit_id for unit in source.shown.values()}
    fresh = [unit_id for unit_id in source.tree.ids if unit_id in shown.intersection(units) - working.keys()]
    _delete(session, source, fresh)  # one whose day has passed
    for unit_id in fresh:
        link = TalkLink(
            organisation_id=source.measurement.organisation_id,
            measurement_id=source.measurement.id,
            unit_id=unit_id,
            token_hash=b"",
            expires_at=what.now + timedelta(days=maker.days),
        )
        link.token_hash = hashed(maker.token(link))
        session.add(link)
        _record(session, what, Action.RELEASE, unit_id)
    return len(fresh)


def withdraw(session: Session, what: Release, units: Collection[UUID]) -> int:
    """Let the links of these units work no longer, from this moment on; give how many there were."""
    found = [unit_id for unit_id in links_of(session, what.source, now=what.now) if unit_id in units]
    _delete(session, what.source, found)
    for unit_id in found:
        _record(session, what, Action.WITHDRAW, unit_id)
    return len(found)


def links_of(session: Session, source: Published, *, now: datetime) -> dict[UUID, TalkLink]:
    """Give the links that work, by unit."""
    query = select(TalkLink).where(TalkLink.measurement_id == source.measurement.id, col(TalkLink.expires_at) > now)
    return {link.unit_id: link for link in session.exec(query)}


def find(session: Session, token: bytes, *, now: datetime) -> TalkLink | None:
    """Find the link with this token, if it works."""
    query = select(TalkLink).where(TalkLink.token_hash == hashed(token), col(TalkLink.expires_at) > now)
    return session.exec(query).one_or_none()


def _delete(session: Session, source: Published, units: Collection[UUID]) -> None:
    session.exec(
        delete(TalkLink).where(col(TalkLink.measurement_id) == source.measurement.id, col(TalkLink.unit_id).in_(units))
    )


def _record(session: Session, what: Release, action: Action, unit_id: UUID) -> None:
    tree = what.source.tree
    name = tree.names[tree.positions[unit_id]]
    audit_log.record(session, action, by=what.by, at=what.now, about=what.source.measurement, unit=name)
