"""The `bouwsteen` command. Exit 0: fine; 1: the answer is "no"; 2: the input is wrong, and the message says where."""

import csv
import gc
import re
import socket
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer
import uvicorn
from fastapi import FastAPI
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from app import audit_log, worker
from app.accounts import service as accounts
from app.answering import codes
from app.attack.report import KEPT, as_json
from app.attack.service import SEED, attack
from app.attack.watching import REQUESTS
from app.attack.wording import attack_report
from app.audit.commands import audit
from app.audit_log import COMMAND
from app.backups.commands import backup_database, restore_database
from app.clock import Clock
from app.config import Settings
from app.console import NO, WRONG, configured, explained, key_store, stop
from app.db import make_engine, make_room, transaction
from app.demonstration import load
from app.demonstration import service as demonstration
from app.errors import AppError, BackupProblem, DamagedEnvelopes, NotFound, NotOpen, TooFewResponses
from app.files.commands import Format, FormatOption, LanguageOption, analyse_file, compare_file, disclose_file
from app.keys import KeyStore
from app.main import create_app
from app.migrating import at_head, upgrade
from app.models import Action, Measurement, MeasurementStatus, Organisation, Role
from app.publishing import service as publishing
from app.publishing.finishing import finish, means_of
from app.secrets import written
from app.web.i18n import DEFAULT, language
from surveys.catalogue import check_help, read_edition
from surveys.faults import BrokenQuestionnaire

cli = typer.Typer(help="Measure how customer-focused teams are.", no_args_is_help=True, pretty_exceptions_enable=False)
user = typer.Typer(help="People who work with results.", no_args_is_help=True)
cli.add_typer(user, name="user")
cli.add_typer(audit, name="audit")
cli.command("backup")(backup_database)
cli.command("restore")(restore_database)
cli.command("analyse")(analyse_file)
cli.command("compare")(compare_file)
cli.command("disclose")(disclose_file)

Database = Annotated[str | None, typer.Option("--database", help="Address of the database; default DATABASE_URL.")]
Port = Annotated[int, typer.Option(min=1, max=65535)]
Host = Annotated[str, typer.Option(help="Address to listen on.")]


GARBAGE = 20_000
"""New objects before the youngest are looked through for garbage: a page makes thousands, and hardly any in circles."""


@cli.command()
def serve(host: Host = "127.0.0.1", port: Port = 8000, processes: Annotated[int, typer.Option(min=1)] = 1) -> None:
    """Serve the product; run `bouwsteen migrate` first."""
    settings = configured()
    check_migrated(settings)
    if processes > 1:
        prepare_keys(settings)
        uvicorn.run("app.cli:application", factory=True, host=host, port=port, workers=processes, access_log=False)
    else:
        run(settings, host=host, port=port)


def application() -> FastAPI:
    """Build the application in a process of its own."""
    settings = configured()
    key_store(settings)
    return started(settings)


def started(settings: Settings) -> FastAPI:
    """Build the application; what was loaded stays: it is not looked through for garbage again and again."""
    app = create_app(settings)
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE)
    return app


def check_migrated(settings: Settings) -> None:
    """End with a message where the database does not have the form that this version needs."""
    with transaction(settings.database_url) as session:
        if not at_head(session.connection()):
            raise stop("the database does not have the form of this version: run `bouwsteen migrate`", WRONG)


def run(settings: Settings, *, host: str, port: int, welcome: str = "") -> None:
    """Serve until stopped. No access log: it would hold who opened which link when."""
    prepare_keys(settings)
    try:
        listener = socket.create_server((host, port))
    except OSError as error:
        raise stop(f"port {port} cannot be used ({error.strerror}): choose another with --port", WRONG) from error
    if welcome:
        typer.echo(welcome)
    config = uvicorn.Config(started(settings), access_log=False, log_level="warning")
    uvicorn.Server(config).run(sockets=[listener])


