"""Open a measurement: from here on its promises stand, and every person has a personal link."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert
from sqlmodel import Session, col, select

from app import audit_log
from app.audit_log import COMMAND
from app.keys import KeyStore, link_token
from app.measurements.tree import load_tree
from app.models import Action, MeasuredUnit, Measurement, MeasurementStatus, Organisation, Person, Unit
from app.models import Edition as EditionRow
from app.models.invitation import Invitation, InvitationStatus
from app.secrets import hashed, written
from surveys.catalogue import Edition

FLOOR_SCORES = 5
FLOOR_STATEMENTS = 10


@dataclass(frozen=True)
class Plan:
    """What is decided before launch and fixed by it; see `app.models.measurement` for what each number means."""

    name: str
    closes_at: datetime
    minimum_scores: int = FLOOR_SCORES
    minimum_statements: int = FLOOR_STATEMENTS
    threshold: float = 3.5
    relevant_change: float = 0.3
    key_days: int = 7

    def __post_init__(self) -> None:
        """Refuse thresholds below the floors: a measurement may raise them, never lower them."""
        if self.minimum_scores < FLOOR_SCORES or self.minimum_statements < max(FLOOR_STATEMENTS, self.minimum_scores):
            raise ValueError(f"groups may not be smaller than {FLOOR_SCORES} and, for statements, {FLOOR_STATEMENTS}")


def store_edition(session: Session, edition: Edition) -> EditionRow:
    """Freeze a questionnaire in the database; ValueError when this version was used before with other texts."""
    code, version = edition.questionnaire.code, edition.questionnaire.version
    query = select(EditionRow).where(EditionRow.code == code, EditionRow.version == version)
    row = session.exec(query).one_or_none()
    if row is None:
        row = EditionRow(code=code, version=version, digest=edition.digest, source=dict(edition.source))
        session.add(row)
        session.flush()
    if row.digest != edition.digest:
        raise ValueError(f"{code} version {version} is frozen with other texts: give the new texts a new version")
    return row


def launch(  # noqa: PLR0913  who opens what for whom and when
    session: Session,
    keys: KeyStore,
    organisation: Organisation,
    edition: Edition,
    plan: Plan,
    *,
    now: datetime,
    by: str = COMMAND,
) -> Measurement:
    """Open a measurement for everybody in the organisation: freeze the tree, make the key pair, write invitations.

    ValueError when the units of the organisation do not make one tree.
    """
    measurement = Measurement(
        id=uuid4(),
        organisation_id=organisation.id,
        edition_id=store_edition(session, edition).id,
        status=MeasurementStatus.OPEN,
        opened_at=now,
        **vars(plan),
    )
    measurement.public_key = keys.create(measurement.id)
    session.add(measurement)
    session.flush()
    people = session.exec(select(Person).where(Person.organisation_id == organisation.id)).all()
    _freeze_tree(session, measurement, Counter(person.unit_id for person in people))
    if people:
        key = keys.link_key(measurement.id)
        session.execute(insert(Invitation), [_invitation(key, measurement, person, now) for person in people])
    audit_log.record(session, Action.LAUNCH, by=by, at=now, about=measurement)
    return measurement


def personal_links(session: Session, keys: KeyStore, measurement: Measurement, *, base_url: str) -> list[str]:
    """Make the personal links of everybody who may still answer."""
    query = select(Invitation.id).where(
        Invitation.measurement_id == measurement.id, col(Invitation.status) == InvitationStatus.OPEN
    )
    key = keys.link_key(measurement.id)
    return [f"{base_url}/i/{written(link_token(key, invitation_id))}" for invitation_id in session.exec(query)]


def _freeze_tree(session: Session, measurement: Measurement, invited: Counter[UUID]) -> None:
    units: Sequence[Unit] = session.exec(select(Unit).where(Unit.organisation_id == measurement.organisation_id)).all()
    session.add_all(
        MeasuredUnit(
            measurement_id=measurement.id,
            unit_id=unit.id,
            parent_id=unit.parent_id,
            name=unit.name,
            invited=invited[unit.id],
        )
        for unit in units
    )
    session.flush()
    load_tree(session, measurement.id)


def _invitation(link_key: bytes, measurement: Measurement, person: Person, now: datetime) -> dict[str, Any]:
    invitation_id = uuid4()
    return {
        "id": invitation_id,
        "organisation_id": measurement.organisation_id,
        "measurement_id": measurement.id,
        "person_id": person.id,
        "unit_id": person.unit_id,
        "token_hash": hashed(link_token(link_key, invitation_id)),
        "status": InvitationStatus.OPEN,
        "invited_on": now.date(),
    }
