"""The people in the tests: who they are, and a browser in which they are signed in."""

from fastapi.testclient import TestClient
from sqlmodel import Session

from app.accounts import service
from app.models import Organisation, Role, User
from app.secrets import written
from tests.conftest import NOW


def hr(session: Session, owner: Organisation) -> User:
    """Make HR of this organisation."""
    return service.add_user(session, owner, Role.HR, email=f"hr-{owner.id}@example.org", name="Hanna")


def consultant(session: Session, owner: Organisation) -> User:
    """Make a consultant of this organisation."""
    return service.add_user(session, owner, Role.CONSULTANT, email=f"c-{owner.id}@example.org", name="Cor")


def stranger(session: Session) -> User:
    """Make HR of another organisation."""
    other = Organisation(name="Elders")
    session.add(other)
    session.flush()
    return hr(session, other)


def sign_in(client: TestClient, session: Session, user: User) -> None:
    """Let this browser be signed in as somebody; commits the session."""
    client.cookies.set("staff", written(service.log_in(session, user.id, now=NOW)))
    session.commit()


def token(client: TestClient, address: str) -> str:
    """Read the form token from a page, as a browser would."""
    return client.get(address).text.split('name="csrf" value="')[1].split('"')[0]
