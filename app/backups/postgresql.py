"""Backups of a PostgreSQL database, by its own tools in the custom format."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from psycopg.errors import InsufficientPrivilege
from sqlalchemy import text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from app.db import make_engine
from app.errors import BackupProblem

SUFFIX = ".dump"


def dump(source: URL, file: Path) -> None:
    """Write the database into a file."""
    _run("pg_dump", source, "--format=custom", "--no-owner", "--no-privileges", f"--file={file}")


def restore(file: Path, goal: URL) -> None:
    """Put a backup into an empty database, wholly or not at all."""
    _run("pg_restore", goal, "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", str(file))


@contextmanager
def scratch(source: URL, _folder: Path) -> Iterator[URL]:
    """Make a database on the same server that is removed afterwards."""
    name = f"bouwsteen_scratch_{token_hex(4)}"
    _administer(source, f"CREATE DATABASE {name} TEMPLATE template0")
    try:
        yield source.set(database=name)
    finally:
        _administer(source, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _run(tool: str, address: URL, *options: str) -> None:
    """Run one of PostgreSQL's own tools; the password goes round the list of processes."""
    program = shutil.which(tool)
    if program is None:
        raise BackupProblem(f"{tool} is not installed: install the client of the server's version of PostgreSQL")
    where = address.set(drivername="postgresql", password=None).render_as_string()
    environment = dict(os.environ) | ({"PGPASSWORD": address.password} if address.password else {})
    command = [program, "--no-password", f"--dbname={where}", *options]
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        said = " ".join(done.stderr.split()) or f"it ended with {done.returncode}"
        raise BackupProblem(f"{program} failed: {said}")


def _administer(address: URL, statement: str) -> None:
    engine = make_engine(address).execution_options(isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(statement))
    except DBAPIError as error:
        raise BackupProblem(_explained(error)) from error
    finally:
        engine.dispose()


def _explained(error: DBAPIError) -> str:
    if isinstance(error.orig, InsufficientPrivilege):
        return "a backup is tried out in a database of its own, and this role may not make one: ALTER ROLE ... CREATEDB"
    return f"a backup cannot be tried out: {str(error.orig).strip().splitlines()[0]}"
