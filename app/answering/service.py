"""Keeping, handing in and withdrawing answers. Each is one conditional update of one row."""

from typing import Any, cast

from sqlalchemy import CursorResult, Update
from sqlmodel import Session, col, select, update

from app.answering.booklets import Part
from app.answering.drafts import Draft, lock
from app.answering.forms import Button, Filled
from app.answering.respondents import Respondent
from app.answering.turning import Turn, turn
from app.envelope import Ballot, seal
from app.errors import DeadLink
from app.models import Measurement, MeasurementStatus
from app.models.invitation import Invitation, InvitationStatus
from surveys.answers import encode


def leave(session: Session, respondent: Respondent, part: Part, filled: Filled, button: Button) -> Turn:
    """Leave a part with what was filled in: keep it, and hand in once everything is there."""
    outcome = turn(respondent.booklet, respondent.draft, part, filled, button)
    if outcome.goal is None:
        hand_in(session, respondent, outcome.draft)
    else:
        keep(session, respondent, outcome.draft)
    return outcome


def keep(session: Session, respondent: Respondent, draft: Draft) -> None:
    """Keep what was filled in so far; DeadLink when the measurement was closed meanwhile."""
    locked = lock(draft, respondent.token, size=respondent.booklet.draft_size)
    _change(session, _row(respondent, InvitationStatus.OPEN).values(draft=locked))


def hand_in(session: Session, respondent: Respondent, draft: Draft) -> None:
    """Seal the answers into the envelope, for good; DeadLink when the measurement was closed meanwhile."""
    key = respondent.measurement.public_key
    assert key is not None, "an open measurement has a key"
    sealed = seal(ballot(respondent, draft), key, size=respondent.booklet.ballot_size)
    change = _row(respondent, InvitationStatus.OPEN).values(
        sealed=sealed, draft=None, status=InvitationStatus.SUBMITTED
    )
    _change(session, change)


def withdraw(session: Session, respondent: Respondent) -> None:
    """Destroy what was handed in and end the invitation; DeadLink when the measurement was closed meanwhile."""
    change = _row(respondent, InvitationStatus.SUBMITTED).values(
        sealed=None, draft=None, status=InvitationStatus.WITHDRAWN
    )
    _change(session, change)


def ballot(respondent: Respondent, draft: Draft) -> Ballot:
    """Write down what goes into the envelope."""
    return Ballot(
        unit=str(respondent.invitation.unit_id),
        answers=encode(respondent.booklet.questionnaire, draft.answers),
        backgrounds=draft.backgrounds,
        comments=draft.comments,
    )


def _row(respondent: Respondent, status: InvitationStatus) -> Update:
    """Change the row of this invitation, provided that it has this status and its measurement is open."""
    still_open = select(Measurement.id).where(Measurement.status == MeasurementStatus.OPEN)
    return update(Invitation).where(
        col(Invitation.token_hash) == respondent.invitation.token_hash,
        col(Invitation.status) == status,
        col(Invitation.measurement_id).in_(still_open.where(Measurement.id == respondent.measurement.id)),
    )


def _change(session: Session, change: Update) -> None:
    result = session.exec(change.execution_options(synchronize_session=False))
    if cast("CursorResult[Any]", result).rowcount != 1:
        raise DeadLink
