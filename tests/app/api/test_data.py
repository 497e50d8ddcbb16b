"""What programs read: all of it, piece by piece, and clear words for what cannot be read."""

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import pairwise
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session

from app.api.problems import ALLOWED
from app.keys import KeyStore
from app.models import Role
from surveys.model import Block, Level
from tests import factories
from tests.app.results.conftest import SignIn
from tests.app.results.factories import Closed
from tests.conftest import NOW

PATHS = ("", "/units", "/measures", "/cells", "/breakdowns")
SCORES, STATEMENTS, RECOMMENDATIONS = 14, 44, 2


def base(sample: Closed) -> str:
    return f"/api/v1/measurements/{sample.measurement.id}"


def read(client: TestClient, address: str, **parameters: Any) -> Any:
    """Ask as a program does that must get an answer."""
    response = client.get(address, params=parameters or None)
    assert response.status_code == 200, response.text
    return response.json()


def pages(client: TestClient, address: str, **parameters: Any) -> Iterator[list[dict[str, Any]]]:
    """Follow the links from page to page."""
    answer = read(client, address, **parameters)
    yield answer["items"]
    while answer["next"]:
        assert answer["next"].startswith("http://testserver/api/v1/")
        answer = read(client, answer["next"])
        yield answer["items"]


def refused(client: TestClient, address: str, **parameters: Any) -> list[str]:
    """Ask what cannot be asked, and give the names of what is wrong."""
    response = client.get(address, params=parameters or None)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    return [error["parameter"] for error in response.json()["errors"]]


def test_one_thing_leads_to_the_next(hr: TestClient, sample: Closed) -> None:
    (organisation,) = read(hr, "/api/v1/organisations")
    (measurement,) = read(hr, f"/api/v1/organisations/{organisation['id']}/measurements")

    assert organisation == {"id": str(sample.organisation.id), "name": "Waterland", "synthetic": True}
    assert measurement["id"] == str(sample.measurement.id)
    assert measurement["published_on"] == NOW.date().isoformat()
    assert read(hr, base(sample)) == measurement


def test_units_come_as_a_tree_and_hidden_ones_without_a_number(hr: TestClient, sample: Closed) -> None:
    units = {row["unit"]: row for row in read(hr, f"{base(sample)}/units")}

    assert list(units)[:2] == ["Waterland", "Klantcontact"]
    assert units["Noord"]["parent_id"] == units["Klantcontact"]["unit_id"]
    assert units["Noord"]["path"] == "Waterland / Klantcontact / Noord"
    assert (units["Noord"]["respondents"], units["Noord"]["tier"]) == (14, "statements")
    assert (units["Piket"]["shown"], units["Piket"]["is_team"]) == (False, True)
    assert {units["Piket"][name] for name in ("tier", "respondents", "invited")} == {None}


def test_the_codebook_speaks_the_language_that_is_asked_for(hr: TestClient, sample: Closed) -> None:
    dutch, english = (read(hr, f"{base(sample)}/measures", language=code) for code in ("nl", "en"))

    assert [row["measure"] for row in dutch["measures"]] == [row["measure"] for row in english["measures"]]
    assert len(dutch["measures"]) == SCORES + STATEMENTS + RECOMMENDATIONS
    assert (dutch["columns"]["mean"], english["columns"]["mean"]) == ("gemiddelde", "average")
    assert refused(hr, f"{base(sample)}/measures", language="xx") == ["language"]


def test_there_is_a_cell_for_each_unit_and_measure(hr: TestClient, sample: Closed) -> None:
    cells = [cell for page in pages(hr, f"{base(sample)}/cells") for cell in page]

    assert len(cells) == 10 * (SCORES + STATEMENTS + RECOMMENDATIONS)
    assert len({(cell["unit_id"], cell["measure"]) for cell in cells}) == len(cells)


