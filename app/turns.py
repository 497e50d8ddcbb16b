"""Short changes that wait for one database: whoever has the turn does the work of all who wait, in one go."""

from asyncio import Future, get_running_loop
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

Outcome = TypeVar("Outcome")
Work = Callable[[Session], Any]


@dataclass
class Turns:
    """Changes of one process.

    On SQLite one writes at a time. Handing each change to a thread, and waiting for it and for the disk, would take
    longer than the change itself: so who has the turn does all that came in meanwhile. PostgreSQL lets all write at
    once.
    """

    engine: Engine
    writers: AbstractAsyncContextManager[object]
    _waiting: list[tuple[Work, Future[Any]]] = field(default_factory=list)

    async def take(self, work: Callable[[Session], Outcome]) -> Outcome:
        """Do a change, wholly or not at all, and give its outcome once it is committed."""
        done: Future[Any] = get_running_loop().create_future()
        self._waiting.append((work, done))
        async with self.writers:
            if not done.done():
                await self._do_all()
        return cast("Outcome", await done)

    async def _do_all(self) -> None:
        works, self._waiting = self._waiting, []
        try:
            outcomes = await run_in_threadpool(_together, self.engine, [work for work, _ in works])
        except BaseException as error:
            for _, done in works:
                done.set_exception(error)
            raise
        for (_, done), outcome in zip(works, outcomes, strict=True):
            if isinstance(outcome, Exception):
                done.set_exception(outcome)
            else:
                done.set_result(outcome)


def _together(engine: Engine, works: Sequence[Work]) -> list[Any]:
    """Do all in one transaction: what makes a commit slow, the wait for the disk, is there once for all of them."""
    with engine.begin() as connection:
        return [_alone(connection, work) for work in works]


def _alone(connection: Connection, work: Work) -> Any:  # noqa: ANN401  whatever the work gives, or the error it ended with
    """Do one with a session and a savepoint of its own: what goes wrong takes back nothing of the others.

    Only an error of the database ends all: it may have taken back everything, and nobody may be told otherwise.
    """
    joined = Session(connection, expire_on_commit=False, join_transaction_mode="create_savepoint")
    try:
        with joined as session, session.begin():
            return work(session)
    except DBAPIError:
        raise
    except Exception as error:  # noqa: BLE001  it is raised where the change was asked for
        return error
