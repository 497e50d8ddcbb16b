"""From the result to the certificate, on both databases: no key goes before a backup gave the same result back."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from nacl.public import PrivateKey
from sqlalchemy import Engine, text
from sqlmodel import Session, SQLModel, col, select, update

from app import worker
from app.audit_log import DAILY_WORK
from app.backups import service as backups
from app.clock import Clock
from app.db import reading
from app.envelope import ballot_size, unseal
from app.errors import BackupProblem, KeyProblem, NotFound
from app.keys import KeyStore
from app.measurements.tree import load_tree
from app.models import (
    Action,
    AuditEntry,
    Closing,
    ClosingStep,
    Measurement,
    Obstacle,
    Outcome,
    PublishedCell,
)
from app.models.invitation import Invitation
from app.publishing import service
from app.publishing.certificate import Certificate, certificate_of
from app.publishing.fingerprint import Fingerprint, fingerprint
from app.publishing.finishing import Means, finish
from app.publishing.opening import open_envelopes
from app.publishing.progress import advance
from surveys.catalogue import customer_focus
from tests import factories
from tests.app.publishing.test_closing import hand_in, hand_in_as_leaders
from tests.conftest import NOW
from tests.proofs.closing_steps import POINTS, Point

KEY_TIME = NOW + timedelta(days=7)


@pytest.fixture
def measurement(session: Session, keys: KeyStore) -> Measurement:
    """Give an open measurement in which everybody answered."""
    made = factories.measurement(session, keys, factories.organisation(session), now=NOW)
    session.commit()
    hand_in(session, made)
    return made


@pytest.fixture
def closed(session: Session, keys: KeyStore, measurement: Measurement) -> Measurement:
    """Give a measurement that has its result and nothing more yet."""
    service.close(session, keys, measurement.id, now=NOW)
    session.commit()
    return measurement


def looked(means: Means) -> Session:
    """Look into the database as it is now, without keeping anybody from writing."""
    return Session(reading(means.engine), expire_on_commit=False)


def row(means: Means, measurement: Measurement) -> Closing:
    with looked(means) as session:
        return session.get_one(Closing, measurement.id)


def certificate(means: Means, measurement: Measurement) -> Certificate:
    with looked(means) as session:
        return certificate_of(session, session.get_one(Measurement, measurement.id))


def result(means: Means, measurement: Measurement) -> Fingerprint:
    with looked(means) as session:
        return fingerprint(session, measurement.id)


def private(means: Means, measurement: Measurement) -> Path:
    return means.keys.folder / f"{measurement.id}.key"


def actions(means: Means) -> list[tuple[Action, Outcome]]:
    query = select(AuditEntry.action, AuditEntry.outcome).order_by(col(AuditEntry.number))
    with looked(means) as session:
        return [(Action(action), Outcome(outcome)) for action, outcome in session.exec(query)]


def test_backup_then_quarantine_then_the_key_goes_then_the_certificate(means: Means, closed: Measurement) -> None:
    finish(means, closed.id, now=NOW)
    assert row(means, closed).step is ClosingStep.BACKED_UP
    finish(means, closed.id, now=KEY_TIME - timedelta(seconds=1))
    assert row(means, closed).step is ClosingStep.BACKED_UP
    assert private(means, closed).exists()

    finish(means, closed.id, now=KEY_TIME)

    assert row(means, closed).step is ClosingStep.CERTIFIED
    assert not private(means, closed).exists()
    assert certificate(means, closed).key_destroyed_on == KEY_TIME.date()
    done = [Action.LAUNCH, Action.CLOSE, Action.BACKUP, Action.DESTROY_KEY, Action.CERTIFY]
    assert actions(means) == [(action, Outcome.DONE) for action in done]


def test_the_certificate_says_what_was_done(means: Means, closed: Measurement) -> None:
    with pytest.raises(NotFound):
        certificate(means, closed)

    finish(means, closed.id, now=NOW)
    finish(means, closed.id, now=KEY_TIME)

    found = certificate(means, closed)
    file = next(means.backups.folder.iterdir())
    assert closed.public_key
    assert (found.invited, found.responses, found.left_out) == (18, 18, 0)
    assert found.key_digest == sha256(closed.public_key).hexdigest()
    assert found.backup_digest == sha256(file.read_bytes()).hexdigest()
    assert found.publication_digest == result(means, closed).digest
    assert (found.closed_at, found.backed_up_on, found.key_destroyed_on) == (NOW, NOW.date(), KEY_TIME.date())
    with looked(means) as session:
        entry = session.exec(select(AuditEntry).where(AuditEntry.action == Action.CERTIFY)).one()
    assert entry.details["publication_digest"] == found.publication_digest
    assert entry.actor == DAILY_WORK


def test_a_measurement_without_a_result_loses_its_key_too_and_nobody_reads_how_many_answered(
    session: Session, means: Means
) -> None:
    made = factories.measurement(session, means.keys, factories.organisation(session), now=NOW)
    session.commit()
    hand_in(session, made, limit=4)
    service.close(session, means.keys, made.id, now=NOW, anyway=service.Anyway(without_result=True))
    session.commit()

    finish(means, made.id, now=NOW)
    finish(means, made.id, now=KEY_TIME)

    found = certificate(means, made)
    assert (found.responses, found.publication_digest) == (None, None)
    assert not private(means, made).exists()


def test_a_backup_that_fails_leaves_the_key_and_is_tried_again(
    means: Means, closed: Measurement, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    means.backups.folder.write_text("no folder")
    for _ in range(8):
        worker.work(means, clock)
        clock.next_day()

    assert private(means, closed).exists()
    assert row(means, closed).step is ClosingStep.PUBLISHED
    assert row(means, closed).obstacle is Obstacle.BACKUP
    assert actions(means).count((Action.BACKUP, Outcome.FAILED)) == 1
    assert "is held up" in caplog.text

    means.backups.folder.unlink()
    worker.work(means, clock)

    assert row(means, closed).step is ClosingStep.CERTIFIED
    assert row(means, closed).obstacle is None
    assert not private(means, closed).exists()


@pytest.mark.parametrize("spoil", ["half of the file", "another result"])
def test_a_backup_that_gives_something_else_back_is_not_trusted(
    engine: Engine, means: Means, closed: Measurement, monkeypatch: pytest.MonkeyPatch, spoil: str
) -> None:
    real = backups.Backups.make

    def make(self: backups.Backups, *, now: datetime) -> Path:
        file = real(self, now=now)
        if spoil == "half of the file":
            file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
        else:
            with Session(engine) as other, other.begin():
                other.execute(update(PublishedCell).values(n=PublishedCell.n + 1))  # type: ignore[operator]
            file = real(self, now=now)
            with Session(engine) as other, other.begin():
                other.execute(update(PublishedCell).values(n=PublishedCell.n - 1))  # type: ignore[operator]
        return file

    monkeypatch.setattr(backups.Backups, "make", make)
    with pytest.raises(BackupProblem):
        finish(means, closed.id, now=KEY_TIME)

    assert row(means, closed).step is ClosingStep.PUBLISHED
    assert private(means, closed).exists()


def test_every_table_of_a_publication_counts_in_its_digest(session: Session, keys: KeyStore) -> None:
    owner = factories.organisation(session, teams={"A": 20, "B": 16})
    measurement = factories.measurement(session, keys, owner, now=NOW)
    session.commit()
    hand_in_as_leaders(session, measurement, every=3)
    service.close(session, keys, measurement.id, now=NOW)
    tables = [table for table in SQLModel.metadata.sorted_tables if "publication_id" in table.columns]
    whole = fingerprint(session, measurement.id).digest

    for table in tables:
        assert session.execute(sa.select(sa.func.count()).select_from(table)).scalar_one() > 0
        with session.begin_nested() as attempt:
            session.execute(sa.delete(table))
            assert fingerprint(session, measurement.id).digest != whole, table.name
            attempt.rollback()


def test_an_earlier_backup_cannot_be_opened_once_the_key_is_gone(
    session: Session, means: Means, measurement: Measurement
) -> None:
    size = ballot_size(customer_focus().questionnaire)
    earlier = means.backups.make(now=NOW)
    spare = bytes(means.keys.private_key(measurement.id))  # the test keeps a copy, to show that the backup is whole
    service.close(session, means.keys, measurement.id, now=NOW)
    session.commit()
    finish(means, measurement.id, now=NOW)
    finish(means, measurement.id, now=KEY_TIME)

    with means.backups.restored(earlier) as copy, Session(copy) as old:
        sealed = [envelope for envelope in old.exec(select(Invitation.sealed)) if envelope]
        left = [file.read_bytes() for file in means.keys.folder.iterdir()]
        with pytest.raises(KeyProblem):
            service.close(old, means.keys, measurement.id, now=KEY_TIME)
    assert len(sealed) == 18
    for raw in left:
        with pytest.raises(KeyProblem):
            unseal(sealed[0], PrivateKey(raw), size=size)
    assert unseal(sealed[0], PrivateKey(spare), size=size).answers


def test_keys_are_in_no_backup(means: Means, closed: Measurement) -> None:
    keys = [file.read_bytes() for file in means.keys.folder.iterdir()]

    finish(means, closed.id, now=NOW)

    assert len(keys) == 2
    with means.backups.restored(next(means.backups.folder.iterdir())) as copy:
        assert not any(key in content(copy) for key in keys)


def content(engine: Engine) -> bytes:
    """Give everything that a database holds, as one string of bytes."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            return Path(engine.url.database or "").read_bytes()
        tables = connection.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).scalars()
        rows = [connection.execute(text(f'SELECT * FROM "{table}"')).all() for table in list(tables)]
    return b"".join(
        b"".join(value if isinstance(value, bytes) else str(value).encode() for value in row)
        for table in rows
        for row in table
    )


