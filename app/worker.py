"""The daily work: count participation, close what is due, destroy keys whose time has come."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Event, Thread
from uuid import UUID

from sqlalchemy import Engine
from sqlmodel import Session

from app.clock import Clock
from app.config import Settings
from app.errors import AppError
from app.keys import KeyStore
from app.publishing import service as publishing
from app.publishing.participation import count_participation

EVERY = 60.0
log = logging.getLogger(__name__)


def work(engine: Engine, keys: KeyStore, clock: Clock) -> None:
    """Do once whatever is due now; what was done before is not done again, by this process or another."""
    now = clock.now()
    with Session(engine) as session, session.begin():
        due = publishing.due(session, now=now)
    for measurement_id in due:
        _close(engine, keys, measurement_id, now=now)
    with Session(engine) as session, session.begin():
        count_participation(session, now=now)
    with Session(engine) as session, session.begin():
        publishing.destroy_keys(session, keys, now=now)


def _close(engine: Engine, keys: KeyStore, measurement_id: UUID, *, now: datetime) -> None:
    """Close one measurement; a missing key stops this one alone, until somebody puts the key back."""
    try:
        with Session(engine) as session, session.begin():
            publishing.close(session, keys, measurement_id, now=now, without_result=True)
    except AppError as error:
        log.error("measurement %s could not be closed: %s", measurement_id, error)  # noqa: TRY400  no trace needed


def forever(engine: Engine, keys: KeyStore, clock: Clock, *, stop: Event | None = None) -> None:
    """Work every minute until told to stop; a failure is logged and tried again."""
    stop = stop or Event()
    while not stop.is_set():
        try:
            work(engine, keys, clock)
        except Exception:
            log.exception("the daily work failed and will be tried again")
        stop.wait(EVERY)


@contextmanager
def beside(engine: Engine, keys: KeyStore, clock: Clock, settings: Settings) -> Iterator[None]:
    """Work in a thread for as long as the application runs, unless another process does."""
    stop = Event()
    thread = Thread(target=forever, args=(engine, keys, clock), kwargs={"stop": stop}, daemon=True)
    if settings.worker == "inside":
        thread.start()
    try:
        yield
    finally:
        stop.set()
        if thread.is_alive():
            thread.join(timeout=10)
