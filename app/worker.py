"""The daily work: count participation, close what is due, destroy keys whose time has come."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from app.clock import Clock
from app.keys import KeyStore
from app.publishing import service as publishing

EVERY = 60.0
log = logging.getLogger(__name__)


def work(engine: Engine, keys: KeyStore, clock: Clock, *, key_days: int) -> None:
    """Do once whatever is due now; what was done before is not done again, by this process or another."""
    now = clock.now()
    with Session(engine) as session, session.begin():
        due = publishing.due(session, now=now)
    for measurement_id in due:
        with Session(engine) as session, session.begin():
            publishing.close(session, keys, measurement_id, now=now, without_result=True)
    with Session(engine) as session, session.begin():
        publishing.count_participation(session, now=now)
    with Session(engine) as session, session.begin():
        publishing.destroy_keys(session, keys, now=now, after_days=key_days)


def work_until(stop: Event, state: Any) -> None:  # noqa: ANN401  Starlette's state has no type
    """Work every minute until told to stop; a failure is logged and tried again."""
    while not stop.is_set():
        try:
            work(state.engine, state.keys, state.clock, key_days=state.settings.key_days)
        except Exception:
            log.exception("the daily work failed and will be tried again")
        stop.wait(EVERY)


@contextmanager
def beside(state: Any) -> Iterator[None]:  # noqa: ANN401  Starlette's state has no type
    """Work in a thread for as long as the application runs."""
    stop = Event()
    thread = Thread(target=work_until, args=(stop, state), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=10)


@contextmanager
def absent() -> Iterator[None]:
    """Do nothing: another process works."""
    yield
