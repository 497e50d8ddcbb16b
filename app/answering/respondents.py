"""People with an invitation, found by the token of their personal link."""

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Select, bindparam, select
from sqlmodel import Session, col

from app.answering.booklets import Booklet, booklet
from app.answering.drafts import Draft, draft_key, unlock
from app.errors import DeadLink
from app.models import Edition, MeasuredUnit, Measurement, MeasurementStatus, Organisation
from app.models.invitation import Invitation, InvitationStatus
from app.secrets import hashed


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

    invitation: Invitation
    measurement: Measurement
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


def find(session: Session, token: bytes, *, device: bytes = b"", lock: bool = False) -> Respondent:
    """Find whose token this is; DeadLink when it is nobody's (any more).

    With `lock` the invitation waits for the end of this transaction: two tabs take turns.
    """
    found = session.execute(_LOCKING if lock else _QUERY, {"token_hash": hashed(token)}).one_or_none()
    if found is None:
        raise DeadLink
    invitation, measurement, digest, unit, synthetic = found
    texts = booklet(session, measurement.edition_id, digest)
    return Respondent(invitation, measurement, texts, unit, synthetic, token, device)


def _query() -> Select[Invitation, Measurement, str, str, bool]:
    unit = (col(MeasuredUnit.measurement_id) == Measurement.id) & (col(MeasuredUnit.unit_id) == Invitation.unit_id)
    return (
        select(Invitation, Measurement, col(Edition.digest), col(MeasuredUnit.name), col(Organisation.synthetic))
        .join(Measurement, col(Measurement.id) == Invitation.measurement_id)
        .join(Edition, col(Edition.id) == Measurement.edition_id)
        .join(Organisation, col(Organisation.id) == Measurement.organisation_id)
        .join(MeasuredUnit, unit)
        .where(
            col(Invitation.token_hash) == bindparam("token_hash"),
            col(Invitation.status) != InvitationStatus.WITHDRAWN,
            col(Measurement.status) == MeasurementStatus.OPEN,
        )
    )


# Made once: every request of every respondent asks this.
_QUERY = _query()
_LOCKING = _QUERY.with_for_update(of=Invitation)
