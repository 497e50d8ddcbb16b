"""The audit log: a chain that shows every change, kept by the database itself, and never about who answers."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select
from typer.testing import CliRunner

from app import audit_log
from app.accounts import service as accounts
from app.audit_log import BEGINNING, digest_of, follow, record, verify
from app.cli import cli
from app.config import Settings
from app.keys import KeyStore
from app.models import Action, AuditEntry, Organisation, Outcome, Role
from app.secrets import written
from tests import factories
from tests.app import cast
from tests.app.answering.conftest import Employee, running, tokens  # noqa: F401  fixtures
from tests.conftest import NOW

RUN = CliRunner()


@pytest.fixture
def entries(session: Session) -> list[AuditEntry]:
    """Give a log of six entries."""
    owner = factories.organisation(session)
    for hours in range(6):
        record(session, Action.SIGN_IN, by="hr@example.org", at=NOW + timedelta(hours=hours), about=owner, number=hours)
    session.commit()
    found = list(session.exec(select(AuditEntry).order_by(col(AuditEntry.number))))
    session.expunge_all()
    session.rollback()
    return found


def test_a_log_that_nobody_touched_is_unbroken(session: Session, entries: list[AuditEntry]) -> None:
    chain = verify(session)

    assert (chain.entries, chain.head, chain.broken_at) == (6, entries[-1].digest, None)
    assert [entry.number for entry in entries] == [1, 2, 3, 4, 5, 6]
    assert entries[0].previous == BEGINNING


def test_an_empty_log_is_unbroken() -> None:
    assert follow([]).broken_at is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("at", NOW),
        ("actor", "somebody@example.org"),
        ("action", Action.GRANT),
        ("outcome", Outcome.FAILED),
        ("organisation_id", None),
        ("details", {}),
        ("previous", BEGINNING),
        ("digest", BEGINNING),
    ],
)
def test_every_change_shows(entries: list[AuditEntry], field: str, value: object) -> None:
    changed = entries[3].model_copy(update={field: value})

    assert follow([*entries[:3], changed, *entries[4:]]).broken_at == 4


def test_an_entry_that_was_changed_with_its_own_digest_breaks_the_next_one(entries: list[AuditEntry]) -> None:
    changed = entries[3].model_copy(update={"actor": "somebody@example.org"})
    changed.digest = digest_of(changed)

    assert follow([*entries[:3], changed, *entries[4:]]).broken_at == 5


def test_an_entry_that_was_taken_out_shows(entries: list[AuditEntry]) -> None:
    assert follow([*entries[:3], *entries[4:]]).broken_at == 4


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET actor = 'x'", "DELETE FROM audit_entry"])
def test_the_database_itself_refuses_to_change_the_log(
    engine: Engine, entries: list[AuditEntry], statement: str
) -> None:
    with engine.begin() as connection, pytest.raises(DBAPIError, match="only grows"):
        connection.execute(text(statement))
    with Session(engine) as session:
        assert verify(session).entries == len(entries)


@pytest.fixture
def environment(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setenv("KEYS_DIR", str(settings.keys_dir))


@pytest.mark.usefixtures("environment")
@pytest.mark.parametrize("column", ["actor", "outcome", "at"])  # "x" is no outcome and no moment
def test_the_command_checks_the_log(engine: Engine, entries: list[AuditEntry], column: str) -> None:
    if (engine.dialect.name, column) == ("postgresql", "at"):
        pytest.skip("the database itself refuses")
    fine = RUN.invoke(cli, ["audit", "verify"])
    assert (fine.exit_code, f"6 entries, unbroken, up to {entries[-1].digest}" in fine.output) == (0, True)
    with engine.begin() as connection:  # as somebody would who owns the database
        if engine.dialect.name == "sqlite":
            connection.execute(text("DROP TRIGGER audit_entry_unchanged"))
        else:
            connection.execute(text("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_unchanged"))
        connection.execute(text(f"UPDATE audit_entry SET {column} = 'x' WHERE number = 3"))

    broken = RUN.invoke(cli, ["audit", "verify"])

    assert (broken.exit_code, "entry 3 is missing, was changed" in broken.output) == (1, True)


@pytest.mark.usefixtures("environment")
def test_who_came_in_and_who_was_let_in(client: TestClient, session: Session) -> None:
    RUN.invoke(cli, ["user", "add", "hanna@example.org", "--organisation", "Waterland", "--role", "hr"])
    owner = session.exec(select(Organisation)).one()
    user = accounts.add_user(session, owner, Role.HR, email="hanna@example.org", name="Hanna")
    link = written(accounts.invite(session, user, now=NOW))
    session.commit()
    csrf = cast.token(client, f"/sign-in/{link}")
    client.post(f"/sign-in/{link}", data={"csrf": csrf})
    client.post(f"/sign-in/{link}", data={"csrf": csrf})  # used up
    here = f"/organisations/{owner.id}/measurements"
    client.post("/sign-out", data={"csrf": cast.token(client, here)})

    found = session.exec(select(AuditEntry).order_by(col(AuditEntry.number))).all()

    assert [(entry.actor, entry.action) for entry in found] == [
        ("command", Action.GRANT),
        ("hanna@example.org", Action.SIGN_IN),
        ("hanna@example.org", Action.SIGN_OUT),
    ]
    assert found[0].details == {"user": "hanna@example.org", "role": "hr"}


def test_nothing_that_a_respondent_does_is_recorded(
    session: Session,
    employee: Employee,
    tokens: list[str],  # noqa: F811
) -> None:
    before = verify(session).entries
    session.rollback()

    assert employee.begin().status_code == 303
    assert employee.fill().status_code == 200
    csrf = cast.token(employee.client, "/answer/withdraw")
    assert employee.client.post("/answer/withdraw", data={"csrf": csrf}).status_code in {200, 303}

    assert verify(session).entries == before
    assert tokens


@pytest.fixture
def employee(client: TestClient, tokens: list[str]) -> Employee:  # noqa: F811
    """Give somebody with a personal link."""
    return Employee(client, tokens[0])


def test_hr_reads_the_log_of_the_own_organisation_alone(client: TestClient, session: Session, keys: KeyStore) -> None:
    owner = factories.organisation(session)
    hr, other = cast.hr(session, owner), cast.stranger(session)
    factories.measurement(session, keys, owner, now=NOW, name="Voorjaar")
    session.commit()
    address = f"/organisations/{owner.id}/audit"
    assert client.get(address).status_code == 401
    cast.sign_in(client, session, other)
    assert client.get(address).status_code == 404
    cast.sign_in(client, session, cast.consultant(session, owner))
    assert client.get(address).status_code == 404

    cast.sign_in(client, session, hr)
    page = client.get(address).text

    assert "opende de meting" in page
    assert f"c-{owner.id}@example.org" in page  # the consultant's signing in
    assert other.email not in page
    assert "Logboek" in client.get(f"/organisations/{owner.id}/measurements").text


def test_a_long_log_is_read_in_parts(client: TestClient, session: Session) -> None:
    owner = factories.organisation(session)
    for _ in range(150):
        record(session, Action.CODES, by=audit_log.COMMAND, at=NOW, about=owner)
    cast.sign_in(client, session, cast.hr(session, owner))

    first = client.get(f"/organisations/{owner.id}/audit").text
    rest = client.get(f"/organisations/{owner.id}/audit?before=52").text

    assert "before=52" in first
    assert (first.count("<tr"), rest.count("<tr")) == (101, 52)
    assert "?before=" in first
    assert ">Ouder<" not in rest
