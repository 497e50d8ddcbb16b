"""Make, check and restore backups of the database. The keys are never in one."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import file_digest
from pathlib import Path
from secrets import token_hex
from typing import Protocol

from sqlalchemy import Engine, inspect
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError

from app.backups import postgresql, sqlite
from app.db import make_engine, make_room
from app.errors import BackupProblem

MOMENT = "%Y%m%dT%H%M%SZ"
NAME = "bouwsteen-"


class Way(Protocol):
    """How a kind of database is copied out and in: the modules `sqlite` and `postgresql`."""

    SUFFIX: str

    def dump(self, source: URL, file: Path) -> None:
        """Write the database, as it is at one moment, into a file."""

    def restore(self, file: Path, goal: URL) -> None:
        """Put a backup into an empty database."""

    def scratch(self, source: URL, folder: Path) -> AbstractContextManager[URL]:
        """Give an empty database that is removed afterwards."""


@dataclass(frozen=True)
class Backups:
    """The backups of one database, in one folder."""

    database_url: str
    folder: Path
    days: int

    def make(self, *, now: datetime) -> Path:
        """Write a backup that only this user can read, and give its file; BackupProblem when that fails."""
        goal = self.folder / f"{NAME}{now.astimezone(UTC).strftime(MOMENT)}-{token_hex(2)}{self._way.SUFFIX}"
        with _explained(self.folder):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.folder, suffix=".part")
            os.close(handle)
            part = Path(name)
            try:
                self._way.dump(self._address, part)
                _settle(part)
                part.rename(goal)
            finally:
                part.unlink(missing_ok=True)
        return goal

    @contextmanager
    def restored(self, file: Path) -> Iterator[Engine]:
        """Restore a backup beside the database, for as long as the block lasts; BackupProblem when that fails."""
        with _explained(file), self._way.scratch(self._address, self.folder) as place:
            self._way.restore(file, place)
            engine = make_engine(place)
            try:
                yield engine
            finally:
                engine.dispose()

    def restore(self, file: Path) -> None:
        """Restore a backup into the database; BackupProblem when that fails, or when anything is there already."""
        make_room(self.database_url)
        engine = make_engine(self._address)
        tables = inspect(engine).get_table_names()
        engine.dispose()
        if tables:
            raise BackupProblem("the database is not empty: restore into a new one, and let DATABASE_URL name it")
        with _explained(file):
            self._way.restore(file, self._address)

    def drop_old(self, *, now: datetime) -> int:
        """Delete the backups of this folder that are too old, and give how many those were."""
        old = [file for file in self.folder.glob(f"{NAME}*") if _made_at(file) < now - timedelta(days=self.days)]
        for file in old:
            file.unlink(missing_ok=True)
        return len(old)

    @property
    def _address(self) -> URL:
        return make_url(self.database_url)

    @property
    def _way(self) -> Way:
        return sqlite if self._address.get_backend_name() == "sqlite" else postgresql


def digest(file: Path) -> str:
    """Compute the SHA-256 of a backup, in hexadecimal."""
    with file.open("rb") as source:
        return file_digest(source, "sha256").hexdigest()


def _made_at(file: Path) -> datetime:
    """Read from its name when a backup was made; what has no such name is not ours, and never too old."""
    with suppress(ValueError):
        moment = file.name.removeprefix(NAME)[: len("20260101T000000Z")]
        return datetime.strptime(moment, MOMENT).replace(tzinfo=UTC)
    return datetime.max.replace(tzinfo=UTC)


def _settle(file: Path) -> None:
    """Have a file on disk before it gets its name."""
    with file.open("rb") as written:
        os.fsync(written.fileno())


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn what the machine says about files, and a database about itself, into a BackupProblem."""
    try:
        yield
    except OSError as error:
        raise BackupProblem(f"{error.filename or path}: {error.strerror}") from error
    except DBAPIError as error:
        raise BackupProblem(f"{path} gives back what cannot be read: {str(error.orig).splitlines()[0]}") from error
