"""Who may have which report, how long ones are made, and what a strange question gives."""

from datetime import timedelta
from io import BytesIO
from time import monotonic, sleep
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from pptx import Presentation
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.exports.naming import file_name
from app.keys import KeyStore
from app.models import Report, ReportKind, ReportTemplate, Role
from app.reports import printing
from app.reports.making import drop_old, make
from tests import factories
from tests.app import cast
from tests.app.reports.reading import charts, root_of, titles
from tests.app.results.conftest import SignIn
from tests.app.results.factories import Closed
from tests.app.results.page import words
from tests.conftest import NOW

FILES = ("report.pptx", "report.pdf")


def ask(client: TestClient, sample: Closed, unit: str = "Noord", **fields: str) -> str:
    """Send the form of a unit's page; give the address that follows."""
    page = f"{sample.address(unit)}/reports"
    response = client.post(page, data={"csrf": cast.token(client, page)} | fields)
    assert response.status_code == 303
    return response.headers["location"]


def finished(client: TestClient, page: str) -> str:
    """Look until nothing is being made any more, and give the address of the newest long report."""
    until = monotonic() + 60
    while monotonic() < until:
        source = client.get(page).text
        if "Kijken hoe ver het is" not in source:
            return source.split('">Downloaden (')[0].rsplit('href="', 1)[1]
        sleep(0.1)
    raise AssertionError("the report was not made")


@pytest.mark.parametrize("file", [*FILES, "reports"])
def test_only_who_may_see_the_results_gets_a_report(
    client: TestClient, sample: Closed, sign_in: SignIn, session: Session, file: str
) -> None:
    address = f"{sample.address('Noord')}/{file}"

    assert client.get(address).status_code == 401
    assert sign_in(factories.organisation(session, name="Elders"), Role.HR).get(address).status_code == 404


@pytest.mark.parametrize("file", FILES)
def test_a_unit_that_is_not_there_has_no_report(hr: TestClient, sample: Closed, file: str) -> None:
    assert hr.get(f"/measurements/{sample.measurement.id}/units/{uuid4()}/{file}").status_code == 404


@pytest.mark.parametrize("under", [*FILES, "reports"])
def test_an_open_measurement_has_no_report_yet(session: Session, keys: KeyStore, sign_in: SignIn, under: str) -> None:
    owner = factories.organisation(session)
    measurement = factories.measurement(session, keys, owner, now=NOW)

    response = sign_in(owner, Role.HR).get(f"/measurements/{measurement.id}/units/{uuid4()}/{under}")

    assert response.status_code == 404
    assert "Er is (nog) geen uitslag" in response.text


def test_a_consultant_gets_slides_at_once_in_the_language_that_was_asked_for(
    consultant: TestClient, sample: Closed
) -> None:
    where = ask(consultant, sample, scope="unit", kind="pptx", language="en")
    response = consultant.get(where)

    assert response.headers["content-disposition"] == 'attachment; filename="waterland-voorjaar-2026-noord-report.pptx"'
    assert titles(Presentation(BytesIO(response.content)))[0] == "How customer-focused is Noord?"


def test_paper_at_once(hr: TestClient, sample: Closed) -> None:
    response = hr.get(ask(hr, sample, kind="pdf"))

    assert response.headers["content-type"] == "application/pdf"
    assert root_of(response.content)["/Lang"] == "nl"


def test_what_makes_no_sense_gives_what_the_page_proposes(hr: TestClient, sample: Closed) -> None:
    where = ask(hr, sample, scope="everything", kind="exe", language="tlh")

    assert where == f"{sample.address('Noord')}/report.pptx?language=nl"
    assert hr.get(f"{sample.address('Noord')}/report.pptx?language=%00").status_code == 200


def test_a_long_report_is_made_beside_the_pages_and_fetched_when_it_is_there(hr: TestClient, sample: Closed) -> None:
    where = ask(hr, sample, scope="whole", kind="pptx", language="nl")
    assert where == f"{sample.address('Noord')}/reports"

    response = hr.get(finished(hr, where))

    assert response.headers["content-disposition"] == 'attachment; filename="waterland-voorjaar-2026-inside.pptx"'
    opened = Presentation(BytesIO(response.content))
    assert len(opened.slides) > 25
    assert len(list(charts(opened))) > 10


