"""`python -m tests.proofs.closing_steps POINT MEASUREMENT NOW`: close a measurement to the end, or die on the way."""

import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from types import ModuleType
from typing import Any
from unittest.mock import patch
from uuid import UUID

from sqlmodel import Session

from app.config import Settings
from app.db import make_engine
from app.models import Measurement, MeasurementStatus
from app.publishing import finishing, service
from app.publishing.finishing import finish, means_of

POINTS: tuple[tuple[ModuleType, str, str], ...] = (
    (service, "open_envelopes", "before"),
    (service, "publish", "before"),
    (service, "store_responses", "after"),
    (service, "store_comments", "after"),
    (service, "begin", "after"),
    (finishing, "fingerprint", "before"),
    (finishing, "digest", "before"),
    (finishing, "advance", "before"),
    (finishing, "record", "before"),
    (finishing, "sweep", "before"),
    (finishing, "sweep", "after"),
    (finishing, "certified_facts", "before"),
)
"""Where to die: before or after a call; the last three with the key gone already."""


def name_of(point: tuple[ModuleType, str, str]) -> str:
    """Name a point."""
    return f"{point[2]} {point[1]}"


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
    chosen = [point for point in POINTS if name_of(point) == wanted]
    for module, name, when in chosen:
        patch.object(module, name, dying(vars(module)[name], when)).start()
    close_and_finish(UUID(measurement), now=datetime.fromisoformat(moment))