class Killed(BaseException):
    """The process is gone."""


@pytest.mark.parametrize("point", POINTS, ids=[point.name for point in POINTS])
def test_a_closing_killed_anywhere_goes_on_where_it_was(
    means: Means, measurement: Measurement, monkeypatch: pytest.MonkeyPatch, point: Point
) -> None:
    module, name, when = point.module, point.call, point.when
    real: Callable[..., Any] = vars(module)[name]

    def dying(*given: Any, **named: Any) -> Any:
        if when == "after":
            real(*given, **named)
        raise Killed

    def close_and_finish() -> None:
        with Session(means.engine) as own, own.begin():
            if own.get_one(Measurement, measurement.id).closed_at is None:
                service.close(own, means.keys, measurement.id, now=NOW)
        finish(means, measurement.id, now=KEY_TIME)

    with monkeypatch.context() as patch:
        patch.setattr(module, name, dying)
        with pytest.raises(Killed):
            close_and_finish()
    with looked(means) as looking:
        closing = looking.get(Closing, measurement.id)
    assert private(means, measurement).exists() or (closing and closing.backed_up_on)

    close_and_finish()

    assert row(means, measurement).step is ClosingStep.CERTIFIED
    found = result(means, measurement)
    assert (found.responses, found.comments) == (18, 18)
    assert [action for action, _ in actions(means)].count(Action.CERTIFY) == 1


