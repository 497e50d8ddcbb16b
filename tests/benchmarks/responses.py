"""Complete questionnaires per second, each answer on disk before the next page: page by page, and handed in at once."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, repeat
from statistics import median

from sqlmodel import Session, select

from app.envelope import ballot_size, unseal
from app.keys import KeyStore
from app.models.invitation import Invitation, InvitationStatus
from surveys.answers import SIGNS, SKIPPED, UNKNOWN
from surveys.catalogue import customer_focus
from tests.benchmarks.floor_server import DATABASE
from tests.benchmarks.installation import Installation, installed
from tests.benchmarks.lines import Line, line, rounded
from tests.benchmarks.postgresql import postgresql
from tests.benchmarks.respondents import Crowd, ScriptedCrowd
from tests.benchmarks.servers import floor_serving

PEOPLE_IN_TEAM = 10


@dataclass(frozen=True)
class Load:
    """How many people answer, and for how long; the floor takes turns with the product, so that both share the weather.

    Attributes
    ----------
    people
        Invitations, and the most that the floor gets in a round.
    warming
        How many answer before the rounds, not timed.
    seconds
        Per round, for each of the two.
    crowd
        How people go through the product.
    """

    people: int = 4000
    clients: int = 16
    warming: int = 32
    rounds: int = 4
    seconds: float = 4.0
    crowd: type[Crowd] = Crowd


NORMAL = Load()


def run(load: Load = NORMAL) -> Line:
    """Measure on SQLite."""
    with installed() as place:
        return measure(place, f"sqlite:///{place.folder}/floor.db", load)


def run_on_postgresql(load: Load = NORMAL) -> Line:
    """Measure on PostgreSQL; the floor keeps its rows there too."""
    with postgresql() as url, installed(url) as place:
        return measure(place, url, load)


def run_at_once(load: Load = NORMAL) -> Line:
    """Measure on SQLite, with browsers that fetch all questions and hand everything in at once."""
    with installed() as place:
        return measure(place, f"sqlite:///{place.folder}/floor.db", replace(load, crowd=ScriptedCrowd))


def measure(place: Installation, floor_database: str, load: Load) -> Line:
    """Have people answer on the product and on the floor in turns, and count what arrived."""
    _, links = place.simulate(load.people, max(1, load.people // PEOPLE_IN_TEAM))
    environment = place.environment | {DATABASE: floor_database}
    with place.serving() as port, floor_serving(environment) as floor_port:
        pair = Pair(load.crowd(port, load.clients), Crowd(floor_port, load.clients), iter(links), load)
        warm = pair.warm_up()
        rounds = [pair.take_turns() for _ in range(load.rounds)]
    arrived = [is_full(answers) for answers in handed_in(place)]
    return _summed_up(pair, rounds, completed=warm + pair.product.completed, arrived=arrived)


@dataclass(frozen=True)
class Pair:
    """The people at the product, with the links they have left, and those at the floor."""

    product: Crowd
    floor: Crowd
    links: Iterator[str]
    load: Load

    def warm_up(self) -> int:
        """Have some answer before it counts; give how many completed the product's questionnaire."""
        first = self.load.crowd(self.product.port, self.load.clients)
        first.answer(islice(self.links, self.load.warming), seconds=self.load.seconds)
        Crowd(self.floor.port, self.load.clients).answer(repeat("/", self.load.warming), seconds=self.load.seconds)
        return first.completed

    def take_turns(self) -> tuple[float, float]:
        """Give responses per second of the product, and then of the floor."""
        rate = self.product.answer(self.links, seconds=self.load.seconds)
        return rate, self.floor.answer(repeat("/", self.load.people), seconds=self.load.seconds)


def handed_in(place: Installation) -> Iterator[str]:
    """Open the envelopes of everybody who handed in, and give the answer strings."""
    size, keys, engine = ballot_size(customer_focus().questionnaire), KeyStore(place.settings.keys_dir), place.engine()
    with Session(engine) as session:
        query = select(Invitation).where(Invitation.status == InvitationStatus.SUBMITTED)
        for invitation in session.exec(query):
            assert invitation.sealed is not None
            yield unseal(invitation.sealed, keys.private_key(invitation.measurement_id), size=size).answers
    engine.dispose()


def is_full(answers: str) -> bool:
    """Say whether no question was passed over."""
    return not {SIGNS[SKIPPED], SIGNS[UNKNOWN]} & set(answers)


def _summed_up(pair: Pair, rounds: list[tuple[float, float]], *, completed: int, arrived: list[bool]) -> Line:
    rates, floors = zip(*rounds, strict=True)
    product, floor = pair.product.summary(), pair.floor.summary()
    return line(
        median(rates),
        "responses/s",
        floor=median(floors),
        ratio_of_requests=rounded(product["requests_per_s"] / floor["requests_per_s"]),
        rounds=[rounded(rate) for rate in rates],
        product=product,
        floor_server=floor,
        completed=completed,
        arrived=len(arrived),
        arrived_in_full=sum(arrived),
        correct=completed == len(arrived) == sum(arrived) and not (product["failed"] or floor["failed"]),
    )
