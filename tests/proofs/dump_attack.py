"""Everything that can be had of a database before and after closing, and a web log: whose is which response?

People answer through the real application. Then the attacker has both dumps with their system columns and the order in
which rows lie, and knows who sent when. Every order of people is laid beside every order of responses, and every column
beside every other.
"""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count, product
from typing import Any
from unittest.mock import patch
from uuid import UUID

from fastapi.testclient import TestClient
from scipy.stats import poisson
from sqlalchemy import Connection, Engine, text
from sqlmodel import Session, select

from app.config import Settings
from app.db import make_engine, make_room, reading
from app.keys import KeyStore
from app.main import create_app
from app.measurements.launch import personal_links
from app.migrating import upgrade
from app.models import Measurement
from app.models.invitation import Invitation
from app.publishing import opening, service, storing
from app.secrets import hashed, parsed
from surveys.answers import encode
from surveys.catalogue import customer_focus
from tests import factories
from tests.app.answering.conftest import Employee, fields, thanked
from tests.benchmarks.installation import Installation, installed
from tests.benchmarks.postgresql import postgresql

PEOPLE, MOST = 240, 6
ENOUGH = 5 / 6  # of the people, that the attack must find where closing is careless
QUESTIONNAIRE = customer_focus().questionnaire
IP = "203.0.113.77"
Row = dict[str, Any]
Order = tuple[UUID, ...]


@dataclass(frozen=True)
class Submission:
    """What one person sent; `token` and `comment` are canaries."""

    person_id: UUID
    token: str
    answers: str
    comment: str


@dataclass(frozen=True)
class Found:
    """What an attack found: the most links that any way gave, which way that was, and how many ways there were."""

    links: int
    way: str
    ways: int

    @property
    def by_chance(self) -> int:
        """The most links that chance gives in so many ways, once in a million times."""
        return int(poisson.isf(1e-6 / self.ways, 1))


def run() -> Iterator[dict[str, object]]:
    """Attack on SQLite, then on PostgreSQL."""
    with installed() as place:
        yield {"database": "sqlite", **prove(place)}
    with postgresql() as url, installed(url) as place:
        yield {"database": "postgresql", **prove(place)}


def prove(place: Installation) -> dict[str, object]:
    """Attack a closing as it is, and a careless one."""
    settings = place.settings.model_copy(update={"base_url": "http://testserver"})
    make_room(settings.database_url)
    engine = make_engine(settings.database_url)
    upgrade(engine)
    real, planted = (attack(settings, engine, PEOPLE, careless=careless) for careless in (False, True))
    engine.dispose()
    return {
        "submissions": PEOPLE,
        "linked": real.links,
        "ways_tried": real.ways,
        "linked_when_careless": planted.links,
        "by": planted.way,
        "holds": real.links <= MOST and planted.links >= ENOUGH * PEOPLE,
    }


def attack(settings: Settings, engine: Engine, people: int, *, careless: bool) -> Found:
    """Let people answer, close, and try to link."""
    measurement, sent = collect(settings, engine, people)
    before = dump(engine)
    with careless_closing() if careless else ExitStack():
        close(settings, engine, measurement.id)
    return link(before, dump(engine), sent)


def collect(settings: Settings, engine: Engine, people: int) -> tuple[Measurement, list[Submission]]:
    """Have people answer one after the other, in an order of chance; give what they sent, in that order."""
    keys = KeyStore(settings.keys_dir)
    keys.prepare()
    with Session(engine, expire_on_commit=False) as session, session.begin():
        owner = factories.organisation(session, teams={"Groot": people})
        measurement = factories.measurement(session, keys, owner, now=datetime.now(UTC))
        links = personal_links(session, keys, measurement, base_url="")
        who = dict(session.exec(select(Invitation.token_hash, Invitation.person_id)).all())
    random.shuffle(links)
    app = create_app(settings)
    with TestClient(app, follow_redirects=False, client=(IP, 50000)) as client:
        return measurement, [submit(client, link, who) for link in links]


def submit(client: TestClient, link: str, who: dict[bytes | None, UUID]) -> Submission:
    """Answer everything with a pattern and a text that nobody else has."""
    client.cookies.clear()
    employee, token = Employee(client, link.rpartition("/")[2]), link.rpartition("/")[2]
    employee.begin()
    given = {question.code: random.randrange(1, 6) for question in QUESTIONNAIRE.scored}
    comment = f"kanarie {random.getrandbits(64):x}"
    form = fields(employee.get("/answer/1"))
    about = {"csrf": form["csrf"], "writer": "first", "count": "1", "seen": ""}
    sent = {code: str(value) for code, value in given.items()} | {"goes_well": comment}
    assert thanked(employee.post("/answer/submit", {**sent, **about}))
    return Submission(who[hashed(parsed(token))], token, encode(QUESTIONNAIRE, given), comment)


def close(settings: Settings, engine: Engine, measurement_id: UUID) -> None:
    """Close by hand."""
    with Session(engine) as session, session.begin():
        service.close(session, KeyStore(settings.keys_dir), measurement_id, now=datetime.now(UTC))


