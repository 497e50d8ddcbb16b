"""The command: what it prints, and how it ends."""

import re
import socket
from pathlib import Path

import pytest
from sqlmodel import Session, select
from typer.testing import CliRunner

from app.cli import cli, main
from app.config import Settings
from app.keys import KeyStore
from app.models import Measurement, MeasurementStatus, Person, SignInLink
from app.models.invitation import Invitation, InvitationStatus
from app.secrets import hashed, parsed
from surveys.catalogue import CONTENT
from tests import factories
from tests.app.publishing.test_closing import hand_in
from tests.conftest import NOW
from tests.surveys.test_catalogue import spoiled

RUN = CliRunner()


@pytest.fixture(autouse=True)
def environment(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setenv("KEYS_DIR", str(settings.keys_dir))
    monkeypatch.setenv("BACKUP_DIR", str(settings.backup_dir))
    monkeypatch.setenv("BASE_URL", "https://bouwsteen.example")


@pytest.mark.parametrize(
    "command",
    [
        "serve",
        "migrate",
        "work",
        "demo",
        "user add",
        "check-questionnaire",
        "close",
        "backup",
        "restore",
        "audit verify",
        "codes",
        "simulate",
        "analyse",
        "compare",
    ],
)
def test_every_command_explains_itself(command: str) -> None:
    result = RUN.invoke(cli, [*command.split(), "--help"])

    assert result.exit_code == 0
    assert "Usage" in result.output


def test_add_a_user_and_print_a_link_that_is_stored_nowhere(session: Session) -> None:
    arguments = ["user", "add", "hanna@example.org", "--name", "Hanna", "--organisation", "Waterland", "--role", "hr"]
    result = RUN.invoke(cli, arguments)

    assert result.exit_code == 0
    head, _, secret = result.output.strip().rpartition("/")
    assert head == "https://bouwsteen.example/sign-in"
    link = session.exec(select(SignInLink)).one()
    assert link.token_hash == hashed(parsed(secret))
    assert parsed(secret) not in link.token_hash


def test_close_a_measurement(session: Session, keys: KeyStore) -> None:
    measurement = factories.measurement(session, keys, factories.organisation(session), now=NOW)
    session.commit()
    hand_in(session, measurement, limit=3)

    too_few = RUN.invoke(cli, ["close", str(measurement.id)])
    assert (too_few.exit_code, "too few" in too_few.output) == (1, True)
    hand_in(session, measurement)
    assert RUN.invoke(cli, ["close", str(measurement.id)]).exit_code == 0
    again = RUN.invoke(cli, ["close", str(measurement.id)])
    assert (again.exit_code, "not open" in again.output) == (1, True)


def test_codes_for_people_without_mail(session: Session, keys: KeyStore) -> None:
    measurement = factories.measurement(session, keys, factories.organisation(session), now=NOW)
    for person in session.exec(select(Person).limit(2)):
        person.email = ""
    session.commit()

    first, second = (RUN.invoke(cli, ["codes", str(measurement.id)]) for _ in range(2))

    head, *lines = first.output.splitlines()
    assert head == "team,code,address"
    assert len(lines) == 2
    assert all(re.search(r"^Noord,(\S{18}),https://bouwsteen.example/c/\1$", line) for line in lines)
    assert second.output.splitlines() == [head]


def test_codes_for_a_measurement_that_takes_no_answers(session: Session, keys: KeyStore) -> None:
    measurement = factories.measurement(session, keys, factories.organisation(session), now=NOW)
    measurement.status = MeasurementStatus.CLOSED
    session.commit()

    assert RUN.invoke(cli, ["codes", str(measurement.id)]).exit_code == 1
    assert RUN.invoke(cli, ["codes", "00000000-0000-0000-0000-000000000000"]).exit_code == 2


@pytest.mark.parametrize("measurement", ["00000000-0000-0000-0000-000000000001", "nonsense"])
def test_close_what_does_not_exist(measurement: str) -> None:
    assert RUN.invoke(cli, ["close", measurement]).exit_code == 2


def test_check_the_questionnaire_that_ships() -> None:
    result = RUN.invoke(cli, ["check-questionnaire", str(CONTENT / "questionnaire.toml")])

    assert result.exit_code == 0
    assert "42 statements" in result.output


def test_a_broken_questionnaire_names_file_and_key(tmp_path: Path) -> None:
    broken = tmp_path / "mine.toml"
    broken.write_text('code = "mine"\nversion = 0\nlocales = []\n')

    result = RUN.invoke(cli, ["check-questionnaire", str(broken)])

    assert result.exit_code == 2
    assert "mine.toml: version:" in result.output
    assert "mine.toml: statements: Field required" in result.output
    assert "Traceback" not in result.output


def test_a_questionnaire_that_is_not_there() -> None:
    result = RUN.invoke(cli, ["check-questionnaire", "nowhere.toml"])

    assert (result.exit_code, "nowhere.toml: cannot be read" in result.output) == (2, True)


@pytest.mark.parametrize(
    ("extra", "expected"), [([], InvitationStatus.OPEN), (["--answered"], InvitationStatus.SUBMITTED)]
)
def test_simulate(tmp_path: Path, session: Session, extra: list[str], expected: InvitationStatus) -> None:
    links = tmp_path / "links"
    result = RUN.invoke(cli, ["simulate", "--people", "23", "--teams", "4", "--links", str(links), *extra])

    assert result.exit_code == 0
    assert len(set(links.read_text().split())) == 23
    assert links.read_text().startswith("https://bouwsteen.example/i/")
    assert {row.status for row in session.exec(select(Invitation))} == {expected}
    assert "verzonnen" in session.exec(select(Measurement)).one().name


def test_more_teams_than_people_is_refused(tmp_path: Path) -> None:
    result = RUN.invoke(cli, ["simulate", "--people", "2", "--teams", "3", "--links", str(tmp_path / "links")])

    assert result.exit_code == 2


def test_a_database_without_tables_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'empty.db'}")
    monkeypatch.setattr(
        "sys.argv", ["bouwsteen", "user", "add", "a@example.org", "--organisation", "W", "--role", "hr"]
    )

    with pytest.raises(SystemExit) as ended:
        main()

    assert ended.value.code == 2
    assert "did `bouwsteen migrate` run" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "value"), [("KEY_DAYS", "soon"), ("DATABASE_URL", "nonsense"), ("DATABASE_URL", "mysql://a/b")]
)
def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)

    result = RUN.invoke(cli, ["migrate"])

    assert (result.exit_code, f"{name}: " in result.output) == (2, True)


