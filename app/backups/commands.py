"""`bouwsteen backup` and `restore`."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session

from app.backups.service import Backups
from app.config import Settings
from app.console import NO, configured, explained, stop
from app.db import make_engine
from app.migrating import at_head

Folder = Annotated[Path | None, typer.Option("--to", help="Folder to put it in; default BACKUP_DIR.")]
File = Annotated[Path, typer.Argument(help="A file that `bouwsteen backup` made.")]


def backup_database(folder: Folder = None) -> None:
    """Make a backup of the database, without the keys, and try it out; print the name of its file."""
    settings = configured()
    backups, now = _backups(settings, folder), datetime.now(UTC)
    with explained(NO):
        file = backups.make(now=now)
        with backups.restored(file) as engine, Session(engine) as session:
            whole = at_head(session.connection())
    if not whole:
        file.unlink()
        raise stop("the backup does not have the form of this version: run `bouwsteen migrate`", NO)
    backups.drop_old(now=now)
    typer.echo(file)


def restore_database(file: File) -> None:
    """Restore a backup into an empty database."""
    settings = configured()
    with explained(NO):
        _backups(settings, None).restore(file)
    engine = make_engine(settings.database_url)
    with Session(engine) as session:
        whole = at_head(session.connection())
    engine.dispose()
    typer.echo("restored" if whole else "restored; it is of an older version: run `bouwsteen migrate`")


def _backups(settings: Settings, folder: Path | None) -> Backups:
    return Backups(settings.database_url, folder or settings.backup_dir, settings.backup_days)
