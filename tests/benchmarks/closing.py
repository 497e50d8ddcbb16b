"""`python -m tests.benchmarks.closing MEASUREMENT` closes a measurement and tells what that took."""

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import UUID

import numpy as np
from sqlmodel import Session

from app.config import Settings
from app.db import make_engine
from app.keys import KeyStore
from app.publishing import service as publishing

STEPS = {
    "open_envelopes": "opening",
    "publish": "computing",
    "quality": "judging",
    "store_publication": "storing_figures",
    "store_quality": "storing_judgement",
    "store_responses": "storing_answers",
    "store_comments": "storing_comments",
}
CODES = 13  # -2 to 10
KIB = 1024


@dataclass
class Stopwatch:
    """Seconds by step, and what was given to the computing."""

    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    matrix: tuple[Any, ...] = ()

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Time the steps of closing wherever they are called."""
        with ExitStack() as patches:
            for name, step in STEPS.items():
                address = f"{publishing.__name__}.{name}"
                patches.enter_context(patch(address, self._timed(step, vars(publishing)[name])))
            yield

    @contextmanager
    def timing(self, step: str) -> Iterator[None]:
        """Time what is inside."""
        begin = time.perf_counter()
        yield
        self.seconds[step] += time.perf_counter() - begin

    def _timed(self, step: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*given: Any, **named: Any) -> Any:
            if step == "computing":
                self.matrix = given[:2]
            with self.timing(step):
                return call(*given, **named)

        return timed


def peak_mib() -> float:
    """Give the most memory that this process ever held; `getrusage` would count that of the process that began it."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / KIB


def count(answers: np.ndarray[Any, np.dtype[np.int8]], unit_of: np.ndarray[Any, np.dtype[np.int64]]) -> None:
    """Count every answer in every unit: the least that a publication must do."""
    base, bins = unit_of * CODES + 2, (int(unit_of.max()) + 1) * CODES
    for column in answers.T:
        np.bincount(base + column, minlength=bins)


def close(measurement_id: UUID) -> dict[str, float]:
    """Close, count, and tell both."""
    settings, watch, before = Settings(), Stopwatch(), peak_mib()
    computing = time.process_time()
    with (
        watch.watching(),
        watch.timing("seconds"),
        Session(make_engine(settings.database_url)) as session,
        session.begin(),
    ):
        publishing.close(session, KeyStore(settings.keys_dir), measurement_id, now=datetime.now(UTC))
    peak, computing = peak_mib(), time.process_time() - computing
    with watch.timing("floor_seconds"):
        count(*watch.matrix)
    told = dict(watch.seconds)
    told["the_rest"] = told["seconds"] - sum(told[step] for step in STEPS.values())
    return told | {"peak_mib": peak, "grown_mib": peak - before, "cpu_seconds": computing}


if __name__ == "__main__":
    print(json.dumps(close(UUID(sys.argv[1]))))
