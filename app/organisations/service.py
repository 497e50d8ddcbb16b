"""Which organisations a user works for."""

from collections.abc import Sequence

from sqlmodel import Session, select

from app.models import Membership, Organisation, User


def organisations_of(session: Session, user: User) -> Sequence[Organisation]:
    """List the organisations in which a user has a role, by name."""
    query = select(Organisation).join(Membership).where(Membership.user_id == user.id).order_by(Organisation.name)
    return session.exec(query).all()
