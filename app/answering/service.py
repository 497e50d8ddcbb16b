"""Keeping, handing in and withdrawing answers. Each is one conditional update of one row."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from sqlalchemy import Table, Update, bindparam
from sqlmodel import Session, select

from app.answering.booklets import Part
from app.answering.drafts import Draft, lock
from app.answering.forms import Button, Filled
from app.answering.keeping import Copy, new_writer
from app.answering.respondents import Respondent
from app.answering.turning import Turn, taken_up, turn, turn_all
from app.envelope import Ballot, seal
from app.errors import DeadLink
from app.models import Measurement, MeasurementStatus
from app.models.invitation import Invitation, InvitationStatus
from surveys.answers import encode


def leave(session: Session, respondent: Respondent, part: Part, filled: Filled, button: Button) -> Turn:
    """Leave a part with what was filled in: keep it, and hand in once everything is there."""
    draft = replace(respondent.draft, mark=f"{new_writer()}.1")
    return _settle(session, respondent, turn(respondent.booklet, draft, part, filled, button))


def submit(session: Session, respondent: Respondent, filled: Filled, copy: Copy, *, skip: bool) -> Turn:
    """Take up everything at once and hand it in; where that cannot be, keep it."""
    draft = replace(respondent.draft, mark=copy.mark)
    return _settle(session, respondent, turn_all(respondent.booklet, draft, filled, skip=skip))


def keep_copy(session: Session, respondent: Respondent, filled: Filled, copy: Copy) -> Draft:
    """Keep everything that a browser has so far."""
    draft = taken_up(respondent.booklet, replace(respondent.draft, mark=copy.mark), filled, at=copy.at)
    keep(session, respondent, draft)
    return draft


def keep(session: Session, respondent: Respondent, draft: Draft) -> None:
    """Keep what was filled in so far; DeadLink when the measurement was closed meanwhile."""
    change_open(session, respondent, draft=lock(draft, respondent.key, size=respondent.booklet.draft_size))


def begin_anew(session: Session, respondent: Respondent) -> None:
    """Throw away what was filled in so far, on whatever device; DeadLink when the measurement was closed meanwhile."""
    change_open(session, respondent, draft=None, handover=None)


def hand_in(session: Session, respondent: Respondent, draft: Draft) -> None:
    """Seal the answers into the envelope, for good; DeadLink when the measurement was closed meanwhile."""
    sealed = seal(ballot(respondent, draft), respondent.measurement.public_key, size=respondent.booklet.ballot_size)
    change_open(session, respondent, sealed=sealed, draft=None, handover=None, status=InvitationStatus.SUBMITTED)


def withdraw(session: Session, respondent: Respondent) -> None:
    """Destroy what was handed in and end the invitation; DeadLink when the measurement was closed meanwhile."""
    gone = {"sealed": None, "draft": None, "handover": None, "status": InvitationStatus.WITHDRAWN}
    _change(session, respondent, InvitationStatus.SUBMITTED, gone)


def ballot(respondent: Respondent, draft: Draft) -> Ballot:
    """Write down what goes into the envelope."""
    return Ballot(
        unit=str(respondent.invitation.unit_id),
        answers=encode(respondent.booklet.questionnaire, draft.answers),
        backgrounds=draft.backgrounds,
        comments=draft.comments,
    )


def change_open(session: Session, respondent: Respondent, **values: object) -> None:
    """Change the row of somebody who has not handed in; DeadLink when the measurement was closed meanwhile."""
    _change(session, respondent, InvitationStatus.OPEN, values)


def _settle(session: Session, respondent: Respondent, outcome: Turn) -> Turn:
    if outcome.goal is None:
        hand_in(session, respondent, outcome.draft)
    else:
        keep(session, respondent, outcome.draft)
    return outcome


def _change(session: Session, respondent: Respondent, status: InvitationStatus, values: Mapping[str, object]) -> None:
    """Change the row of this invitation, provided that it has this status and its measurement is open."""
    found = {
        "this_token": respondent.invitation.token_hash,
        "this_status": status,
        "this_measurement": respondent.measurement.id,
    }
    if session.connection().execute(_changing(tuple(values)), {**found, **values}).rowcount != 1:
        raise DeadLink


@cache
def _changing(columns: tuple[str, ...]) -> Update:
    """Write the statement that changes these columns; once, for every answer that is kept needs it."""
    table: Table = Invitation.__table__  # type: ignore[attr-defined]
    still_open = select(Measurement.id).where(
        Measurement.id == bindparam("this_measurement"), Measurement.status == MeasurementStatus.OPEN
    )
    found = (
        table.c.token_hash == bindparam("this_token"),
        table.c.status == bindparam("this_status"),
        table.c.measurement_id.in_(still_open),
    )
    return table.update().where(*found).values({column: bindparam(column) for column in columns})
