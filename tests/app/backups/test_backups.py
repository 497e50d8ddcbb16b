"""Backup and restore, on both databases, by the command and with the real tools."""

import stat
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.engine import make_url
from sqlmodel import Session, select
from typer.testing import CliRunner

from app.backups.service import Backups, digest
from app.cli import cli
from app.config import Settings
from app.db import make_engine
from app.errors import BackupProblem
from app.keys import KeyStore
from app.migrating import downgrade
from app.models import Measurement, Organisation
from app.publishing.fingerprint import fingerprint
from tests import factories
from tests.app.publishing.test_closing import hand_in
from tests.conftest import NOW

RUN = CliRunner()


@pytest.fixture(autouse=True)
def environment(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setenv("KEYS_DIR", str(settings.keys_dir))
    monkeypatch.setenv("BACKUP_DIR", str(settings.backup_dir))


@pytest.fixture
def backups(settings: Settings) -> Backups:
    return Backups(settings.database_url, settings.backup_dir, settings.backup_days)


@pytest.fixture
def empty(settings: Settings, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """Give the address of a new database of the same kind."""
    if settings.database_url.startswith("sqlite"):
        return f"sqlite:///{tmp_path}/elsewhere/new.db"
    create: Callable[[], str] = request.getfixturevalue("postgres_template")
    url = create()
    engine = make_engine(url)
    downgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    engine.dispose()
    return url


@pytest.fixture
def measurement(session: Session, keys: KeyStore) -> Measurement:
    made = factories.measurement(session, keys, factories.organisation(session), now=NOW)
    session.commit()
    hand_in(session, made)
    return made


def test_what_was_backed_up_comes_back_in_a_new_database(
    measurement: Measurement, settings: Settings, empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = RUN.invoke(cli, ["backup"])
    file = Path(made.output.strip())
    assert (made.exit_code, file.parent) == (0, settings.backup_dir)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    monkeypatch.setenv("DATABASE_URL", empty)

    restored = RUN.invoke(cli, ["restore", str(file)])

    assert (restored.exit_code, restored.output.strip()) == (0, "restored")
    closed = RUN.invoke(cli, ["close", str(measurement.id)])
    assert (closed.exit_code, closed.output.strip()) == (0, "closed")
    engine = make_engine(empty)
    with Session(engine) as session:
        assert fingerprint(session, measurement.id).responses == 18
    engine.dispose()


def test_a_backup_goes_where_it_is_told(tmp_path: Path) -> None:
    made = RUN.invoke(cli, ["backup", "--to", str(tmp_path / "there")])

    assert (made.exit_code, Path(made.output.strip()).parent) == (0, tmp_path / "there")


def test_a_database_with_anything_in_it_is_not_overwritten(
    session: Session, measurement: Measurement, backups: Backups
) -> None:
    file = backups.make(now=NOW)
    result = RUN.invoke(cli, ["restore", str(file)])

    assert (result.exit_code, "is not empty" in result.output) == (1, True)
    assert session.get_one(Measurement, measurement.id).name == "Voorjaar"


@pytest.mark.parametrize("content", [None, b"", b"no backup at all"])
def test_what_is_no_backup_is_refused(
    tmp_path: Path, empty: str, monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    file = tmp_path / "file"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setenv("DATABASE_URL", empty)

    result = RUN.invoke(cli, ["restore", str(file)])

    assert result.exit_code == 1
    assert "Traceback" not in result.output


def test_old_backups_go_and_other_files_stay(backups: Backups) -> None:
    old, recent = backups.make(now=NOW - timedelta(days=31)), backups.make(now=NOW - timedelta(days=29))
    (backups.folder / "bouwsteen-notes.txt").touch()

    assert backups.drop_old(now=NOW) == 1

    assert {file.name for file in backups.folder.iterdir()} == {recent.name, "bouwsteen-notes.txt"}
    assert not old.exists()


def test_a_backup_is_of_one_moment_and_nothing_is_left_beside_it(
    session: Session, engine: Engine, backups: Backups
) -> None:
    factories.organisation(session)
    session.commit()
    file = backups.make(now=NOW)
    factories.organisation(session, name="Later")
    session.commit()

    with backups.restored(file) as copy, Session(copy) as old:
        assert [owner.name for owner in old.exec(select(Organisation))] == ["Waterland"]
        where = make_url(str(copy.url)).database

    assert [left.name for left in backups.folder.iterdir()] == [file.name]
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            names = connection.execute(text("SELECT datname FROM pg_database")).scalars().all()
        assert where not in names
    assert len(digest(file)) == 64


def test_a_folder_that_cannot_be_written_is_named(backups: Backups) -> None:
    backups.folder.write_text("a file")

    with pytest.raises(BackupProblem, match="backups"):
        backups.make(now=NOW)


def test_missing_tools_of_postgresql_are_named(
    backups: Backups, engine: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if engine.dialect.name == "sqlite":
        pytest.skip("SQLite needs no tools")
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(BackupProblem, match="pg_dump is not installed"):
        backups.make(now=NOW)


def test_a_role_that_may_not_make_databases_is_told_what_it_needs(backups: Backups, engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        pytest.skip("SQLite has no roles")
    file = backups.make(now=NOW)
    with engine.begin() as connection:
        connection.execute(text("DROP ROLE IF EXISTS modest"))
        connection.execute(text("CREATE ROLE modest LOGIN"))
    url = make_url(backups.database_url).set(username="modest").render_as_string(hide_password=False)
    modest = Backups(url, backups.folder, backups.days)

    with pytest.raises(BackupProblem, match="CREATEDB"), modest.restored(file):
        pass