@contextmanager
def careless_closing() -> Iterator[None]:
    """Take the shuffling away and number rows as they come: what an attack must find."""

    class InOrder:
        def shuffle(self, rows: list[Any]) -> None:
            """Leave them."""

    numbers = count(1)
    with ExitStack() as patches:
        for module in (opening, storing):
            patches.enter_context(patch.object(module, "SystemRandom", InOrder))
        patches.enter_context(patch.object(storing, "uuid4", lambda: UUID(int=next(numbers))))
        yield


def dump(engine: Engine) -> dict[str, list[Row]]:
    """Read the tables that matter, in the order in which they lie, with what the database itself keeps of each row."""
    with reading(engine).connect() as connection:
        hidden = "ctid, xmin, cmin, cmax, xmax," if engine.dialect.name == "postgresql" else ""
        tables = {}
        for table in ("invitation", "person", "response", "comment"):
            own = hidden or ("rowid AS row_number," if table in {"invitation", "person"} else "")
            rows = connection.execute(text(f"SELECT {own} * FROM {table}")).mappings()
            tables[table] = [dict(row) for row in rows]
        tables["invitation by index"] = _by_index(connection)
    return tables


def _by_index(connection: Connection) -> list[Row]:
    """Read the invitations in the order in which their index gives them."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL enable_seqscan = off"))
    wanted = "SELECT person_id FROM invitation WHERE measurement_id = (SELECT max(measurement_id) FROM invitation)"
    if connection.dialect.name == "postgresql":
        wanted = wanted.replace("max(measurement_id)", "max(measurement_id::text)::uuid")
    return [dict(row) for row in connection.execute(text(wanted)).mappings()]


def link(before: dict[str, list[Row]], after: dict[str, list[Row]], sent: Sequence[Submission]) -> Found:
    """Try every way to link, and give the best."""
    answers = {one.answers: one.person_id for one in sent}
    comments = {one.comment: one.person_id for one in sent}
    sources = {
        "order of sending": tuple(one.person_id for one in sent),
        "index of invitations": tuple(_uuid(row["person_id"]) for row in before["invitation by index"]),
        **orders(before["invitation"], [_uuid(row["person_id"]) for row in before["invitation"]], "invitation"),
        **orders(before["person"], [_uuid(row["id"]) for row in before["person"]], "person"),
    }
    mine = set(sources["order of sending"])
    sources = {name: kept for name, order in sources.items() if (kept := tuple(one for one in order if one in mine))}
    found = []
    for table, truth, column in (("response", answers, "answers"), ("comment", comments, "text")):
        rows = [row for row in after[table] if row[column] in truth]
        owners = [truth[row[column]] for row in rows]
        found += beside(distinct(sources), distinct(orders(rows, owners, table)))
        found += equal(before["invitation"], rows, owners)
    best = max(found, key=lambda each: each[0])
    return Found(best[0], best[1], len(found))


def orders(rows: Sequence[Row], owners: Sequence[UUID], table: str) -> dict[str, Order]:
    """Give the owners of rows in every order that a column gives them, by value and by length, and as they lie."""
    found = {f"{table} as it lies": tuple(owners)}
    for column in rows[0] if rows else ():
        for kind, key in (("", _sortable), ("length of ", lambda value: len(str(value)))):
            ranked = sorted(range(len(rows)), key=lambda place: key(rows[place][column]))
            found[f"{kind}{table}.{column}"] = tuple(owners[place] for place in ranked)
    return found


def distinct(named: dict[str, Order]) -> dict[Order, str]:
    """Keep each order once, under one of its names."""
    return {order: name for name, order in named.items()}


def beside(sources: dict[Order, str], goals: dict[Order, str]) -> list[tuple[int, str]]:
    """Lay every order of people beside every order of rows, forwards and backwards."""
    return [
        (sum(left == right for left, right in zip(source, way, strict=True)), f"{name} beside {goal}")
        for (source, name), (order, goal) in product(sources.items(), goals.items())
        for way in (order, order[::-1])
    ]


def equal(people: Sequence[Row], rows: Sequence[Row], owners: Sequence[UUID]) -> list[tuple[int, str]]:
    """Link by equal values that one row on each side has."""
    found = []
    for left, right in product(people[0], rows[0]):
        once = {str(row[left]): _uuid(row["person_id"]) for row in people if row[left] is not None}
        often = Counter(str(row[left]) for row in people), Counter(str(row[right]) for row in rows)
        values = [str(row[right]) for row in rows]
        same = [
            once[value] == owner
            for value, owner in zip(values, owners, strict=True)
            if often[0][value] == 1 and often[1][value] == 1
        ]
        found.append((sum(same), f"equal {left} and {right}"))
    return found


def _uuid(value: object) -> UUID:
    return UUID(str(value))


def _sortable(value: Any) -> Any:
    if isinstance(value, str) and value.startswith("(") and value.endswith(")"):  # the place of a row in PostgreSQL
        return tuple(int(part) for part in value[1:-1].split(","))
    return value if isinstance(value, (int, bytes)) else str(value)