def prepare_keys(settings: Settings) -> None:
    """Make the key directory ready, or say what is wrong with it: also where it was lost and answers need it."""
    with transaction(settings.database_url) as session, explained(WRONG):
        KeyStore(settings.keys_dir).require(publishing.with_keys(session))
    key_store(settings)


@cli.command()
def migrate() -> None:
    """Bring the database to the form that this version needs."""
    settings = configured()
    make_room(settings.database_url)
    engine = make_engine(settings.database_url)
    upgrade(engine)
    engine.dispose()


@cli.command()
def work() -> None:
    """Do the daily work until stopped: count participation, close what is due, destroy keys in time."""
    settings = configured()
    check_migrated(settings)
    prepare_keys(settings)
    worker.forever(means_of(settings, make_engine(settings.database_url)), Clock())


@cli.command()
def demo(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    *,
    fresh: Annotated[bool, typer.Option("--fresh", help="Begin anew.")] = False,
    folder: Annotated[Path, typer.Option(help="Where everything is written.")] = Path("var/demo"),
) -> None:
    """Show everything with a made-up organisation; a second call goes on with what is there."""
    settings = demonstration.settings(folder, host=host, port=port)
    if demonstration.prepare(settings, folder, fresh=fresh):
        typer.echo(f"Made a synthetic organisation in {folder}.")
    welcome = f"Open {settings.base_url} and choose a door: employee, HR or consultant. Ctrl+C stops."
    run(settings, host=host, port=port, welcome=welcome)


@user.command("add")
def add_user(
    email: str,
    organisation: Annotated[str, typer.Option(help="Name of the organisation; it is made when it is new.")],
    role: Annotated[Role, typer.Option(help="What the person may do there.")],
    name: Annotated[str, typer.Option(help="How the person is called on the page; default the address.")] = "",
) -> None:
    """Give somebody a role in an organisation, and print a link that signs in once."""
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", email) or not organisation.strip():
        raise stop("an e-mail address and the name of an organisation are needed", WRONG)
    settings, now = configured(), datetime.now(UTC)
    with transaction(settings.database_url) as session:
        owner = session.exec(select(Organisation).where(Organisation.name == organisation)).one_or_none()
        if owner is None:
            owner = Organisation(name=organisation)
            session.add(owner)
            session.flush()
        account = accounts.grant(session, owner, role, email=email, name=name or email, by=COMMAND, now=now)
        secret = accounts.invite(session, account, now=now)
    typer.echo(f"{settings.base_url}/sign-in/{written(secret)}")


@cli.command("check-questionnaire")
def check_questionnaire(file: Path) -> None:
    """Check a questionnaire file and the texts in the folders beside it."""
    try:
        edition = read_edition(file)
        check_help(file)
    except BrokenQuestionnaire as error:
        raise stop(str(error), WRONG) from error
    asked = edition.questionnaire
    typer.echo(f"{asked.code} version {asked.version}: {len(asked.statements)} statements, {edition.digest}")


@cli.command("close")
def close_measurement(
    measurement: UUID,
    *,
    without_result: Annotated[
        bool, typer.Option("--without-result", help="Close even when too few answered; their answers are destroyed.")
    ] = False,
    without_damaged: Annotated[
        bool, typer.Option("--without-damaged", help="Close even when envelopes do not open; they are left out.")
    ] = False,
) -> None:
    """Close a measurement, publish its result and back it up; the daily work does the rest in time."""
    settings, now = configured(), datetime.now(UTC)
    prepare_keys(settings)
    anyway = publishing.Anyway(without_result=without_result, without_damaged=without_damaged)
    try:
        with transaction(settings.database_url) as session:
            publishing.close(session, KeyStore(settings.keys_dir), measurement, now=now, anyway=anyway)
    except AppError as error:
        message = f"{CLOSING_PROBLEMS.get(type(error), '')} {error}".strip()
        raise stop(message, WRONG if type(error) is NotFound else NO) from error
    typer.echo("closed")
    finish_closing(settings, measurement, now=now)


