"""Two units beside each other, and a unit beside the rest of the one around it."""

import re

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session

from analytics.change import difference
from analytics.moments import Moments
from app.keys import KeyStore
from app.models import Role
from app.results.reading import Score, published
from app.results.reading import figures as read_figures
from app.web.i18n import language
from tests.app.results.conftest import SignIn
from tests.app.results.factories import Closed, closed
from tests.app.results.page import main_part, read, text, words

NL = language("nl")


def overall(session: Session, sample: Closed, name: str) -> Score:
    position = sample.tree.positions[sample.units[name]]
    return read_figures(session, published(session, sample.measurement), [position])[position].scores["overall"]


def beside(sample: Closed, name: str, other: str | None = None) -> str:
    chosen = "" if other is None else f"?unit={sample.units[other]}"
    return f"{sample.address(name)}/beside{chosen}"


def first_row(source: str) -> list[str]:
    """Read the row of the overall score: its name, the difference and both means, each with its margin."""
    row = re.search(r"<tbody>\s*<tr>(.*?)</tr>", source, re.DOTALL)
    assert row is not None
    return [text(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row[1], re.DOTALL)]


def offered(source: str) -> list[str]:
    """Read what can be chosen."""
    return re.findall(r"<option[^>]*>([^<]+)</option>", source)


def told(difference_of: Moments, against: Moments) -> str:
    found = difference(against, difference_of)
    return f"{NL.signed(found.estimate, 2)} {NL.signed(found.low, 2)} tot {NL.signed(found.high, 2)}"


def test_two_teams_are_compared_with_a_margin(session: Session, hr: TestClient, sample: Closed) -> None:
    noord, zuid = (overall(session, sample, name) for name in ("Noord", "Zuid"))

    source = read(hr, beside(sample, "Noord", "Zuid"))

    row = first_row(source)
    assert [cell.split()[0] for cell in row[2:]] == [NL.number(noord.mean, 2), NL.number(zuid.mean, 2)]
    assert row[1] == told(noord.moments, zuid.moments)
    assert "Noord naast Zuid" in words(source)
    assert words(source).count("Verschil") >= 1


def test_the_unit_around_counts_without_the_team(session: Session, hr: TestClient, sample: Closed) -> None:
    noord, around = (overall(session, sample, name).moments for name in ("Noord", "Klantcontact"))
    left = around - noord

    source = read(hr, beside(sample, "Noord"))

    row = first_row(source)
    assert "Noord naast de rest van Klantcontact" in words(source)
    assert row[3].split()[0] == NL.number(left.mean, 2)
    assert row[1] == told(noord, left)
    assert f"{left.n} mensen" in words(source)


def test_a_department_lies_beside_a_team_inside_it_in_the_same_way(hr: TestClient, sample: Closed) -> None:
    upside_down = words(read(hr, beside(sample, "Klantcontact", "Noord")))

    assert "Noord naast de rest van Klantcontact" in upside_down


def test_where_nobody_is_left_there_is_nothing_to_compare(session: Session, keys: KeyStore, sign_in: SignIn) -> None:
    made = closed(session, keys, {"Winkel": {"Solo": 12}, "Kantoor": {"Zuid": 14}})
    session.commit()

    source = read(sign_in(made.organisation, Role.HR), beside(made, "Solo"))

    assert "Deze twee kun je niet naast elkaar leggen" in words(source)
    assert "Totaalscore" not in source
    assert f'value="{made.units["Zuid"]}"' in source  # there is something else to choose


def test_two_units_may_have_the_same_name(session: Session, keys: KeyStore, sign_in: SignIn) -> None:
    made = closed(session, keys, {"Oost": {"Balie": 12}, "West": {"Balie": 14}})
    session.commit()
    one, other = (unit for unit, name in zip(made.tree.ids, made.tree.names, strict=True) if name == "Balie")

    source = read(
        sign_in(made.organisation, Role.HR), f"/measurements/{made.measurement.id}/units/{one}/beside?unit={other}"
    )

    assert "Balie naast Balie" in words(source)
    assert sorted(re.findall(r"\d+ mensen", words(source))) == ["12 mensen", "14 mensen"]
    assert len(first_row(source)) == 4


def test_in_a_large_organisation_one_chooses_near_by(
    monkeypatch: pytest.MonkeyPatch, hr: TestClient, sample: Closed
) -> None:
    monkeypatch.setattr("app.results.beside.MOST", 5)

    team, whole = (offered(main_part(read(hr, beside(sample, name)))) for name in ("Noord", "Waterland"))

    assert team == ["Klantcontact", "Waterland", "Avond"]
    assert whole == ["Klantcontact", "Vakafdelingen"]


def test_only_shown_units_can_be_chosen(hr: TestClient, sample: Closed) -> None:
    source = main_part(read(hr, beside(sample, "Noord", "Zuid")))

    names = offered(source)

    assert names[:2] == ["Klantcontact", "Waterland"]
    assert {"Avond", "Zuid", "Vakafdelingen"} < set(names)
    assert not {"Nacht", "Piket", "Noord"} & set(names)
    assert re.search(r"<option[^>]* selected>Zuid<", source)


@pytest.mark.parametrize("other", ["Piket", "Noord"])
def test_a_hidden_unit_and_the_unit_itself_are_not_found(hr: TestClient, sample: Closed, other: str) -> None:
    assert hr.get(beside(sample, "Noord", other)).status_code == 404


def test_a_hidden_unit_leads_to_its_own_page(hr: TestClient, sample: Closed) -> None:
    response = hr.get(beside(sample, "Piket", "Noord"), follow_redirects=False)

    assert response.status_code == 303
    assert response.headers["location"] == sample.address("Piket")


def test_the_dashboard_offers_it(hr: TestClient, sample: Closed) -> None:
    assert f'action="{beside(sample, "Noord")}"' in read(hr, sample.address("Noord"))
