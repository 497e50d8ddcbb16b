"""People with an invitation, found by the token of their personal link."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, bindparam, select
from sqlmodel import SQLModel

from app.answering.booklets import Booklet, booklet
from app.answering.drafts import Draft, draft_key, unlock
from app.errors import DeadLink
from app.models import MeasurementStatus
from app.models.invitation import InvitationStatus
from app.models.measurement import GRACE, key_end
from app.secrets import hashed


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation as it was found: every column of it, by the same names and in the same order."""

    id: UUID
    organisation_id: UUID
    measurement_id: UUID
    person_id: UUID
    unit_id: UUID
    token_hash: bytes
    status: InvitationStatus
    sealed: bytes | None
    draft: bytes | None
    handover: bytes | None
    code_selector: str | None
    code_hash: str | None
    invited_on: date


@dataclass(frozen=True, slots=True)
class Asked:
    """What an open measurement asks and promises; see the columns of `Measurement`."""

    id: UUID
    name: str
    public_key: bytes
    closes_at: datetime
    key_days: int
    minimum_scores: int
    minimum_statements: int

    @property
    def key_ends_at(self) -> datetime:
        """When the key is destroyed at the latest."""
        return key_end(self.closes_at + GRACE, self.key_days)


_WIDTH = len(fields(Invited))


@dataclass(frozen=True)
class Respondent:
    """Somebody with an invitation to an open measurement.

    Attributes
    ----------
    unit
        The name of the unit that is rated.
    synthetic
        Whether the organisation was made up.
    token, device
        What the draft is locked with, from the personal link and from this browser; the server keeps them nowhere.
    """

    invitation: Invited
    measurement: Asked
    booklet: Booklet
    unit: str
    synthetic: bool
    token: bytes
    device: bytes = b""

    @property
    def key(self) -> bytes:
        """The key of the draft on this device."""
        return draft_key(self.token, self.device)

    @cached_property
    def draft(self) -> Draft:
        """What was filled in so far, as far as this device can tell."""
        return self._unlocked or Draft()

    @property
    def begun(self) -> bool:
        """Whether something was kept that this device can open."""
        return self.invitation.draft is not None and not self.elsewhere

    @property
    def elsewhere(self) -> bool:
        """Whether something was kept that only another device can open."""
        return self._unlocked is None

    @property
    def submitted(self) -> bool:
        """Whether the answers were handed in."""
        return self.invitation.status is InvitationStatus.SUBMITTED

    @cached_property
    def _unlocked(self) -> Draft | None:
        return unlock(self.invitation.draft, self.key, size=self.booklet.draft_size)


def find(connection: Connection, token: bytes, *, device: bytes = b"", lock: bool = False) -> Respondent:
    """Find whose token this is; DeadLink when it is nobody's (any more).

    With `lock` the invitation waits for the end of this transaction: two tabs take turns.
    """
    query = _LOCKING if lock else _QUERY
    found = connection.execute(query, {"token_hash": hashed(token)}).one_or_none()
    if found is None:
        raise DeadLink
    *values, digest, unit, synthetic = found
    invited, asked = Invited(*values[:_WIDTH]), Asked(*values[_WIDTH:])
    return Respondent(invited, asked, booklet(connection, digest), unit, synthetic, token, device)


def _query() -> Select[Any]:
    """Ask for plain rows: objects that keep track of changes cost as much again, and none of them is changed here."""
    tables = SQLModel.metadata.tables
    invited, asked, edition = tables["invitation"], tables["measurement"], tables["edition"]
    owner, unit = tables["organisation"], tables["measured_unit"]
    return (
        select(
            *(invited.c[field.name] for field in fields(Invited)),
            *(asked.c[field.name] for field in fields(Asked)),
            edition.c.digest,
            unit.c.name,
            owner.c.synthetic,
        )
        .join(asked, asked.c.id == invited.c.measurement_id)
        .join(edition, edition.c.id == asked.c.edition_id)
        .join(owner, owner.c.id == asked.c.organisation_id)
        .join(unit, (unit.c.measurement_id == asked.c.id) & (unit.c.unit_id == invited.c.unit_id))
        .where(
            invited.c.token_hash == bindparam("token_hash"),
            invited.c.status != InvitationStatus.WITHDRAWN,
            asked.c.status == MeasurementStatus.OPEN,
        )
    )


# Made once: every request of every respondent asks this.
_QUERY = _query()
_LOCKING = _QUERY.with_for_update(of=SQLModel.metadata.tables["invitation"])
