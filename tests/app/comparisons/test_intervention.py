"""Teams where something was done beside the others."""

from uuid import uuid4

import numpy as np
import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session

from analytics.moments import Moments
from analytics.multilevel import difference_in_differences
from app.web.i18n import language
from tests.app.comparisons.conftest import LATER
from tests.app.comparisons.factories import World, closed, rows, scores, sign_in, world
from tests.app.results.page import words
from tests.conftest import NOW

NL = language("nl")
TEAMS = {f"Team {number}": "Noord" if number < 3 else "Zuid" for number in range(6)}
RISEN = ("Team 0", "Team 1", "Team 2")


@pytest.fixture
def place(session: Session) -> World:
    return world(session, TEAMS)


@pytest.fixture
def address(session: Session, place: World) -> tuple[str, float]:
    """Measure twice: the first three teams rise, the others do not; give the address and the expected difference."""
    rng = np.random.default_rng(21)
    before = {team: rows(rng, 10, 3.0) for team in TEAMS}
    after = {team: rows(rng, 10, 3.7 if team in RISEN else 3.0) for team in TEAMS}
    first = closed(session, place, "Voor", before)
    second = closed(session, place, "Na", after, closed_at=LATER)
    session.commit()
    then, now = ({team: Moments.of(scores(each)) for team, each in wave.items()} for wave in (before, after))
    return f"/comparisons/{first.id}/{second.id}/intervention", difference_in_differences(then, now, RISEN).difference


@pytest.fixture
def consultant(client: TestClient, session: Session, place: World) -> TestClient:
    client.headers["accept-language"] = "nl"
    return sign_in(client, session, place.user, now=NOW)


def chosen(place: World, *names: str) -> str:
    return "?" + "&".join(f"team={place.id(name)}" for name in names)


def test_chosen_teams_are_compared_with_the_others(
    consultant: TestClient, place: World, address: tuple[str, float]
) -> None:
    page, difference = address

    source = consultant.get(page + chosen(place, *RISEN)).text

    text = words(source)
    assert (
        f"De verandering is bij de gekozen teams {NL.number(difference, 2)} punt gunstiger dan bij de andere." in text
    )
    assert f"Verschil tussen beide veranderingen {NL.signed(difference, 2)}" in text
    assert "achteraf gekozen" in text
    assert source.count(" checked>") == 3


def test_what_happened_to_all_teams_drops_out(consultant: TestClient, place: World, address: tuple[str, float]) -> None:
    text = words(consultant.get(address[0] + chosen(place, "Team 0", "Team 3")).text)

    assert "is niet van toeval te onderscheiden" in text


@pytest.mark.parametrize("names", [["Team 0"], list(TEAMS)[1:], list(TEAMS)])
def test_each_side_needs_two_teams(
    consultant: TestClient, place: World, address: tuple[str, float], names: list[str]
) -> None:
    source = consultant.get(address[0] + chosen(place, *names)).text

    assert "Kies minstens twee teams, en laat er minstens twee over" in words(source)
    assert source.count(" checked>") == len(names)
    assert "Verschil tussen beide veranderingen" not in source


def test_departments_and_unknown_teams_cannot_be_chosen(
    consultant: TestClient, place: World, address: tuple[str, float]
) -> None:
    source = consultant.get(f"{address[0]}{chosen(place, 'Zuid')}&team={uuid4()}").text

    assert "Teams met een aanpak naast de andere" in words(source)
    assert " checked>" not in source


def test_the_comparison_leads_to_it(consultant: TestClient, address: tuple[str, float]) -> None:
    assert f'href="{address[0]}"' in consultant.get(address[0].removesuffix("/intervention")).text


def test_nonsense_and_strangers(consultant: TestClient, client: TestClient, address: tuple[str, float]) -> None:
    assert consultant.get(f"{address[0]}?team=nonsense").status_code == 404
    client.cookies.clear()
    assert client.get(address[0]).status_code == 401
