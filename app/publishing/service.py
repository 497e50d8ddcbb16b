"""Close a measurement: open the envelopes, and turn answers into one publication. Answers are read here alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import numpy as np
from sqlmodel import Session, col, delete, select

from analytics.bases import fewest
from analytics.breakdown_cells import breakdown_cells
from analytics.frames import answer_matrix, option_matrix
from analytics.publication import publish
from analytics.quality import quality
from app.audit_log import COMMAND
from app.errors import NotFound, NotOpen, TooFewResponses
from app.keys import KeyStore
from app.measurements.tree import load_tree
from app.models import Edition, Measurement, MeasurementStatus
from app.models.invitation import Invitation
from app.models.measurement import GRACE
from app.publishing.opening import Opened, open_envelopes, refuse_damaged
from app.publishing.progress import begin
from app.publishing.storing import store_comments, store_publication, store_quality, store_responses
from surveys.catalogue import restore_edition


@dataclass(frozen=True)
class Anyway:
    """What somebody said that closing may do.

    Attributes
    ----------
    without_result
        Close even when too few answered for a result: their answers are destroyed.
    without_damaged
        Close even when some envelopes do not open: they are left out, and the certificate says how many.
    """

    without_result: bool = False
    without_damaged: bool = False


NOTHING = Anyway()


def due(session: Session, *, now: datetime) -> Sequence[UUID]:
    """List the open measurements whose closing time and grace have passed."""
    query = select(Measurement.id).where(
        Measurement.status == MeasurementStatus.OPEN, col(Measurement.closes_at) <= now - GRACE
    )
    return session.exec(query).all()


def with_keys(session: Session) -> Sequence[UUID]:
    """List the measurements whose key is not destroyed yet."""
    query = select(Measurement.id).where(
        col(Measurement.public_key).is_not(None), col(Measurement.key_destroyed_on).is_(None)
    )
    return session.exec(query).all()


def close(
    session: Session,
    keys: KeyStore,
    measurement_id: UUID,
    *,
    now: datetime,
    by: str = COMMAND,
    anyway: Anyway = NOTHING,
) -> Measurement:
    """Close a measurement and publish its result, all within the caller's transaction.

    Whatever goes wrong, nothing has changed and closing can be tried again, with the same result: the publication
    does not depend on the order of the answers. What comes after the result is in `app.publishing.finishing`.

    Raises
    ------
    NotFound, NotOpen
        When there is no such measurement, or it is not open.
    TooFewResponses
        When fewer people answered than the smallest group that may be shown.
    KeyProblem
        When the private key is missing, or another one than was made at launch.
    DamagedEnvelopes
        When some envelopes do not open with that key, or hold no answers to this questionnaire.
    """
    measurement = _open_measurement(session, measurement_id)
    edition = session.get_one(Edition, measurement.edition_id)
    tree, questionnaire = load_tree(session, measurement.id), restore_edition(edition.source).questionnaire
    opened = open_envelopes(session, keys, measurement, tree, questionnaire)
    if not anyway.without_damaged:
        refuse_damaged(opened)
    if len(opened.ballots) >= measurement.minimum_scores:
        _publish(session, opened, now=now)
    elif not anyway.without_result:
        raise TooFewResponses
    session.exec(delete(Invitation).where(col(Invitation.measurement_id) == measurement.id))
    measurement.status = MeasurementStatus.CLOSED
    measurement.closed_at = now
    session.flush()
    begin(session, measurement, left_out=opened.left_out, by=by, now=now)
    return measurement


def _open_measurement(session: Session, measurement_id: UUID) -> Measurement:
    """Load and lock the measurement, so that two who close it at once do so one after the other."""
    query = select(Measurement).where(Measurement.id == measurement_id).with_for_update()
    measurement = session.exec(query).one_or_none()
    if measurement is None:
        raise NotFound
    if measurement.status is not MeasurementStatus.OPEN:
        raise NotOpen
    return measurement


def _publish(session: Session, opened: Opened, *, now: datetime) -> None:
    measurement, questionnaire, ballots = opened.measurement, opened.questionnaire, opened.ballots
    answers = answer_matrix([ballot.answers for ballot in ballots], columns=len(questionnaire.scored))
    k_statements = measurement.minimum_statements
    unit_of, tree = np.array([opened.tree.positions[ballot.unit_id] for ballot in ballots]), opened.tree.units
    figures = publish(
        answers, unit_of, tree, questionnaire, k_scores=measurement.minimum_scores, k_statements=k_statements
    )
    options = option_matrix([ballot.backgrounds for ballot in ballots], questionnaire.backgrounds)
    broken_down = breakdown_cells(answers, unit_of, options, tree, questionnaire, k=measurement.minimum_scores)
    publication = store_publication(session, opened, figures, broken_down, now=now)
    if len(ballots) >= fewest(k_statements):
        store_quality(session, publication, quality(answers, questionnaire, k=k_statements))
    store_responses(session, opened, figures.score_node, broken_down)
    store_comments(session, opened, figures.statement_node)
