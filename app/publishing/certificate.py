"""The certificate: what was done with the answers of a measurement, with digests that anybody can compare."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from hashlib import sha256

from sqlmodel import Session

from app.errors import NotFound
from app.measurements.tree import load_tree
from app.models import Closing, ClosingStep, Measurement


@dataclass(frozen=True)
class Certificate:
    """What happened from launch to the end of the key.

    Attributes
    ----------
    responses
        How many were counted; None where too few answered for a result.
    left_out
        Envelopes that did not open.
    key_digest
        SHA-256 of the public half of the key: which key it was that is gone.
    publication_digest
        SHA-256 of the result; None where there is none.
    backup_digest
        SHA-256 of the backup that gave the same result back.
    """

    opened_at: datetime
    closed_at: datetime
    backed_up_on: date
    key_destroyed_on: date
    certified_on: date
    invited: int
    responses: int | None
    left_out: int
    key_digest: str
    publication_digest: str | None
    backup_digest: str


def certificate_of(session: Session, measurement: Measurement) -> Certificate:
    """Give the certificate of a measurement; NotFound as long as its key is there, or where none was written."""
    closing = session.get(Closing, measurement.id)
    if closing is None or closing.step is not ClosingStep.CERTIFIED or closing.certified_on is None:
        raise NotFound
    assert measurement.opened_at and measurement.closed_at and measurement.key_destroyed_on  # noqa: PT018
    assert measurement.public_key and closing.backed_up_on and closing.backup_digest  # noqa: PT018
    return Certificate(
        opened_at=measurement.opened_at,
        closed_at=measurement.closed_at,
        backed_up_on=closing.backed_up_on,
        key_destroyed_on=measurement.key_destroyed_on,
        certified_on=closing.certified_on,
        invited=sum(load_tree(session, measurement.id).invited),
        responses=closing.responses,
        left_out=closing.left_out,
        key_digest=sha256(measurement.public_key).hexdigest(),
        publication_digest=closing.publication_digest,
        backup_digest=closing.backup_digest,
    )


def certified_facts(session: Session, measurement: Measurement) -> dict[str, str | int | date | None]:
    """Give everything that a certificate says, by name."""
    return asdict(certificate_of(session, measurement))