def test_nothing_of_an_envelope_is_left_in_the_files_of_sqlite(
    session: Session, engine: Engine, means: Means, measurement: Measurement
) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL keeps its files as it was told to: see docs/privacy.md")
    envelopes = [sealed for sealed in session.exec(select(Invitation.sealed)) if sealed]
    hashes = [token for token in session.exec(select(Invitation.token_hash)) if token]
    session.rollback()
    file = Path(engine.url.database or "")
    assert all(piece[:100] in together(file) for piece in envelopes)
    service.close(session, means.keys, measurement.id, now=NOW)
    session.commit()

    finish(means, measurement.id, now=KEY_TIME)

    assert not any(piece[:32] in together(file) for piece in (*envelopes, *hashes))


def together(file: Path) -> bytes:
    """Read a SQLite file and everything that lies beside it."""
    return b"".join(part.read_bytes() for part in sorted(file.parent.glob(f"{file.name}*")))


def test_two_who_finish_at_once_do_so_once(means: Means, closed: Measurement) -> None:
    finish(means, closed.id, now=NOW)
    with Session(means.engine) as other, other.begin():
        assert not advance(other, closed.id, ClosingStep.PUBLISHED, ClosingStep.BACKED_UP, {})

    finish(means, closed.id, now=KEY_TIME)
    finish(means, closed.id, now=KEY_TIME)

    assert [action for action, _ in actions(means)].count(Action.DESTROY_KEY) == 1


def test_a_tampered_envelope_stops_closing_and_is_named_by_count_alone(
    session: Session, means: Means, measurement: Measurement, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    spoiled = session.exec(select(Invitation)).all()[3:5]
    for each in spoiled:
        assert each.sealed
        each.sealed = each.sealed[:-1] + bytes([each.sealed[-1] ^ 1])
    measurement.closes_at = NOW - timedelta(hours=2)
    session.commit()
    with caplog.at_level(logging.ERROR):
        worker.work(means, clock)

    assert "2 of 18 envelopes do not open" in caplog.text
    assert not any(str(each.person_id) in caplog.text or str(each.id) in caplog.text for each in spoiled)
    assert row(means, measurement).step is ClosingStep.SEALED
    assert row(means, measurement).obstacle is Obstacle.ENVELOPES
    assert len(session.exec(select(Invitation.sealed)).all()) == 18
    service.close(session, means.keys, measurement.id, now=NOW, anyway=service.Anyway(without_damaged=True))
    session.commit()
    finish(means, measurement.id, now=KEY_TIME)
    found = certificate(means, measurement)
    assert (found.left_out, found.responses) == (2, 16)


def test_a_missing_key_holds_closing_up_until_it_is_back(
    session: Session, means: Means, measurement: Measurement, clock: Clock
) -> None:
    measurement.closes_at = NOW - timedelta(hours=2)
    session.commit()
    elsewhere = private(means, measurement).rename(means.keys.folder.parent / "away")
    worker.work(means, clock)
    assert row(means, measurement).obstacle is Obstacle.KEY

    elsewhere.rename(private(means, measurement))
    worker.work(means, clock)

    assert row(means, measurement).step is ClosingStep.BACKED_UP
    assert row(means, measurement).obstacle is None


def test_envelopes_come_out_in_another_order_each_time(
    session: Session, keys: KeyStore, measurement: Measurement
) -> None:
    given = (load_tree(session, measurement.id), customer_focus().questionnaire)

    orders = {
        tuple(ballot.comments["goes_well"] for ballot in open_envelopes(session, keys, measurement, *given).ballots)
        for _ in range(4)
    }

    assert len(orders) == 4


def test_nobody_finishes_what_does_not_exist(means: Means) -> None:
    finish(means, UUID(int=1), now=NOW)