def test_the_same_long_report_is_made_once(hr: TestClient, session: Session, sample: Closed) -> None:
    for _ in range(2):
        finished(hr, ask(hr, sample, "Klantcontact", scope="inside", kind="pdf"))
    finished(hr, ask(hr, sample, "Klantcontact", scope="inside", kind="pptx"))

    found = session.exec(select(Report)).all()
    assert sorted(report.kind for report in found) == [ReportKind.PAPER, ReportKind.SLIDES]


def test_a_long_report_of_another_measurement_is_not_found(hr: TestClient, sample: Closed) -> None:
    where = finished(hr, ask(hr, sample, scope="whole", kind="pptx"))
    report_id = where.rsplit("/", 1)[1]

    assert hr.get(f"/measurements/{uuid4()}/reports/{report_id}").status_code == 404
    assert hr.get(f"/measurements/{sample.measurement.id}/reports/{uuid4()}").status_code == 404


def waiting(session: Session, sample: Closed, *, ago: timedelta = timedelta(0)) -> Report:
    """Keep a report that nobody makes."""
    report = Report(
        organisation_id=sample.organisation.id,
        measurement_id=sample.measurement.id,
        unit_id=sample.units["Waterland"],
        kind=ReportKind.SLIDES,
        language="nl",
        asked_at=NOW - ago,
        done=3,
        parts=12,
    )
    session.add(report)
    session.commit()
    return report


def test_while_it_is_made_a_bar_says_how_far_it_is_and_there_is_no_file(
    hr: TestClient, session: Session, sample: Closed
) -> None:
    report = waiting(session, sample)
    source = hr.get(f"{sample.address('Noord')}/reports").text

    assert 'value="0.25"' in source
    assert "Kijken hoe ver het is" in words(source)
    assert hr.get(f"/measurements/{sample.measurement.id}/reports/{report.id}").status_code == 404


def test_a_report_that_was_lost_can_be_asked_for_once_more(hr: TestClient, session: Session, sample: Closed) -> None:
    waiting(session, sample, ago=timedelta(minutes=31))
    page = f"{sample.address('Noord')}/reports"
    assert "Vraag het nog een keer" in hr.get(page).text

    assert finished(hr, ask(hr, sample, scope="whole", kind="pptx"))


def test_what_goes_wrong_is_told(session: Session, engine: Engine, hr: TestClient, sample: Closed) -> None:
    report = waiting(session, sample)
    own = ReportTemplate(organisation_id=sample.organisation.id, name="torn.pptx", added_on=NOW.date(), content=b"torn")
    session.add(own)
    session.commit()

    make(engine, report.id)

    assert "Vraag het nog een keer" in hr.get(f"{sample.address('Noord')}/reports").text


def test_reports_are_kept_for_a_day(session: Session, sample: Closed) -> None:
    waiting(session, sample, ago=timedelta(hours=25))
    kept = waiting(session, sample, ago=timedelta(hours=23))

    drop_old(session, now=NOW)

    assert session.exec(select(Report.id)).all() == [kept.id]


def test_a_unit_without_figures_has_a_page_that_says_so_and_a_report(hr: TestClient, sample: Closed) -> None:
    said = words(hr.get(f"{sample.address('Nacht')}/reports").text)

    assert "Van dit onderdeel tonen we geen cijfers" in said
    assert hr.get(f"{sample.address('Nacht')}/report.pptx").status_code == 200


def test_the_page_is_found_from_the_dashboard(hr: TestClient, sample: Closed) -> None:
    for unit in ("Noord", "Nacht"):
        assert f'{sample.address(unit)}/reports"' in hr.get(sample.address(unit)).text


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("Nameting", "Financiën & Co"), "nameting-financien-co-report.pdf"),
        (("../../etc", 'a"b', ""), "etc-a-b-report.pdf"),
    ],
)
def test_file_names_are_plain(parts: tuple[str, ...], name: str) -> None:
    assert file_name(*parts, kind="report.pdf") == name


@pytest.mark.parametrize("scope", ["unit", "whole"])
def test_without_the_library_for_paper_that_is_told_and_slides_are_made(
    hr: TestClient, sample: Closed, monkeypatch: pytest.MonkeyPatch, scope: str
) -> None:
    monkeypatch.setattr(printing, "MISSING", "cannot load library 'libpango-1.0-0'")
    page = f"{sample.address('Noord')}/reports"
    response = hr.post(page, data={"csrf": cast.token(hr, page), "scope": scope, "kind": "pdf"}, follow_redirects=True)

    assert response.status_code == 503
    assert "Hier kan (nog) geen PDF worden gemaakt" in response.text
    assert "libpango" in response.text
    assert hr.get(f"{sample.address('Noord')}/report.pptx").status_code == 200