def test_a_hidden_unit_has_cells_without_a_number(hr: TestClient, sample: Closed) -> None:
    items = read(hr, f"{base(sample)}/cells", unit=sample.units["Piket"])["items"]
    described = {"unit_id", "unit", "path", "parent_id", "measure", "kind", "block", "level", "shown"}

    assert {cell["shown"] for cell in items} == {False}
    assert {value for cell in items for name, value in cell.items() if name not in described} == {None}


def test_a_small_team_has_stages_of_statements_and_no_numbers(hr: TestClient, sample: Closed) -> None:
    items = read(hr, f"{base(sample)}/cells", unit=sample.units["Avond"], kind="statement")["items"]

    assert {name for cell in items for name in ("n", "mean", "counts", "unknown") if cell[name] is not None} == set()
    assert {cell["stage"] for cell in items} <= {None, 1, 2, 3, 4, 5}
    assert any(cell["stage"] for cell in items)


def test_pages_follow_each_other_without_a_gap(hr: TestClient, sample: Closed) -> None:
    filters = {"kind": ["score", "recommendation"], "unit": [str(sample.units[name]) for name in ("Noord", "Piket")]}
    whole = read(hr, f"{base(sample)}/cells", **filters)["items"]
    for limit in (1, 7, 32, 1000):
        found = list(pages(hr, f"{base(sample)}/cells", limit=limit, **filters))
        assert [cell for page in found for cell in page] == whole
        assert {len(page) for page in found[:-1]} <= {limit}
    assert len(whole) == 2 * (SCORES + RECOMMENDATIONS)


def test_a_csv_with_a_limit_names_the_next_one(hr: TestClient, sample: Closed) -> None:
    response = hr.get(f"{base(sample)}/cells", params={"format": "csv", "limit": 5})

    assert len(response.text.splitlines()) == 6
    link = response.headers["link"].removeprefix("<").removesuffix('>; rel="next"')
    rest = hr.get(link).text.splitlines()
    whole = hr.get(f"{base(sample)}/cells", params={"format": "csv"}).text.splitlines()
    assert response.text.splitlines() + rest[1:] == whole[:11]


FILTERS: list[tuple[dict[str, Any], int]] = [
    ({"measure": ["overall", "people"]}, 2),
    ({"kind": "recommendation"}, RECOMMENDATIONS),
    ({"kind": "score", "level": [str(level) for level in Level]}, 7),
    ({"block": "people"}, 8),
    ({"block": "people", "level": ["values", "skills"]}, 2),
    ({"measure": "overall", "block": "people"}, 0),
]


def test_filters_go_together(hr: TestClient, sample: Closed) -> None:
    for filters, count in FILTERS:
        items = read(hr, f"{base(sample)}/cells", unit=sample.units["Noord"], **filters)["items"]
        assert len(items) == count


WRONG = [
    ({"unit": "x"}, ["unit"]),
    ({"unit": str(uuid4())}, ["unit"]),
    ({"measure": "nothing"}, ["measure"]),
    ({"kind": "scores"}, ["kind"]),
    ({"level": "top", "block": "people"}, ["level"]),
    ({"block": "", "limit": "0"}, ["block", "limit"]),
    ({"limit": "1001"}, ["limit"]),
    ({"limit": "ten"}, ["limit"]),
    ({"format": "xml"}, ["format"]),
    ({"after": "x"}, ["after"]),
    ({"after": "x:overall"}, ["after"]),
    ({"exclude": "x", "k": "1"}, ["exclude", "k"]),
]


@pytest.mark.parametrize("path", ["cells", "breakdowns"])
def test_a_wrong_parameter_is_named(hr: TestClient, sample: Closed, path: str) -> None:
    for parameters, wrong in WRONG:
        assert refused(hr, f"{base(sample)}/{path}", **parameters) == wrong


