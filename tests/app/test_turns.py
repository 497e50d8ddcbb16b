"""Short changes take turns: each is done once, wholly or not at all, whatever happens to the others."""

import asyncio
from asyncio import gather
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, func, select

from app.db import writers
from app.errors import DeadLink
from app.models import Organisation
from app.turns import Turns

Result = TypeVar("Result")


def apart(work: Coroutine[Any, Any, Result]) -> Result:
    """Run in a thread of its own: a browser test in this process may have left a loop running in ours."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def add(name: str) -> Callable[[Session], str]:
    def work(session: Session) -> str:
        session.add(Organisation(name=name))
        session.flush()
        if name.endswith("7"):
            raise DeadLink
        return name

    return work


def test_all_that_wait_are_done_once_and_one_that_fails_takes_nobody_along(engine: Engine, session: Session) -> None:
    async def all_at_once() -> list[object]:
        turns = Turns(engine, writers(engine))
        return await gather(*(turns.take(add(f"{number}")) for number in range(40)), return_exceptions=True)

    outcomes = apart(all_at_once())

    assert [outcome for outcome in outcomes if isinstance(outcome, str)] == [
        str(number) for number in range(40) if number % 10 != 7
    ]
    assert sum(isinstance(outcome, DeadLink) for outcome in outcomes) == 4
    assert session.exec(select(func.count()).select_from(Organisation)).one() == 36


def test_an_error_of_the_database_lets_nobody_believe_that_something_was_kept(engine: Engine, session: Session) -> None:
    def broken(own: Session) -> None:
        own.connection().exec_driver_sql("ROLLBACK")
        own.connection().exec_driver_sql("INSERT INTO nowhere VALUES (1)")

    async def all_at_once() -> list[object]:
        turns = Turns(engine, writers(engine))
        works = (add("1"), add("2"), broken, add("3"))
        return await gather(*(turns.take(work) for work in works), return_exceptions=True)

    outcomes = apart(all_at_once())
    kept = set(session.exec(select(Organisation.name)))

    assert isinstance(outcomes[2], DBAPIError)
    assert {outcome for outcome in outcomes if isinstance(outcome, str)} <= kept


def test_what_is_given_is_committed(engine: Engine, session: Session) -> None:
    async def one() -> int:
        turns = Turns(engine, writers(engine))
        await turns.take(add("1"))
        return session.exec(select(func.count()).select_from(Organisation)).one()

    assert apart(one()) == 1


def test_a_database_that_cannot_be_used_is_told_to_all(engine: Engine) -> None:
    async def all_at_once() -> list[object]:
        turns = Turns(engine, writers(engine))

        def broken(_session: Session) -> None:
            raise OSError("disk full")

        return await gather(*(turns.take(broken) for _ in range(3)), return_exceptions=True)

    assert [type(error) for error in apart(all_at_once())] == [OSError] * 3
