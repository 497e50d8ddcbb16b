"""Settings from the environment; a wrong one stops the start with its name."""

from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError


class Settings(BaseSettings):
    """What differs between installations. Every name is an environment variable, in capitals."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore")

    database_url: str = "sqlite:///var/database/bouwsteen.db"
    """SQLite file or PostgreSQL server, as an SQLAlchemy URL."""
    keys_dir: Path = Path("var/keys")
    """Where private keys lie: outside the database and outside its backups, readable by this user alone."""
    base_url: str = Field(default="http://127.0.0.1:8000", pattern=r"^https?://[^/]+$")
    """How the product is reached from outside; personal links begin with it."""
    operator: str = ""
    """The name of who runs the software, for the first page of the questionnaire; described there if it is empty."""
    operator_is_employer: bool = False
    """Whether the employer of those who answer runs the software itself; the first page says so."""
    key_days: int = Field(default=7, ge=0, le=90)
    """Days between closing and the destruction of the key; fixed for a measurement when it is launched."""
    talk_days: int = Field(default=90, ge=1, le=366)
    """Days that the link to the page of a team talk works, unless it is withdrawn before."""
    backup_dir: Path = Path("var/backups")
    """Where backups of the database are put; never the keys."""
    backup_days: int = Field(default=30, ge=1, le=3650)
    """Days after which a backup in that folder is deleted."""
    worker: Literal["inside", "outside"] = "inside"
    """Whether `serve` does the daily work itself or leaves it to `bouwsteen work`."""
    demo: bool = False
    """Show the demonstration's doors on the front page. Never on an installation with real people."""
    clock_file: Path | None = None
    """Where the demonstration keeps how many days its clock runs ahead."""

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, address: str) -> str:
        """Refuse what is no address of SQLite or PostgreSQL."""
        try:
            kind = make_url(address).get_backend_name()
        except ArgumentError as error:
            raise ValueError("is no address of a database, as in sqlite:///bouwsteen.db") from error
        if kind not in {"sqlite", "postgresql"}:
            raise ValueError(f"{kind} is neither sqlite nor postgresql")
        return address

    @property
    def copied(self) -> tuple[Path, ...]:
        """The folders of which copies are made or kept: keys may not lie there."""
        parts = make_url(self.database_url)
        lite = parts.get_backend_name() == "sqlite" and parts.database
        return (self.backup_dir, *((Path(parts.database).parent,) if lite and parts.database else ()))

    @property
    def https(self) -> bool:
        """Whether browsers reach the product over https."""
        return self.base_url.startswith("https://")
