"""Closing is killed at random moments and at chosen points: all or nothing, the same result, and never without the key.

A random kill finds a measurement wholly open or wholly closed. Then every step is killed once at each of its points;
what was taken is not taken again, and the key is there until a backup was verified.
"""

import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

from sqlmodel import Session, func, select

from app.keys import KeyStore
from app.models import ClosingStep, Measurement, MeasurementStatus, Publication, PublishedCell, PublishedQuality
from app.models.invitation import Invitation
from app.models.response import Response
from app.publishing import service
from app.publishing.progress import step_of
from tests.benchmarks.installation import BOUWSTEEN, Installation, installed
from tests.benchmarks.postgresql import postgresql
from tests.proofs import closing_steps
from tests.proofs.closing_steps import ahead_of

PEOPLE, TEAMS, ROUNDS, SEED = 2000, 100, 20, 1
BEFORE_THE_END = 0.6  # of the time that closing takes: what has finished cannot be killed half-way
CHILD = "import sys; from app.cli import main; print('ready', flush=True); sys.argv = sys.argv[1:]; main()"

Cells = list[tuple[object, ...]]


def run() -> Iterator[dict[str, object]]:
    """Kill and close on SQLite, then on PostgreSQL."""
    with installed() as place:
        yield {"database": "sqlite", **prove(place)}
    with postgresql() as url, installed(url) as place:
        yield {"database": "postgresql", **prove(place)}


def prove(place: Installation) -> dict[str, object]:
    """Kill a closing so many times, close for good, and compare with a closing that nothing disturbed."""
    measurement_id, _ = place.simulate(PEOPLE, TEAMS, answered=True)
    undisturbed, seconds = rehearse(place, measurement_id)
    rng = random.Random(SEED)
    states: list[str] = []
    while len(states) < ROUNDS and "closed" not in states:
        states.append(kill_once(place, measurement_id, after=rng.uniform(0, BEFORE_THE_END * seconds)))
    ahead = ahead_of(last_step(place, measurement_id))
    points = {point.name: key_is_safe(place, measurement_id, point.name) for point in ahead}
    step_by_step(place, measurement_id, "")
    same = cells(place, measurement_id) == undisturbed
    counted = count(place, measurement_id)
    finished = last_step(place, measurement_id) is ClosingStep.CERTIFIED
    return {
        "respondents": PEOPLE,
        "killed": len(states),
        "untouched": states.count("open"),
        "finished_before_the_kill": states.count("closed"),
        "half_way": states.count("half"),
        "responses": counted,
        "same_result": same,
        "killed_at_points": len(points),
        "key_gone_before_a_verified_backup": list(points.values()).count(False),
        "certified": finished,
        "holds": "half" not in states and same and counted == PEOPLE and all(points.values()) and finished,
    }


def rehearse(place: Installation, measurement_id: UUID) -> tuple[Cells, float]:
    """Close in a transaction that is taken back; give the result and the seconds it took."""
    engine, begin = place.engine(), time.perf_counter()
    with Session(engine) as session:
        service.close(session, KeyStore(place.folder / "keys"), measurement_id, now=datetime.now(UTC))
        result = _cells(session, measurement_id)
        seconds = time.perf_counter() - begin
        session.rollback()
    engine.dispose()
    return result, seconds


def kill_once(place: Installation, measurement_id: UUID, *, after: float) -> str:
    """Start closing in a process of its own, kill it after so many seconds, and tell what is in the database."""
    command = [sys.executable, "-c", CHILD, str(BOUWSTEEN), "close", str(measurement_id)]
    with subprocess.Popen(command, env=place.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as closing:
        assert closing.stdout
        closing.stdout.readline()
        time.sleep(after)
        closing.kill()
    return state(place, measurement_id)


def key_is_safe(place: Installation, measurement_id: UUID, point: str) -> bool:
    """Die at this point, and say whether the key is there or a backup was verified."""
    step_by_step(place, measurement_id, point)
    backed_up = last_step(place, measurement_id) not in {ClosingStep.SEALED, ClosingStep.PUBLISHED}
    return backed_up or (place.folder / "keys" / f"{measurement_id}.key").exists()


def step_by_step(place: Installation, measurement_id: UUID, point: str) -> None:
    """Close to the end in a process of its own that dies at this point; "" is none."""
    now = datetime.now(UTC).isoformat()
    command = [sys.executable, "-m", closing_steps.__name__, point, str(measurement_id), now]
    ended = subprocess.run(command, env=place.environment, check=False).returncode
    assert ended == (-signal.SIGKILL if point else 0), f"{point}: ended with {ended}"


def last_step(place: Installation, measurement_id: UUID) -> ClosingStep:
    """Tell how far closing is."""
    engine = place.engine()
    with Session(engine) as session:
        found = step_of(session, measurement_id)
    engine.dispose()
    return found


def state(place: Installation, measurement_id: UUID) -> str:
    """Tell whether a measurement is wholly open, wholly closed, or half-way."""
    engine = place.engine()
    with Session(engine) as session:
        status = session.get_one(Measurement, measurement_id).status
        invitations = session.exec(select(func.count()).select_from(Invitation)).one()
        responses = session.exec(select(func.count()).select_from(Response)).one()
        publications = session.exec(select(func.count()).select_from(Publication)).one()
    engine.dispose()
    found = (status, invitations, responses, publications)
    if found == (MeasurementStatus.OPEN, PEOPLE, 0, 0):
        return "open"
    return "closed" if found == (MeasurementStatus.CLOSED, 0, PEOPLE, 1) else "half"


def cells(place: Installation, measurement_id: UUID) -> Cells:
    """Read all published figures."""
    engine = place.engine()
    with Session(engine) as session:
        found = _cells(session, measurement_id)
    engine.dispose()
    return found


def count(place: Installation, measurement_id: UUID) -> int:
    """Count the stored responses."""
    engine = place.engine()
    with Session(engine) as session:
        query = select(func.count()).select_from(Response).where(Response.measurement_id == measurement_id)
        found = session.exec(query).one()
    engine.dispose()
    return found


def _cells(session: Session, measurement_id: UUID) -> Cells:
    """List all figures in one order; the id of the publication differs each time and does not count."""
    query = select(PublishedCell).join(Publication).where(Publication.measurement_id == measurement_id)
    rows = [tuple(row.model_dump(exclude={"publication_id"}).values()) for row in session.exec(query)]
    judged = select(PublishedQuality.figures).join(Publication).where(Publication.measurement_id == measurement_id)
    return [*sorted(rows, key=lambda row: (str(row[0]), str(row[1]))), *((row,) for row in session.exec(judged))]
