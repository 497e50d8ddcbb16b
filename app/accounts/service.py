"""Signing in and out, for HR and consultants."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, delete, select

from app import audit_log
from app.models import Action, Login, Membership, Organisation, Role, SignInLink, User
from app.secrets import hashed, new_secret

LINK_LASTS = timedelta(days=1)
LOGIN_LASTS = timedelta(hours=12)


def add_user(session: Session, organisation: Organisation, role: Role, *, email: str, name: str) -> User:
    """Give somebody a role in an organisation, with an account if there is none yet."""
    user = session.exec(select(User).where(User.email == email)).one_or_none()
    if user is None:
        user = User(email=email, name=name)
        session.add(user)
        session.flush()
    session.merge(Membership(user_id=user.id, organisation_id=organisation.id, role=role))
    return user


def grant(  # noqa: PLR0913  who gives whom which role where and when
    session: Session, organisation: Organisation, role: Role, *, email: str, name: str, by: str, now: datetime
) -> User:
    """Give somebody a role in an organisation, and record who did so."""
    user = add_user(session, organisation, role, email=email, name=name)
    audit_log.record(session, Action.GRANT, by=by, at=now, about=organisation, user=email, role=role.value)
    return user


def invite(session: Session, user: User, *, now: datetime) -> bytes:
    """Make a link that signs this user in once, and return its secret."""
    secret = new_secret()
    session.add(SignInLink(token_hash=hashed(secret), user_id=user.id, expires_at=now + LINK_LASTS))
    return secret


def use_link(session: Session, secret: bytes, *, now: datetime) -> bytes | None:
    """Exchange a sign-in link for a login and return its secret; None when the link is not valid (any more)."""
    used = session.exec(
        delete(SignInLink)
        .where(col(SignInLink.token_hash) == hashed(secret), col(SignInLink.expires_at) > now)
        .returning(col(SignInLink.user_id))
    ).one_or_none()
    return log_in(session, used.user_id, now=now) if used else None


def log_in(session: Session, user_id: UUID, *, now: datetime) -> bytes:
    """Sign a user in and return the secret that the browser keeps."""
    secret = new_secret()
    session.add(Login(token_hash=hashed(secret), user_id=user_id, expires_at=now + LOGIN_LASTS))
    audit_log.record(session, Action.SIGN_IN, by=session.get_one(User, user_id).email, at=now)
    return secret


def log_out(session: Session, secret: bytes, *, now: datetime) -> None:
    """End a login; its secret is worth nothing from here on."""
    user = logged_in(session, secret, now=now)
    session.exec(delete(Login).where(col(Login.token_hash) == hashed(secret)))
    if user:
        audit_log.record(session, Action.SIGN_OUT, by=user.email, at=now)


def logged_in(session: Session, secret: bytes, *, now: datetime) -> User | None:
    """Find who signed in with this secret, if that still holds."""
    query = select(User).join(Login).where(Login.token_hash == hashed(secret), col(Login.expires_at) > now)
    return session.exec(query).one_or_none()
