"""Handing in: sealing one ballot, and the one durable change that keeps it."""

from collections.abc import Callable
from itertools import count
from statistics import median
from time import perf_counter

from nacl.public import PrivateKey, SealedBox
from sqlmodel import Session, select, update

from app.envelope import Ballot, ballot_size, seal, unseal
from app.models.invitation import Invitation, InvitationStatus
from surveys.catalogue import customer_focus
from tests.benchmarks.installation import installed
from tests.benchmarks.lines import Line, line, rounded

TIMES = 300
UNIT = "0" * 36
BALLOT = Ballot(UNIT, "4" * 46, {"leads_people": "no"}, {"goes_well": "We bellen altijd terug."})


def run(times: int = TIMES) -> Line:
    """Measure; the floor of sealing is the library's own box round as many bytes."""
    size, key = ballot_size(customer_focus().questionnaire), PrivateKey.generate()
    public, sealed = bytes(key.public_key), seal(BALLOT, bytes(key.public_key), size=size)
    box, plain = SealedBox(key.public_key), bytes(size)
    seconds = [timed(lambda: seal(BALLOT, public, size=size)) for _ in range(times)]
    floor = [timed(lambda: box.encrypt(plain)) for _ in range(times)]
    opening = [timed(lambda: unseal(sealed, key, size=size)) for _ in range(times)]
    kept = submissions(sealed, times)
    return line(
        1e6 * median(seconds),
        "us",
        floor=1e6 * median(floor),
        sealed_bytes=len(sealed),
        opening_us=rounded(1e6 * median(opening)),
        durable_submission_ms=rounded(1e3 * median(kept)),
        durable_submission_p95_ms=rounded(1e3 * sorted(kept)[int(0.95 * len(kept))]),
        correct=unseal(sealed, key, size=size) == BALLOT,
    )


def submissions(sealed: bytes, times: int) -> list[float]:
    """Time the conditional update of one invitation after the other, each committed to disk (SQLite)."""
    with installed() as place:
        place.simulate(times, 1)
        engine = place.engine()
        with Session(engine) as session:
            ids = session.exec(select(Invitation.id)).all()
        numbers = count()

        def hand_in() -> None:
            change = (
                update(Invitation)
                .where(Invitation.id == ids[next(numbers)], Invitation.status == InvitationStatus.OPEN)  # type: ignore[arg-type]
                .values(sealed=sealed, status=InvitationStatus.SUBMITTED)
            )
            with Session(engine) as session, session.begin():
                assert session.exec(change).rowcount == 1

        seconds = [timed(hand_in) for _ in ids]
        engine.dispose()
    return seconds


def timed(work: Callable[[], object]) -> float:
    """Give the seconds that something takes."""
    begin = perf_counter()
    work()
    return perf_counter() - begin
