"""Close a measurement: open the envelopes, and turn answers into one publication. Answers are read here alone."""

from collections.abc import Sequence
from datetime import datetime
from random import SystemRandom
from uuid import UUID

import numpy as np
from sqlmodel import Session, col, delete, select

from analytics.bases import fewest
from analytics.frames import answer_matrix
from analytics.publication import publish
from analytics.quality import quality
from app.envelope import Ballot, ballot_size, unseal
from app.errors import NotFound, NotOpen, TooFewResponses
from app.keys import KeyStore
from app.measurements.tree import load_tree
from app.models import Edition, Measurement, MeasurementStatus
from app.models.invitation import Invitation
from app.models.measurement import GRACE
from app.publishing.storing import Opened, store_comments, store_publication, store_quality, store_responses
from surveys.catalogue import restore_edition
from surveys.model import Questionnaire


def due(session: Session, *, now: datetime) -> Sequence[UUID]:
    """List the open measurements whose closing time and grace have passed."""
    query = select(Measurement.id).where(
        Measurement.status == MeasurementStatus.OPEN, col(Measurement.closes_at) <= now - GRACE
    )
    return session.exec(query).all()


def close(
    session: Session, keys: KeyStore, measurement_id: UUID, *, now: datetime, without_result: bool = False
) -> Measurement:
    """Close a measurement and publish its result, all within the caller's transaction.

    Whatever goes wrong, nothing has changed and closing can be tried again, with the same result: the publication
    does not depend on the order of the answers.

    Raises
    ------
    NotFound, NotOpen
        When there is no such measurement, or it is not open.
    TooFewResponses
        When fewer people answered than the smallest group that may be shown; with `without_result` the measurement
        closes all the same, and their answers are destroyed.
    KeyProblem
        When the private key is missing or does not open the envelopes.
    """
    measurement = _open_measurement(session, measurement_id)
    edition = session.get_one(Edition, measurement.edition_id)
    questionnaire = restore_edition(edition.source).questionnaire
    ballots = _ballots(session, keys, measurement, questionnaire)
    if len(ballots) >= measurement.minimum_scores:
        _publish(session, measurement, questionnaire, ballots, now=now)
    elif not without_result:
        raise TooFewResponses
    session.exec(delete(Invitation).where(col(Invitation.measurement_id) == measurement.id))
    measurement.status = MeasurementStatus.CLOSED
    measurement.closed_at = now
    session.flush()
    return measurement


def destroy_keys(session: Session, keys: KeyStore, *, now: datetime) -> None:
    """Destroy the private keys whose time has come, and record the day."""
    query = select(Measurement).where(
        Measurement.status == MeasurementStatus.CLOSED,
        col(Measurement.key_destroyed_on).is_(None),
    )
    for measurement in session.exec(query.with_for_update()):
        if measurement.key_ends_at <= now:
            keys.destroy(measurement.id)
            measurement.key_destroyed_on = now.date()


def _open_measurement(session: Session, measurement_id: UUID) -> Measurement:
    """Load and lock the measurement, so that two who close it at once do so one after the other."""
    query = select(Measurement).where(Measurement.id == measurement_id).with_for_update()
    measurement = session.exec(query).one_or_none()
    if measurement is None:
        raise NotFound
    if measurement.status is not MeasurementStatus.OPEN:
        raise NotOpen
    return measurement


def _ballots(session: Session, keys: KeyStore, measurement: Measurement, questionnaire: Questionnaire) -> list[Ballot]:
    """Open all envelopes and shuffle what was in them.

    The rows are locked: a submission that is on its way either is counted or finds its invitation gone.
    """
    query = select(Invitation.sealed).where(Invitation.measurement_id == measurement.id).with_for_update()
    sealed = [envelope for envelope in session.exec(query) if envelope is not None]
    private_key, size = keys.private_key(measurement.id), ballot_size(questionnaire)
    ballots = [unseal(envelope, private_key, size=size) for envelope in sealed]
    SystemRandom().shuffle(ballots)
    return ballots


def _publish(
    session: Session, measurement: Measurement, questionnaire: Questionnaire, ballots: list[Ballot], *, now: datetime
) -> None:
    tree = load_tree(session, measurement.id)
    opened = Opened(measurement, tree, questionnaire, ballots)
    answers = answer_matrix([ballot.answers for ballot in ballots], columns=len(questionnaire.scored))
    k_statements = measurement.minimum_statements
    figures = publish(
        answers,
        np.array([tree.positions[ballot.unit_id] for ballot in ballots]),
        tree.units,
        questionnaire,
        k_scores=measurement.minimum_scores,
        k_statements=k_statements,
    )
    publication = store_publication(session, opened, figures, now=now)
    if len(ballots) >= fewest(k_statements):
        store_quality(session, publication, quality(answers, questionnaire, k=k_statements))
    store_responses(session, opened, figures.score_node)
    store_comments(session, opened, figures.statement_node)
