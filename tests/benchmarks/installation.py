"""A throw-away installation of the product, used through its own command and its own pages."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import Engine

from app.config import Settings
from app.db import make_engine
from app.demonstration.load import NAME
from app.models import Role
from tests.benchmarks.servers import free_port, running

BOUWSTEEN = Path(sys.executable).with_name("bouwsteen")
VAR = Path(__file__).parents[2] / "var"
"""Where the product writes too: /tmp may lie in memory, where nothing is durable and everything is fast."""


@dataclass(frozen=True)
class Installation:
    """A folder with keys, and a database."""

    folder: Path
    database_url: str

    @property
    def settings(self) -> Settings:
        """The settings of the product here."""
        return Settings(
            database_url=self.database_url,
            keys_dir=self.folder / "keys",
            backup_dir=self.folder / "backups",
            worker="outside",
        )

    @property
    def environment(self) -> dict[str, str]:
        """The same settings for another process."""
        chosen = self.settings.model_dump(include={"database_url", "keys_dir", "backup_dir", "worker"})
        return dict(os.environ) | {name.upper(): str(value) for name, value in chosen.items()}

    def engine(self) -> Engine:
        """Connect to the database, to look at what arrived."""
        return make_engine(self.database_url)

    def command(self, *arguments: object) -> str:
        """Run the command and give what it printed."""
        words = [str(BOUWSTEEN), *map(str, arguments)]
        return subprocess.run(words, env=self.environment, check=True, stdout=subprocess.PIPE, text=True).stdout

    def simulate(self, people: int, teams: int, *, answered: bool = False) -> tuple[UUID, list[str]]:
        """Make an open measurement; give its id and the paths of the personal links."""
        file = self.folder / "links"
        options = ["--answered"] if answered else []
        said = self.command("simulate", "--people", people, "--teams", teams, "--links", file, *options)
        return UUID(said.split()[0]), [urlsplit(link).path for link in file.read_text().split()]

    def sign_in_path(self) -> str:
        """Add somebody who may see the results of the simulated organisation; give the path that signs in once."""
        person = ("meter@example.org", "--name", "Meter", "--role", Role.HR.value)
        said = self.command("user", "add", *person, "--organisation", NAME)
        return urlsplit(said.strip()).path

    @contextmanager
    def serving(self) -> Iterator[int]:
        """Start the product's server, as it comes: one process."""
        port = free_port()
        with running([BOUWSTEEN, "serve", "--port", str(port)], self.environment, port):
            yield port


@contextmanager
def installed(database_url: str | None = None) -> Iterator[Installation]:
    """Make an installation and remove it afterwards; without an address it has a SQLite database of its own."""
    VAR.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="benchmark-", dir=VAR) as folder:
        yield Installation(Path(folder), database_url or f"sqlite:///{folder}/database/product.db")
