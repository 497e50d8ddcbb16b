"""The database, and the one place where a transaction begins and ends."""

from asyncio import Lock
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing, contextmanager, nullcontext
from pathlib import Path
from typing import Annotated, TypeVar
from weakref import WeakKeyDictionary

from fastapi import Depends, Request
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, create_engine
from starlette.concurrency import run_in_threadpool

# FULL: an answer that was acknowledged survives a power cut. secure_delete: what was deleted is overwritten.
PRAGMAS = ("foreign_keys=ON", "journal_mode=WAL", "busy_timeout=10000", "synchronous=FULL", "secure_delete=ON")
Found = TypeVar("Found")
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def make_engine(url: str | URL) -> Engine:
    """Connect to a database; SQLite gets the settings that make it durable and strict."""
    address = make_url(url)
    lite = address.get_backend_name() == "sqlite"
    engine = create_engine(address, hide_parameters=True, pool_size=20, max_overflow=30, pool_pre_ping=not lite)
    if lite:
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_writing)
    return engine


def reading(engine: Engine) -> Engine:
    """Give the same database for transactions that may change nothing: the database itself refuses."""
    if engine.dialect.name != "sqlite":
        return engine.execution_options(postgresql_readonly=True)
    return _readers.get(engine) or _readers.setdefault(engine, _sqlite_reader(engine))


# SQLite forbids writing per connection, and whoever changes that makes it forget every statement it prepared.
_readers: WeakKeyDictionary[Engine, Engine] = WeakKeyDictionary()


def _sqlite_reader(engine: Engine) -> Engine:
    reader = make_engine(engine.url)
    event.remove(reader, "begin", _begin_writing)
    event.listen(reader, "connect", _forbid_writing)
    event.listen(reader, "begin", _begin_reading)
    event.listen(engine, "engine_disposed", lambda _engine: reader.dispose())
    return reader


def make_room(url: str) -> None:
    """Make the folder that a SQLite file goes into; other databases need none."""
    parts = make_url(url)
    if parts.get_backend_name() == "sqlite" and parts.database:
        Path(parts.database).parent.mkdir(parents=True, exist_ok=True)


def sweep(engine: Engine) -> None:
    """Leave nothing of what was deleted in a SQLite file and its log; OperationalError when somebody holds it up.

    PostgreSQL clears its own files as it goes along, and keeps its log for as long as it was told to.
    """
    if engine.dialect.name != "sqlite":
        return
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        cursor.execute("VACUUM")
        busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise OperationalError("PRAGMA wal_checkpoint(TRUNCATE)", None, Exception("the log is in use"))


@contextmanager
def transaction(url: str) -> Iterator[Session]:
    """Give a session for one transaction of a command: committed at the end, rolled back on an error."""
    engine = make_engine(url)
    try:
        with Session(engine, expire_on_commit=False) as session, session.begin():
            yield session
    finally:
        engine.dispose()


def writers(engine: Engine) -> AbstractAsyncContextManager[object]:
    """Give what lets the writing requests of one process take turns.

    SQLite has one writer at a time and lets the others sleep and try again; waiting here wakes them in order, and
    holds no thread. PostgreSQL needs no turns.
    """
    return Lock() if engine.dialect.name == "sqlite" else nullcontext()


async def read(request: Request, work: Callable[[Connection], Found]) -> Found:
    """Look plain rows up, in a transaction that cannot change anything.

    On SQLite a reader never waits: handing the work to a thread would take longer than the work.
    """
    engine = reading(request.app.state.engine)
    if engine.dialect.name == "sqlite":
        return _read(engine, work)
    return await run_in_threadpool(_read, engine, work)


def _read(engine: Engine, work: Callable[[Connection], Found]) -> Found:
    with engine.connect() as connection:
        return work(connection)


async def open_reader(request: Request) -> AsyncIterator[Session]:
    """Give a session that cannot change anything."""
    session = Session(reading(request.app.state.engine), expire_on_commit=False)
    try:
        yield session
    finally:
        if session.in_transaction():
            await run_in_threadpool(session.close)


async def open_writer(request: Request) -> AsyncIterator[Session]:
    """Give a session for a change: commit when the route returns, roll back when it raises."""
    state = request.app.state
    session = Session(state.engine, expire_on_commit=False)
    async with state.writers:
        try:
            yield session
        except BaseException:
            await run_in_threadpool(session.close)
            raise
        await run_in_threadpool(_commit, session)


async def open_session(request: Request) -> AsyncIterator[Session]:
    """Give the request its session: of a GET or HEAD it cannot change anything."""
    given = open_reader if request.method in SAFE_METHODS else open_writer
    async with asynccontextmanager(given)(request) as session:
        yield session


def _commit(session: Session) -> None:
    with session:
        session.commit()


# scope="function": the commit happens before the response is sent; the default would be after it.
SessionDep = Annotated[Session, Depends(open_session, scope="function")]
ReaderDep = Annotated[Session, Depends(open_reader, scope="function")]


def _prepare_sqlite(connection: DBAPIConnection, _record: object) -> None:
    connection.isolation_level = None  # the driver begins no transactions of its own: `_begin_writing` does
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _forbid_writing(connection: DBAPIConnection, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA query_only=ON")
    cursor.close()


def _begin_writing(connection: Connection) -> None:
    """Take the write lock at once: two who both read first would block each other."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_reading(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
