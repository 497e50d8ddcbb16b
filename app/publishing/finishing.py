"""What closing does once the result is there: back it up, destroy the key, write the certificate.

Each step ends with one conditional change of the closing's row. Whoever is killed half-way, or is not the only one who
tries, leaves a step that can be taken again; no key is destroyed before a backup gave the same result back.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import Engine
from sqlmodel import Session

from app import audit_log
from app.backups.service import Backups, digest
from app.config import Settings
from app.db import reading, sweep
from app.errors import BackupProblem
from app.keys import KeyStore
from app.models import Action, ClosingStep, Measurement
from app.publishing.certificate import certified_facts
from app.publishing.fingerprint import Fingerprint, fingerprint
from app.publishing.progress import Facts, advance, record, step_of


@dataclass(frozen=True)
class Means:
    """What closing works with: the database, the keys, and where backups go."""

    engine: Engine
    keys: KeyStore
    backups: Backups


def means_of(settings: Settings, engine: Engine) -> Means:
    """Find what closing works with."""
    backups = Backups(settings.database_url, settings.backup_dir, settings.backup_days)
    return Means(engine, KeyStore(settings.keys_dir), backups)


def finish(means: Means, measurement_id: UUID, *, now: datetime) -> None:
    """Take every step whose time has come; BackupProblem when a backup fails, and then the key is still there."""
    while True:
        with Session(reading(means.engine)) as session:
            take = TAKING.get(step_of(session, measurement_id))
        if take is None or not take(means, measurement_id, now):
            return


def _back_up(means: Means, measurement_id: UUID, now: datetime) -> bool:
    """Make a backup, restore it beside the database, and compare what it gives back."""
    with Session(reading(means.engine)) as session:
        expected = fingerprint(session, measurement_id)
    file = means.backups.make(now=now)
    try:
        _compare(means, measurement_id, file, expected)
    except BackupProblem:
        file.unlink()
        raise
    facts = {
        "responses": expected.responses if expected.digest else None,
        "publication_digest": expected.digest,
        "backup_digest": digest(file),
        "backed_up_on": now.date(),
    }
    with Session(means.engine) as session, session.begin():
        taken = _go(session, measurement_id, ClosingStep.PUBLISHED, now, facts)
    means.backups.drop_old(now=now)
    return taken


def _compare(means: Means, measurement_id: UUID, file: Path, expected: Fingerprint) -> None:
    with means.backups.restored(file) as copy, Session(copy) as session:
        if fingerprint(session, measurement_id) != expected:
            raise BackupProblem(f"what {file} gives back is not what is in the database")


def _destroy_key(means: Means, measurement_id: UUID, now: datetime) -> bool:
    """Destroy the key when its time has come, and sweep out of the database file what was deleted."""
    with Session(reading(means.engine)) as session:
        ends = session.get_one(Measurement, measurement_id).key_ends_at
    if now < ends:
        return False
    means.keys.destroy(measurement_id)
    sweep(means.engine)
    with Session(means.engine) as session, session.begin():
        session.get_one(Measurement, measurement_id).key_destroyed_on = now.date()
        return _go(session, measurement_id, ClosingStep.BACKED_UP, now, {})


def _certify(means: Means, measurement_id: UUID, now: datetime) -> bool:
    with Session(means.engine) as session, session.begin():
        return _go(session, measurement_id, ClosingStep.KEY_DESTROYED, now, {"certified_on": now.date()})


def _go(session: Session, measurement_id: UUID, start: ClosingStep, now: datetime, facts: Facts) -> bool:
    """Take the step that follows `start`, and record it, unless somebody else did so meanwhile."""
    goal, action = NEXT[start]
    taken = advance(session, measurement_id, start, goal, facts)
    if taken:
        measurement = session.get_one(Measurement, measurement_id)
        known = certified_facts(session, measurement) if action is Action.CERTIFY else facts
        record(session, measurement, action, by=audit_log.DAILY_WORK, now=now, facts=known)
    return taken


NEXT: Mapping[ClosingStep, tuple[ClosingStep, Action]] = {
    ClosingStep.PUBLISHED: (ClosingStep.BACKED_UP, Action.BACKUP),
    ClosingStep.BACKED_UP: (ClosingStep.KEY_DESTROYED, Action.DESTROY_KEY),
    ClosingStep.KEY_DESTROYED: (ClosingStep.CERTIFIED, Action.CERTIFY),
}
Take = Callable[[Means, UUID, datetime], bool]
TAKING: Mapping[ClosingStep, Take] = {
    ClosingStep.PUBLISHED: _back_up,
    ClosingStep.BACKED_UP: _destroy_key,
    ClosingStep.KEY_DESTROYED: _certify,
}
