"""`python -m tests.proofs.closing_steps POINT MEASUREMENT NOW`: close a measurement to the end, or die on the way."""

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from types import ModuleType
from typing import Any
from unittest.mock import patch
from uuid import UUID

from sqlmodel import Session

from app.config import Settings
from app.db import make_engine
from app.models import ClosingStep, Measurement, MeasurementStatus
from app.publishing import finishing, service
from app.publishing.finishing import finish, means_of


@dataclass(frozen=True)
class Point:
    """Where to die: before or after a call, on the way from one step to the next."""

    start: ClosingStep
    module: ModuleType
    call: str
    when: str = "before"

    @property
    def name(self) -> str:
        """How it is called on the command line."""
        return f"{self.when} {self.call}"


POINTS = (
    Point(ClosingStep.SEALED, service, "open_envelopes"),
    Point(ClosingStep.SEALED, service, "publish"),
    Point(ClosingStep.SEALED, service, "store_responses", "after"),
    Point(ClosingStep.SEALED, service, "store_comments", "after"),
    Point(ClosingStep.SEALED, service, "begin", "after"),
    Point(ClosingStep.PUBLISHED, finishing, "fingerprint"),
    Point(ClosingStep.PUBLISHED, finishing, "digest"),
    Point(ClosingStep.PUBLISHED, finishing, "advance"),
    Point(ClosingStep.PUBLISHED, finishing, "record"),
    Point(ClosingStep.BACKED_UP, finishing, "sweep"),
    Point(ClosingStep.BACKED_UP, finishing, "sweep", "after"),
    Point(ClosingStep.KEY_DESTROYED, finishing, "certified_facts"),
)


def ahead_of(step: ClosingStep) -> tuple[Point, ...]:
    """Give the points that are still to come after this step."""
    order = list(ClosingStep)
    return tuple(point for point in POINTS if order.index(point.start) >= order.index(step))


def close_and_finish(measurement_id: UUID, *, now: datetime) -> None:
    """Close if that is still to do, and take all further steps that are due."""
    settings = Settings()
    engine = make_engine(settings.database_url)
    means = means_of(settings, engine)
    with Session(engine) as session, session.begin():
        if session.get_one(Measurement, measurement_id).status is MeasurementStatus.OPEN:
            service.close(session, means.keys, measurement_id, now=now)
    finish(means, measurement_id, now=now)
    with Session(engine) as session:
        later = session.get_one(Measurement, measurement_id).key_ends_at
    finish(means, measurement_id, now=later)
    engine.dispose()


def dying(call: Callable[..., Any], when: str) -> Callable[..., Any]:
    """Make a function that ends this process at once, as a power cut would, before or after its work."""

    def last(*given: Any, **named: Any) -> None:
        if when == "after":
            call(*given, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    return last


if __name__ == "__main__":
    wanted, measurement, moment = sys.argv[1:]
    for point in (point for point in POINTS if point.name == wanted):
        patch.object(point.module, point.call, dying(vars(point.module)[point.call], point.when)).start()
    close_and_finish(UUID(measurement), now=datetime.fromisoformat(moment))
