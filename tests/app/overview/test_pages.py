"""The pages over a whole organisation, as its readers see them."""

import re
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session

from app.keys import KeyStore
from app.models import Role
from app.overview.ordering import Order
from tests.app.results.conftest import SignIn
from tests.app.results.factories import Closed, closed
from tests.app.results.page import leading, read, words

HIDDEN = ("Nacht", "Piket")


def base(made: Closed) -> str:
    return f"/measurements/{made.measurement.id}"


def teams(made: Closed, query: str = "", unit: str = "") -> str:
    return f"{made.address(unit or made.organisation.name)}/teams{query}"


@pytest.fixture(params=["results", "together", "units", "teams"])
def address(request: pytest.FixtureRequest, sample: Closed) -> str:
    """Give every kind of address in turn."""
    return teams(sample) if request.param == "teams" else f"{base(sample)}/{request.param}"


def test_who_is_not_signed_in_is_asked_to_sign_in(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 401


def test_a_stranger_finds_nothing(stranger: TestClient, address: str) -> None:
    assert stranger.get(address).status_code == 404


def test_a_consultant_reads_along(consultant: TestClient, address: str) -> None:
    assert consultant.get(address).status_code == 200


def test_three_questions_are_answered(hr: TestClient, sample: Closed) -> None:
    text = words(read(hr, f"{base(sample)}/results"))

    for question in ("Waar staan we?", "Waar verschillen we?", "Waar beginnen we?"):
        assert question in text
    assert "Klantgericht werken is hier" in text
    assert "De cijfers als tabel" not in text  # one minute: no charts to wait for


def test_an_organisation_that_is_hidden_as_a_whole_says_why(session: Session, keys: KeyStore, sign_in: SignIn) -> None:
    made = closed(session, keys, {"A": {"B": 3}}, name="Klein")
    session.commit()
    hr = sign_in(made.organisation, Role.HR)

    response = hr.get(f"{base(made)}/results")

    assert response.headers["location"] == made.address("Klein")
    assert hr.get(response.headers["location"]).status_code == 200


def names(source: str) -> list[str]:
    """Give the teams in the order of the page."""
    return re.findall(r'<h2><a href="[^"]*/units/[^"]*">([^<]+)</a>', source)


def test_teams_stand_by_name_with_the_hidden_ones_in_their_place(hr: TestClient, sample: Closed) -> None:
    listed = names(read(hr, teams(sample)))

    assert listed == sorted(listed, key=str.casefold)
    assert {*HIDDEN} < {*listed}


@pytest.mark.parametrize("order", [order for order in Order if order is not Order.NAME])
def test_hidden_teams_come_last_by_name_in_any_other_order(hr: TestClient, sample: Closed, order: str) -> None:
    listed = names(read(hr, teams(sample, f"?order={order}")))

    assert [name for name in listed if name in HIDDEN] == listed[-2:] == sorted(HIDDEN)


def test_a_table_has_the_same_teams_as_the_grids(hr: TestClient, sample: Closed) -> None:
    page = read(hr, teams(sample, "?order=values&view=table"))
    rows = re.findall(r'<th scope="row"><a href="[^"]*">([^<]+)</a>', page)

    assert rows == names(read(hr, teams(sample, "?order=values")))
    assert page.count('colspan="16" class="hidden-figure"') == len(HIDDEN)


def test_a_department_has_its_own_teams(hr: TestClient, sample: Closed) -> None:
    assert names(read(hr, teams(sample, unit="Vakafdelingen"))) == [
        name for name in names(read(hr, teams(sample))) if name not in {"Avond", "Nacht", "Noord", "Piket"}
    ]


@pytest.mark.parametrize("page", ["-4", "0", "1", "7"])
def test_a_page_that_is_not_there_gives_the_nearest(hr: TestClient, sample: Closed, page: str) -> None:
    assert names(read(hr, teams(sample, f"?page={page}"))) == names(read(hr, teams(sample)))


def test_many_teams_take_more_pages(monkeypatch: pytest.MonkeyPatch, hr: TestClient, sample: Closed) -> None:
    whole = names(read(hr, teams(sample, "?order=begin")))
    monkeypatch.setattr("app.overview.teams.ON_A_PAGE", 4)
    first, last = (read(hr, teams(sample, f"?order=begin&page={page}")) for page in (1, 2))

    assert (names(first), names(last)) == (whole[:4], whole[4:])
    assert 'rel="next"' in first
    assert 'rel="prev"' not in first
    assert 'rel="prev"' in last
    assert "5 tot en met 6 van 6" in words(last)
    assert names(read(hr, leading(first, "next"))) == whole[4:]
    assert names(read(hr, leading(last, "prev"))) == whole[:4]


@pytest.mark.parametrize("query", ["?order=nonsense", "?page=two", "?view=cake"])
def test_nonsense_behind_the_question_mark_is_an_unknown_address(hr: TestClient, sample: Closed, query: str) -> None:
    assert hr.get(teams(sample, query)).status_code == 404


def test_what_goes_together_takes_forty_teams(hr: TestClient, sample: Closed) -> None:
    assert "daarvoor zijn 40 teams" in words(read(hr, f"{base(sample)}/together"))


def test_what_goes_together_across_many_teams(many_hr: TestClient, many: Closed) -> None:
    text = words(read(many_hr, f"{base(many)}/together"))

    assert re.findall(r"Correlatie over (\d+) teams", text) == ["42", "42", "48"]
    assert "daarvoor zijn" not in text


def test_one_unit_with_a_name_is_gone_to_at_once(hr: TestClient, sample: Closed) -> None:
    assert hr.get(f"{base(sample)}/units?name=noor").headers["location"] == sample.address("Noord")


def test_accents_and_capitals_do_not_matter(hr: TestClient, sample: Closed) -> None:
    assert hr.get(f"{base(sample)}/units?name=N%C3%93%C3%B3RD").headers["location"] == sample.address("Noord")


def test_units_that_are_found_stand_in_their_departments(hr: TestClient, sample: Closed) -> None:
    by_name, hidden = (words(read(hr, f"{base(sample)}/units?name={name}")) for name in ("no", "a"))

    assert "Klantcontact Noord" in by_name  # neither department has these letters
    assert "Vakafdelingen Kwartaal" in by_name
    assert "Zuid" not in by_name
    assert "Niet getoond" in hidden


def test_a_name_that_no_unit_has_leads_on(hr: TestClient, sample: Closed) -> None:
    page = read(hr, f"{base(sample)}/units?name=<b>zz</b>")

    assert "Geen enkel onderdeel heeft" in page
    assert "&lt;b&gt;zz&lt;/b&gt;" in page
    assert "Toon alle onderdelen" in page


def test_a_unit_of_elsewhere_is_not_found(hr: TestClient, sample: Closed) -> None:
    assert hr.get(f"{base(sample)}/units/{uuid4()}/teams").status_code == 404


def test_a_team_has_no_teams_and_leads_to_its_own_page(hr: TestClient, sample: Closed) -> None:
    assert hr.get(teams(sample, unit="Noord")).headers["location"] == sample.address("Noord")
