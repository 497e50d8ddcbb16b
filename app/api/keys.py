"""Keys with which programs read the published figures of one organisation. Only the hash of a key is stored."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Engine
from sqlmodel import Session, col, select, update

from app import audit_log
from app.api.forms import KeyForm
from app.errors import NotFound
from app.models import Action, ApiKey, Membership
from app.organisations.deps import Access
from app.secrets import hashed, new_secret, parsed, written

PREFIX = "bouwsteen_"
"""Tells whoever finds a key somewhere what it opens."""
MOST = 20
"""Keys of one organisation."""


def keys_of(session: Session, organisation_id: UUID) -> Sequence[ApiKey]:
    """List the keys of an organisation, the newest first; expired ones too."""
    query = select(ApiKey).where(ApiKey.organisation_id == organisation_id)
    return session.exec(query.order_by(col(ApiKey.made_on).desc(), col(ApiKey.name), col(ApiKey.id))).all()


def make(session: Session, access: Access, form: KeyForm, *, now: datetime) -> str:
    """Make a key and return it as it is written down: it can never be shown again."""
    secret = new_secret()
    key = ApiKey(
        organisation_id=access.organisation.id,
        user_id=access.user.id,
        name=form.name,
        key_hash=hashed(secret),
        made_on=now.date(),
        expires_on=now.date() + timedelta(days=form.days),
    )
    session.add(key)
    audit_log.record(
        session, Action.MAKE_KEY, by=access.user.email, at=now, about=access.organisation, key=key.name, days=form.days
    )
    return PREFIX + written(secret)


def revoke(session: Session, access: Access, key_id: UUID, *, now: datetime) -> None:
    """End a key; NotFound when the organisation has no such key."""
    key = session.get(ApiKey, key_id)
    if key is None or key.organisation_id != access.organisation.id:
        raise NotFound
    session.delete(key)
    audit_log.record(session, Action.REVOKE_KEY, by=access.user.email, at=now, about=access.organisation, key=key.name)


def valid_key(session: Session, text: str, *, today: date) -> ApiKey | None:
    """Find the key that was sent, if it still works; None when it expired, was revoked, or its maker has left."""
    secret = parsed(text.removeprefix(PREFIX))
    query = (
        select(ApiKey)
        .join(
            Membership,
            (col(Membership.user_id) == ApiKey.user_id) & (col(Membership.organisation_id) == ApiKey.organisation_id),
        )
        .where(ApiKey.key_hash == hashed(secret), col(ApiKey.expires_on) >= today)
    )
    return session.exec(query).one_or_none()


def note_use(engine: Engine, key_id: UUID, day: date) -> None:
    """Note on which day a key was used last, in a transaction of its own after the answer; once a day."""
    with Session(engine) as session, session.begin():
        session.exec(update(ApiKey).where(col(ApiKey.id) == key_id).values(last_used_on=day))
