"""Short changes that wait for one database: whoever has the turn does the work of all who wait, in one go."""

from asyncio import Future, get_running_loop
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from sqlalchemy import Engine
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

Outcome = TypeVar("Outcome")
Work = Callable[[Session], Any]


@dataclass
class Turns:
    """Changes of one process.

    On SQLite one writes at a time. Handing each change to a thread and waiting for it would take longer than the change
    itself: so the thread that has the turn goes on with what came in meanwhile. PostgreSQL lets all write at once.
    """

    engine: Engine
    writers: AbstractAsyncContextManager[object]
    _waiting: list[tuple[Work, Future[Any]]] = field(default_factory=list)

    async def take(self, work: Callable[[Session], Outcome]) -> Outcome:
        """Do a change in a transaction of its own, and give its outcome once it is committed."""
        done: Future[Any] = get_running_loop().create_future()
        self._waiting.append((work, done))
        async with self.writers:
            if not done.done():
                await self._do_all()
        return cast("Outcome", await done)

    async def _do_all(self) -> None:
        works, self._waiting = self._waiting, []
        try:
            outcomes = await run_in_threadpool(_each, self.engine, [work for work, _ in works])
        except BaseException as error:
            for _, done in works:
                done.set_exception(error)
            raise
        for (_, done), outcome in zip(works, outcomes, strict=True):
            if isinstance(outcome, Exception):
                done.set_exception(outcome)
            else:
                done.set_result(outcome)


def _each(engine: Engine, works: Sequence[Work]) -> list[Any]:
    return [_alone(engine, work) for work in works]


def _alone(engine: Engine, work: Work) -> Any:  # noqa: ANN401  whatever the work gives, or the error it ended with
    try:
        with Session(engine, expire_on_commit=False) as session, session.begin():
            return work(session)
    except Exception as error:  # noqa: BLE001  it is raised where the change was asked for
        return error
