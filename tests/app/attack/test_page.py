"""The page of the attack test, and the report that it shows."""

from datetime import date
from importlib.metadata import version
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.attack import report as reports
from app.attack.findings import Finding, Guessed, Kind
from app.attack.report import Report, as_json, kept
from app.attack.wording import attack_report
from app.web.i18n import language

FINDING = Finding(Kind.FEW, "/measurements/x", "moves with fewer than 5 people")


def report(*findings: Finding) -> Report:
    return Report(
        version="0.1.0",
        made_on=date(2026, 11, 25),
        seed=7,
        people=60,
        figures=481,
        pages=1171,
        tokens=954788,
        copies=116,
        requests=16847,
        moved=10546,
        seconds=90,
        processor_seconds=80,
        findings=findings,
        guessed=(Guessed("random 1", 120, 12), Guessed("all 1", 120, 120)),
    )


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "report.json"
    monkeypatch.setattr(reports, "KEPT", path)
    return path


def test_a_report_is_kept_as_it_was(file: Path) -> None:
    file.write_text(as_json(report(FINDING)))

    assert kept() == report(FINDING)


def test_anybody_can_read_the_page(client: TestClient, file: Path) -> None:
    file.write_text(as_json(report()))

    response = client.get("/attack-test", headers={"accept-language": "en"})

    assert response.status_code == 200
    assert "No leak was found." in response.text
    assert "954788" in response.text
    assert "10\N{NO-BREAK SPACE}%" in response.text


def test_the_page_names_the_leaks(client: TestClient, file: Path) -> None:
    file.write_text(as_json(report(FINDING)))

    text = client.get("/attack-test").text

    assert "Er is 1 lek gevonden." in text
    assert FINDING.where in text


def test_without_a_report_there_is_no_page(client: TestClient, file: Path) -> None:
    assert not file.exists()
    assert client.get("/attack-test").status_code == 404


def test_the_report_on_a_terminal() -> None:
    text = attack_report(language("en"), report(FINDING))

    assert "Attack test of Bouwsteen 0.1.0, 25 November 2026" in text
    assert "1 leak was found." in text
    assert "everybody answers 1" in text


def test_the_report_of_this_version_is_kept_and_found_nothing() -> None:
    found = kept()

    assert found is not None
    assert found.version == version("bouwsteen")
    assert found.findings == ()
