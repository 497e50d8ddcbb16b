"""The database, and the one place where a transaction begins and ends."""

from asyncio import Lock
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, nullcontext
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlmodel import Session, create_engine
from starlette.concurrency import run_in_threadpool

# FULL: an answer that was acknowledged survives a power cut. secure_delete: what was deleted is overwritten.
PRAGMAS = ("foreign_keys=ON", "journal_mode=WAL", "busy_timeout=10000", "synchronous=FULL", "secure_delete=ON")
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def make_engine(url: str) -> Engine:
    """Connect to a database; SQLite gets the settings that make it durable and strict."""
    engine = create_engine(
        make_url(url), hide_parameters=True, pool_size=20, max_overflow=30, pool_pre_ping=not url.startswith("sqlite")
    )
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def reading(engine: Engine) -> Engine:
    """Give the same database for transactions that may change nothing: the database itself refuses."""
    return engine.execution_options(postgresql_readonly=True, reads=True)


def make_room(url: str) -> None:
    """Make the folder that a SQLite file goes into; other databases need none."""
    parts = make_url(url)
    if parts.get_backend_name() == "sqlite" and parts.database:
        Path(parts.database).parent.mkdir(parents=True, exist_ok=True)


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


async def open_reader(request: Request) -> AsyncIterator[Session]:
    """Give a session that cannot change anything; who closes it early saves a detour."""
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
    connection.isolation_level = None  # the driver begins no transactions of its own: `_begin_sqlite` does
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once where something may be written: two who both read first would block each other."""
    reads = connection.get_execution_options().get("reads", False)
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reads else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