def test_it_is_said_what_is_allowed(hr: TestClient, sample: Closed) -> None:
    answer = hr.get(f"{base(sample)}/cells", params={"kind": "x", "colour": "red"}).json()
    assert answer["errors"] == [{"parameter": "colour", "allowed": "this parameter does not exist here"}]

    answer = hr.get(f"{base(sample)}/cells", params={"level": "x"}).json()
    assert answer["errors"][0]["allowed"] == ALLOWED["level"]
    assert set(Level) == set(ALLOWED["level"].replace(" or", ",").split(", "))
    assert set(Block) == set(ALLOWED["block"].replace(" or", ",").split(", "))


def test_a_page_that_ends_in_a_unit_that_is_not_asked_for_is_refused(hr: TestClient, sample: Closed) -> None:
    after = f"{sample.units['Noord']}:overall"

    assert refused(hr, f"{base(sample)}/cells", unit=sample.units["Zuid"], after=after) == ["after"]
    assert refused(hr, f"{base(sample)}/cells", kind="recommendation", after=after) == ["after"]


def test_breakdowns_are_there_as_json_and_as_csv(hr: TestClient, sample: Closed) -> None:
    items = [cell for page in pages(hr, f"{base(sample)}/breakdowns", limit=20) for cell in page]
    rows = list(csv.DictReader(StringIO(hr.get(f"{base(sample)}/breakdowns?format=csv").text)))

    assert {cell["option"] for cell in items if cell["unit"] == "Waterland"} == {"no", "yes"}
    assert {cell["kind"] for cell in items} == {"score"}
    assert all(cell["n"] >= 10 for cell in items)
    assert [(row["unit_id"], row["option"], row["measure"], float(row["mean"])) for row in rows] == [
        (cell["unit_id"], cell["option"], cell["measure"], cell["mean"]) for cell in items
    ]


def test_a_measurement_without_result_says_so(session: Session, keys: KeyStore, sign_in: SignIn) -> None:
    owner = factories.organisation(session)
    measurement = factories.measurement(session, keys, owner, now=NOW)
    client = sign_in(owner, Role.HR)

    for path in PATHS:
        response = client.get(f"/api/v1/measurements/{measurement.id}{path}")
        assert response.status_code == 404
        assert "still open" in response.json()["detail"]
    assert read(client, f"/api/v1/organisations/{owner.id}/measurements") == []


def test_a_stranger_finds_nothing_and_nobody_is_let_in(
    session: Session, client: TestClient, sample: Closed, sign_in: SignIn
) -> None:
    assert [client.get(f"{base(sample)}{path}").status_code for path in PATHS] == [401] * len(PATHS)

    stranger = sign_in(factories.organisation(session, name="Elders"), Role.HR)

    for path in PATHS:
        response = stranger.get(f"{base(sample)}{path}")
        assert response.status_code == 404
        assert "begin at" in response.json()["detail"].lower()
    assert stranger.get(f"/api/v1/organisations/{sample.organisation.id}/measurements").status_code == 404


def test_an_address_of_nonsense_is_answered_for_programs(hr: TestClient) -> None:
    for path in (
        "nothing",
        "measurements/x/cells",
        "organisations/x/measurements",
        "a/b/c",
        "measurements//cells?limit=x",
    ):
        response = hr.get(f"/api/v1/{path}")
        assert response.status_code == 404
        assert response.headers["content-type"] == "application/problem+json"


def test_the_same_question_has_the_same_answer(hr: TestClient, sample: Closed) -> None:
    for path in ("units", "measures", "cells", "cells?format=csv", "breakdowns"):
        address = f"{base(sample)}/{path}"
        assert hr.get(address).content == hr.get(address).content


def test_the_link_to_the_next_page_is_the_only_one_with_after(hr: TestClient, sample: Closed) -> None:
    answer = read(hr, f"{base(sample)}/cells", limit=3)
    seen = [answer["next"]]
    for _ in range(3):
        seen.append(read(hr, seen[-1])["next"])

    assert all(link.count("after=") == 1 for link in seen)
    assert all(one != other for one, other in pairwise(seen))
