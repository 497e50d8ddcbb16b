"""A short form of the attack on a dump; and canaries: nothing that was sent stands anywhere before closing."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from app.config import Settings
from tests.proofs.dump_attack import ENOUGH, IP, Submission, attack, close, collect

PEOPLE = 60


@pytest.mark.parametrize("careless", [False, True])
def test_who_has_everything_in_the_database_cannot_tell_whose_response_is_whose(
    settings: Settings, engine: Engine, *, careless: bool
) -> None:
    found = attack(settings, engine, PEOPLE, careless=careless)

    assert found.ways > 30
    if careless:  # or the attack would be worth nothing
        assert found.links >= ENOUGH * PEOPLE
    else:
        assert found.links <= found.by_chance < 15


def test_nothing_that_was_sent_stands_in_a_log_or_a_file_before_closing(
    settings: Settings, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.WARNING, "httpx2")  # the browser, which knows its own address
    write_down_every_statement(engine)
    measurement, sent = collect(settings, engine, 8)

    before = b"".join(files(engine))
    assert hits(before, sent) == 0
    assert hits(caplog.text.encode(), sent) == 0
    assert b"@example.org" in before  # where people are; the search does find what is there
    assert "@example.org" not in caplog.text
    assert str(measurement.id) in before.decode("latin-1") or measurement.id.hex in before.decode("latin-1")
    caplog.clear()

    close(settings, engine, measurement.id)

    after = b"".join(files(engine))
    assert sum(one.token.encode() in after for one in sent) == 0
    assert IP.encode() not in after
    assert "@example.org" not in caplog.text
    assert not any(one.answers in caplog.text or one.comment in caplog.text for one in sent)
    assert any(one.answers.encode() in after for one in sent)


def hits(content: bytes, sent: list[Submission]) -> int:
    """Count what was found of tokens, answers, comments and the address."""
    canaries = [text.encode() for one in sent for text in (one.token, one.answers, one.comment)]
    return sum(canary in content for canary in (*canaries, IP.encode()))


def write_down_every_statement(engine: Engine) -> None:
    """Have PostgreSQL log all statements with their values, as an administrator may do."""
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.execute(text(f"ALTER DATABASE {engine.url.database} SET log_statement = 'all'"))
        engine.dispose()


def files(engine: Engine) -> Iterator[bytes]:
    """Read the files of the database, its write-ahead log and its server log."""
    if engine.dialect.name == "sqlite":
        file = Path(engine.url.database or "")
        yield from (part.read_bytes() for part in file.parent.glob(f"{file.name}*"))
        return
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text("CHECKPOINT"))
        place = Path(connection.execute(text("SHOW data_directory")).scalar_one())
        own = connection.execute(text("SELECT oid FROM pg_database WHERE datname = current_database()")).scalar_one()
    if not place.exists():
        pytest.skip("the server is on another machine")
    log = [path for path in place.glob("*") if path.is_file() and "log" in path.name]
    for part in (*place.glob(f"base/{own}/*"), *place.glob("pg_wal/*"), *log):
        if part.is_file():
            yield part.read_bytes()
