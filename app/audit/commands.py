"""`bouwsteen audit verify`."""

import typer

from app import audit_log
from app.console import NO, configured, stop
from app.db import transaction

audit = typer.Typer(help="The audit log.", no_args_is_help=True)


@audit.callback()
def _group() -> None:
    """Keep `verify` a word of its own, also as long as it is the only one."""


@audit.command("verify")
def verify_log() -> None:
    """Check that no entry was changed, put in between or taken out; print how many there are and the last digest."""
    with transaction(configured().database_url) as session:
        chain = audit_log.verify(session)
    if chain.broken_at:
        raise stop(f"entry {chain.broken_at} is missing, was changed, or does not fit the one before it", NO)
    typer.echo(f"{chain.entries} entries, unbroken, up to {chain.head}")