def test_serving_an_old_database_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'empty.db'}")

    result = RUN.invoke(cli, ["serve"])

    assert (result.exit_code, "bouwsteen migrate" in result.output) == (2, True)


def test_a_port_that_is_taken_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = RUN.invoke(cli, ["serve", "--port", str(taken.getsockname()[1])])

    assert (result.exit_code, "cannot be used" in result.output) == (2, True)


@pytest.mark.parametrize("wrong", [["hanna", "--organisation", "W"], ["hanna@example.org", "--organisation", " "]])
def test_a_user_needs_an_address_and_an_organisation(wrong: list[str]) -> None:
    result = RUN.invoke(cli, ["user", "add", *wrong, "--role", "hr"])

    assert (result.exit_code, "are needed" in result.output) == (2, True)


@pytest.mark.parametrize(
    ("file", "old", "new", "where"),
    [
        ("nl/cells.toml", "tip = ", "tipp = ", "cells.toml: insight_mission.tip"),
        ("en/cells.toml", "[people_values]", "[people_value]", "cells.toml: people_values: is missing"),
        ("nl/model.toml", "[stages.5]", "[stages.6]", "model.toml"),
    ],
)
def test_a_fault_in_the_explanations_is_named(tmp_path: Path, file: str, old: str, new: str, where: str) -> None:
    result = RUN.invoke(cli, ["check-questionnaire", str(spoiled(tmp_path, file, old, new))])

    assert (result.exit_code, where in result.output) == (2, True)


def test_keys_beside_the_database_stop_the_start(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEYS_DIR", str(settings.backup_dir / "keys"))

    for command in ("serve", "work"):
        result = RUN.invoke(cli, [command])
        assert (result.exit_code, "lie in one another" in result.output) == (2, True)


def test_a_lost_key_directory_stops_the_start(
    session: Session, keys: KeyStore, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    factories.measurement(session, keys, factories.organisation(session), now=NOW)
    session.commit()
    monkeypatch.setenv("KEYS_DIR", str(tmp_path / "mistyped"))

    result = RUN.invoke(cli, ["serve"])

    assert (result.exit_code, "1 measurement(s) need a key" in result.output) == (2, True)


def test_close_works_with_keys_that_nobody_else_can_read(session: Session, keys: KeyStore) -> None:
    measurement = factories.measurement(session, keys, factories.organisation(session), now=NOW)
    session.commit()
    hand_in(session, measurement)
    (keys.folder / f"{measurement.id}.key").chmod(0o644)

    result = RUN.invoke(cli, ["close", str(measurement.id)])

    assert (result.exit_code, "can be read by others" in result.output) == (2, True)
    assert len(session.exec(select(Invitation)).all()) == 18


def test_close_names_what_is_wrong_with_key_or_envelopes(session: Session, keys: KeyStore) -> None:
    measurement = factories.measurement(session, keys, factories.organisation(session), now=NOW)
    session.commit()
    hand_in(session, measurement)
    file = keys.folder / f"{measurement.id}.key"
    content = file.read_bytes()
    file.unlink()
    missing = RUN.invoke(cli, ["close", str(measurement.id)])
    assert (missing.exit_code, "cannot be read" in missing.output) == (1, True)
    file.write_bytes(content)
    file.chmod(0o600)
    spoiled = session.exec(select(Invitation)).first()
    assert spoiled
    spoiled.sealed = b"nonsense"
    session.commit()

    refused = RUN.invoke(cli, ["close", str(measurement.id)])
    closed = RUN.invoke(cli, ["close", str(measurement.id), "--without-damaged"])

    assert (refused.exit_code, "1 of 18 envelopes do not open" in refused.output) == (1, True)
    assert (closed.exit_code, closed.output.strip()) == (0, "closed")
