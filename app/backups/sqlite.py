"""Backups of a SQLite file, by its own online backup: whoever answers meanwhile does not wait."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy.engine import URL

from app.errors import BackupProblem

SUFFIX = ".db"


def dump(source: URL, file: Path) -> None:
    """Write the database into a file that needs no other file beside it."""
    _copy(_path(source), file)


def restore(file: Path, goal: URL) -> None:
    """Put a backup where a database is empty or not there; BackupProblem when it is no sound database."""
    if not file.is_file():
        raise BackupProblem(f"{file} is not there")
    _copy(file, _path(goal))


@contextmanager
def scratch(_source: URL, folder: Path) -> Iterator[URL]:
    """Give a place for a database that is removed afterwards."""
    with tempfile.TemporaryDirectory(dir=folder) as room:
        yield URL.create("sqlite", database=f"{room}/scratch.db")


def _path(address: URL) -> Path:
    return Path(address.database or "")


def _copy(source: Path, goal: Path) -> None:
    """Copy a database as it is at one moment, and look whether the copy is sound."""
    try:
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(goal)) as new:
            old.backup(new)
            new.execute("PRAGMA journal_mode=DELETE")
            found = new.execute("PRAGMA integrity_check").fetchone()[0]
            tables = new.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    except sqlite3.Error as error:
        raise BackupProblem(f"{source} cannot be copied to {goal}: {error}") from error
    if found != "ok" or not tables:
        raise BackupProblem(f"{source} is damaged or empty: {found}, {tables} tables and the like")