def finish_closing(settings: Settings, measurement: UUID, *, now: datetime) -> None:
    """Go on with a closing; a backup that fails is tried again by the daily work."""
    engine = make_engine(settings.database_url)
    try:
        finish(means_of(settings, engine), measurement, now=now)
    except BackupProblem as error:
        typer.echo(f"there is no backup yet, so the key stays: {error}", err=True)
    finally:
        engine.dispose()


CLOSING_PROBLEMS: dict[type[AppError], str] = {
    NotFound: "there is no measurement with this id",
    NotOpen: "this measurement is not open: nothing was changed",
    TooFewResponses: "too few people answered for a result: nothing was changed (see --without-result)",
    DamagedEnvelopes: "nothing was changed (see --without-damaged):",
}


@cli.command("attack")
def attack_product(
    *,
    format_: FormatOption = Format.TEXT,
    locale: LanguageOption = DEFAULT,
    seed: Annotated[int, typer.Option(min=0, help="Starting number of chance.")] = SEED,
    requests: Annotated[int, typer.Option(min=1, help="Questions at random, for every role.")] = REQUESTS,
    keep: Annotated[bool, typer.Option("--keep", help="Keep the result for the page in the product.")] = False,
) -> None:
    """Attack the product with a made-up organisation: what is shown may give nobody away. Exit 1 when it does."""
    report = attack(lambda settings, clock: create_app(settings, clock=clock), seed=seed, requests=requests)
    if keep:
        KEPT.write_text(as_json(report))
    typer.echo(as_json(report) if format_ is Format.JSON else attack_report(language(locale), report), nl=False)
    if report.findings:
        raise typer.Exit(NO)


@cli.command("codes")
def print_codes(measurement: UUID) -> None:
    """Make typed codes for people without mail, and print them by team, each once; nobody sees whose is whose."""
    settings = configured()
    with transaction(settings.database_url) as session:
        asked = session.get(Measurement, measurement)
        if asked is None:
            raise stop("there is no measurement with this id", WRONG)
        if asked.status is not MeasurementStatus.OPEN:
            raise stop("this measurement is not open: nobody can answer", NO)
        made = codes.make_codes(session, asked)
        audit_log.record(session, Action.CODES, by=COMMAND, at=datetime.now(UTC), about=asked)
    writer = csv.writer(sys.stdout)
    writer.writerow(["team", "code", "address"])
    writer.writerows((team, code, f"{settings.base_url}/c/{code}") for team in sorted(made) for code in made[team])


@cli.command()
def simulate(
    people: Annotated[int, typer.Option(min=1, max=1_000_000)],
    teams: Annotated[int, typer.Option(min=1, max=100_000)],
    links: Annotated[Path, typer.Option(help="File to write the personal links to, one per line.")],
    database: Database = None,
    *,
    answered: Annotated[bool, typer.Option("--answered", help="Fill in all questionnaires.")] = False,
) -> None:
    """Make an open measurement in a synthetic organisation, for load tests and benchmarks."""
    if teams > people:
        raise stop(f"{teams} teams of {people} people: there must be at least one person in each team", WRONG)
    settings = configured(database)
    make_room(settings.database_url)
    with links.open("w") as file:  # before anything is made
        measurement_id, addresses = load.simulate(settings, people=people, teams=teams, answered=answered)
        file.writelines(f"{address}\n" for address in addresses)
    typer.echo(f"{measurement_id} synthetic measurement with {people} invitations in {teams} teams")


def main() -> None:
    """Run a command; a database that is not there or not migrated is said in one line."""
    try:
        cli()
    except DBAPIError as error:
        reason = str(error.orig).strip().split("\n")[0]
        typer.echo(f"the database cannot be used: {reason}\nIs it there, and did `bouwsteen migrate` run?", err=True)
        sys.exit(WRONG)
    except OSError as error:
        typer.echo(f"{error.filename or ''}: {error.strerror}", err=True)
        sys.exit(WRONG)
