"""The audit log: who did what, when, for which organisation, and how it ended. Entries hold each other in a chain.

Only what people who run or read measurements do is recorded: never anything about who answers.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session, col, select

from app.models import Action, AuditEntry, Measurement, Organisation, Outcome

COMMAND = "command"
"""Who did what was done with the `bouwsteen` command."""
DAILY_WORK = "daily work"
"""Who did what was done because its time had come."""
BEGINNING = "0" * 64
UNREADABLE = (LookupError, ValueError)
"""What reading ends with where somebody wrote a value that the column cannot have."""
_LOCK = 3_141_592_653  # any number, as long as nothing else in the database takes it
Detail = str | int | None


@dataclass(frozen=True)
class Chain:
    """What was found of the log.

    Attributes
    ----------
    entries
        How many there are.
    head
        The digest of the last one: it stands for all of them.
    broken_at
        The number of the first entry that is missing, was changed, or does not fit the one before it; None when all do.
    """

    entries: int
    head: str
    broken_at: int | None


def record(
    session: Session,
    action: Action,
    *,
    by: str,
    at: datetime,
    about: Organisation | Measurement | None = None,
    **details: Detail,
) -> None:
    """Add an entry, in the transaction of what it speaks of: both are kept, or neither.

    With an `obstacle` among the details it says that something failed.
    """
    last = _last(session)
    entry = AuditEntry(
        number=last.number + 1 if last else 1,
        at=at,
        actor=by,
        action=action,
        outcome=Outcome.FAILED if "obstacle" in details else Outcome.DONE,
        **_about(about),
        details=details,
        previous=last.digest if last else BEGINNING,
        digest="",
    )
    entry.digest = digest_of(entry)
    session.add(entry)
    session.flush()


def digest_of(entry: AuditEntry) -> str:
    """Compute the digest of an entry from everything else that it holds, SHA-256 in hexadecimal."""
    fields = entry.model_dump(exclude={"digest"})
    written = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_written)
    return sha256(written.encode()).hexdigest()


def verify(session: Session) -> Chain:
    """Go through the whole log and compute every digest again.

    What was cut off at the end does not show: compare `head` with one that was noted before.
    """
    query = select(AuditEntry).order_by(col(AuditEntry.number))
    try:
        return follow(session.exec(query).all())
    except UNREADABLE:
        return _follow_readable(session)


def _follow_readable(session: Session) -> Chain:
    """Follow the chain to the first entry that cannot even be read."""
    entries: list[AuditEntry] = []
    for number in session.exec(select(col(AuditEntry.number)).order_by(col(AuditEntry.number))).all():
        try:
            entries.append(session.exec(select(AuditEntry).where(AuditEntry.number == number)).one())
        except UNREADABLE:
            break
    chain = follow(entries)
    return chain if chain.broken_at else Chain(chain.entries, chain.head, broken_at=chain.entries + 1)


def follow(entries: Iterable[AuditEntry]) -> Chain:
    """Follow the chain through entries in their order, to the end or to the first that does not fit."""
    count, head = 0, BEGINNING
    for entry in entries:
        if (entry.number, entry.previous, entry.digest) != (count + 1, head, digest_of(entry)):
            return Chain(count, head, broken_at=count + 1)
        count, head = entry.number, entry.digest
    return Chain(count, head, broken_at=None)


def _about(subject: Organisation | Measurement | None) -> dict[str, UUID]:
    if isinstance(subject, Measurement):
        return {"organisation_id": subject.organisation_id, "measurement_id": subject.id}
    return {"organisation_id": subject.id} if subject else {}


def _last(session: Session) -> AuditEntry | None:
    """Find the last entry, and let nobody else add one until this transaction ends; SQLite has one writer anyway."""
    if session.connection().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    return session.exec(select(AuditEntry).order_by(col(AuditEntry.number).desc()).limit(1)).one_or_none()


def _written(value: Any) -> str:  # noqa: ANN401  whatever JSON has no form for
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)
