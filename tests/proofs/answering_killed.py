"""The server is killed while people answer: every response that was thanked for is there, once and whole."""

import random
import subprocess
import time
from collections.abc import Iterator
from threading import Thread

import httpx2
from sqlmodel import Session, select

from app.models.invitation import Invitation, InvitationStatus
from app.secrets import hashed, parsed
from tests.benchmarks.forms import read_form
from tests.benchmarks.installation import BOUWSTEEN, Installation, installed
from tests.benchmarks.postgresql import postgresql
from tests.benchmarks.servers import HOST, free_port, wait_for

PEOPLE, ROUNDS, CLIENTS, SEED = 2400, 8, 8, 1
SUBMITTED, MOST_STEPS = b'data-state="submitted"', 20
LONGEST = 6.0  # seconds that a server lives


def run() -> Iterator[dict[str, object]]:
    """Kill and count on SQLite, then on PostgreSQL."""
    with installed() as place:
        yield {"database": "sqlite", **prove(place)}
    with postgresql() as url, installed(url) as place:
        yield {"database": "postgresql", **prove(place)}


def prove(place: Installation) -> dict[str, object]:
    """Let people answer while servers are killed one after the other, and compare their thank-yous with the rows."""
    _, links = place.simulate(PEOPLE, PEOPLE // 10)
    waiting, thanked, rng = iter(links), [], random.Random(SEED)
    for _ in range(ROUNDS):
        thanked += one_life(place, waiting, lives=rng.uniform(LONGEST / 2, LONGEST))
    stored = submitted(place)
    lost = [link for link in thanked if hashed(parsed(link.rpartition("/")[2])) not in stored]
    return {
        "servers_killed": ROUNDS,
        "thanked": len(thanked),
        "stored": len(stored),
        "lost": len(lost),
        "stored_but_not_thanked": len(stored) - (len(thanked) - len(lost)),
        "holds": not lost and len(set(thanked)) == len(thanked),
    }


def one_life(place: Installation, links: Iterator[str], *, lives: float) -> list[str]:
    """Start a server, let people answer, kill it, and give the links of those who saw the thank-you."""
    port = free_port()
    thanked: list[str] = []
    with subprocess.Popen(
        [BOUWSTEEN, "serve", "--port", str(port)], env=place.environment, stderr=subprocess.DEVNULL
    ) as server:
        wait_for(server, port)
        people = [Thread(target=answer_on, args=(port, links, thanked)) for _ in range(CLIENTS)]
        for person in people:
            person.start()
        time.sleep(lives)
        server.kill()
        for person in people:
            person.join()
    return thanked


def answer_on(port: int, links: Iterator[str], thanked: list[str]) -> None:
    """Answer with one link after the other until the server is gone."""
    for link in links:
        try:
            if answer(port, link):
                thanked.append(link)
        except httpx2.TransportError:
            return


def answer(port: int, link: str) -> bool:
    """Go from the personal link to the last page; say whether the thank-you came."""
    rng = random.Random(link)
    with httpx2.Client(base_url=f"http://{HOST}:{port}", follow_redirects=True) as browser:
        response = browser.get(link)
        for _ in range(MOST_STEPS):
            form = read_form(response.content)
            if SUBMITTED in response.content or form is None:
                break
            address = form.action or str(response.url)
            response = browser.post(
                address,
                content=form.fill(response.content, rng),
                headers={"content-type": "application/x-www-form-urlencoded"},
            )
    return SUBMITTED in response.content


def submitted(place: Installation) -> set[bytes]:
    """Read which invitations hold a sealed envelope and are marked as handed in."""
    engine = place.engine()
    with Session(engine) as session:
        query = select(Invitation).where(Invitation.status == InvitationStatus.SUBMITTED)
        found = {row.token_hash for row in session.exec(query) if row.sealed and row.draft is None and row.token_hash}
    engine.dispose()
    return found
