"""What every `bouwsteen` command needs: its settings, and a way to end. Exit 1: the answer is "no"; 2: wrong input."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer
from pydantic import ValidationError

from app.config import Settings
from app.errors import AppError
from app.keys import KeyStore

NO = 1
WRONG = 2


def stop(message: str, code: int) -> typer.Exit:
    """Say on standard error what is the matter, and end with this exit code."""
    typer.echo(message, err=True)
    return typer.Exit(code)


def configured(database: str | None = None) -> Settings:
    """Read the settings; a wrong one is named."""
    try:
        settings = Settings()
    except ValidationError as error:
        faults = "\n".join(f"{str(fault['loc'][0]).upper()}: {fault['msg']}" for fault in error.errors())
        raise stop(f"these settings cannot be used:\n{faults}", WRONG) from error
    return settings.model_copy(update={"database_url": database}) if database else settings


@contextmanager
def explained(code: int) -> Iterator[None]:
    """End with this exit code and one line where the product refuses."""
    try:
        yield
    except AppError as error:
        raise stop(str(error), code) from error


def key_store(settings: Settings) -> KeyStore:
    """Make the key directory ready before anything else starts, or say what is wrong with it."""
    keys = KeyStore(settings.keys_dir)
    with explained(WRONG):
        keys.stand_apart(*settings.copied)
        keys.prepare()
    return keys
