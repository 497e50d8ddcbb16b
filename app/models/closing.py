"""The closing table."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, SQLModel

from app.models.types import choice


class ClosingStep(StrEnum):
    """The last step of closing that was taken; it only goes forward."""

    SEALED = "sealed"
    """None: the envelopes are still shut."""
    PUBLISHED = "published"
    """The answers were opened, shuffled and stored without a link, the result was made, the invitations deleted."""
    BACKED_UP = "backed_up"
    """A backup was restored beside the database and gave the same result."""
    KEY_DESTROYED = "key_destroyed"
    """The private key is gone, and the database file was swept."""
    CERTIFIED = "certified"
    """The certificate was written."""


class Obstacle(StrEnum):
    """What keeps the next step from being taken; it is tried again by itself."""

    KEY = "key"
    """The private key is missing, cannot be read, or is another one."""
    ENVELOPES = "envelopes"
    """Some envelopes do not open, or hold no answers to this questionnaire."""
    BACKUP = "backup"
    """No backup could be made, or what it gave back was not the same."""


class Closing(SQLModel, table=True):
    """How far the closing of a measurement is, and what the certificate says of it."""

    measurement_id: UUID = Field(foreign_key="measurement.id", primary_key=True)
    step: ClosingStep = Field(default=ClosingStep.SEALED, sa_type=choice(ClosingStep))
    obstacle: Obstacle | None = Field(default=None, sa_type=choice(Obstacle))
    left_out: int = 0
    """Envelopes that did not open and were left out, because the administrator said so."""
    responses: int | None = None
    """Stored responses; None until they were counted for the backup, and where there is no result."""
    publication_digest: str | None = Field(default=None, max_length=64)
    """SHA-256 of the result, as `app.publishing.fingerprint` computes it."""
    backup_digest: str | None = Field(default=None, max_length=64)
    """SHA-256 of the backup that was verified."""
    backed_up_on: date | None = None
    certified_on: date | None = None
