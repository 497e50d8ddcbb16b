"""The daily work: count participation, close what is due, and go on with every closing as far as its time has come."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from threading import Event, Thread
from uuid import UUID

from sqlmodel import Session

from app.audit_log import DAILY_WORK
from app.clock import Clock
from app.config import Settings
from app.errors import AppError, BackupProblem, DamagedEnvelopes, KeyProblem
from app.models import Obstacle
from app.publishing import progress
from app.publishing import service as publishing
from app.publishing.finishing import Means, finish
from app.publishing.participation import count_participation
from app.reports.making import drop_old

EVERY = 60.0
log = logging.getLogger(__name__)


def work(means: Means, clock: Clock) -> None:
    """Do once whatever is due now; what was done before is not done again, by this process or another."""
    now = clock.now()
    with Session(means.engine) as session, session.begin():
        due = publishing.due(session, now=now)
    for measurement_id in due:
        with _held_up(means, measurement_id, now=now):
            _close(means, measurement_id, now=now)
    with Session(means.engine) as session, session.begin():
        count_participation(session, now=now)
        drop_old(session, now=now)
        unfinished = progress.unfinished(session)
    for measurement_id in unfinished:
        with _held_up(means, measurement_id, now=now):
            finish(means, measurement_id, now=now)


def _close(means: Means, measurement_id: UUID, *, now: datetime) -> None:
    anyway = publishing.Anyway(without_result=True)
    with Session(means.engine) as session, session.begin():
        publishing.close(session, means.keys, measurement_id, now=now, by=DAILY_WORK, anyway=anyway)


@contextmanager
def _held_up(means: Means, measurement_id: UUID, *, now: datetime) -> Iterator[None]:
    """Keep and log what holds one measurement up; the others go on, and it is tried again in the next round."""
    try:
        yield
    except Exception as error:
        if not isinstance(error, AppError):
            log.exception("measurement %s is held up", measurement_id)
            return
        log.error("measurement %s is held up: %s", measurement_id, error)  # noqa: TRY400  no trace needed
        if obstacle := OBSTACLES.get(type(error)):
            with Session(means.engine) as session, session.begin():
                progress.note(session, measurement_id, obstacle, now=now)


OBSTACLES: Mapping[type[AppError], Obstacle] = {
    KeyProblem: Obstacle.KEY,
    DamagedEnvelopes: Obstacle.ENVELOPES,
    BackupProblem: Obstacle.BACKUP,
}


def forever(means: Means, clock: Clock, *, stop: Event | None = None) -> None:
    """Work every minute until told to stop; a failure is logged and tried again."""
    stop = stop or Event()
    while not stop.is_set():
        try:
            work(means, clock)
        except Exception:
            log.exception("the daily work failed and will be tried again")
        stop.wait(EVERY)


@contextmanager
def beside(means: Means, clock: Clock, settings: Settings) -> Iterator[None]:
    """Work in a thread for as long as the application runs, unless another process does."""
    stop = Event()
    thread = Thread(target=forever, args=(means, clock), kwargs={"stop": stop}, daemon=True)
    if settings.worker == "inside":
        thread.start()
    try:
        yield
    finally:
        stop.set()
        if thread.is_alive():
            thread.join(timeout=10)
