"""Who may see a comparison, and what its pages say."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from http import HTTPStatus
from uuid import UUID

import numpy as np
import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session

from app.accounts import service as accounts
from app.models import Measurement, MeasurementStatus, Role
from surveys.catalogue import Edition, customer_focus, restore_edition
from tests.app.comparisons.conftest import LATER, Twice
from tests.app.comparisons.factories import SPRING, closed, rows, scores, sign_in, world
from tests.conftest import NOW


@pytest.fixture
def consultant(client: TestClient, session: Session, twice: Twice) -> TestClient:
    client.headers["accept-language"] = "nl"
    return sign_in(client, session, twice.world.user, now=NOW)


def _text(page: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<script.*?</script>|<[^>]+>", " ", page, flags=re.DOTALL)))


def _row(page: str, name: str) -> str:
    rows = re.findall(r"<tr>.*?</tr>", page, flags=re.DOTALL)
    return next(_text(row) for row in rows if name in row)


ADDRESSES: dict[str, Callable[[Twice], str]] = {
    "choosing": lambda twice: twice.choosing,
    "open": lambda twice: f"{twice.choosing}/open?before={twice.before.id}&after={twice.after.id}",
    "show": lambda twice: twice.address,
    "unit": lambda twice: twice.unit("Schade"),
}


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
def test_who_is_not_signed_in_is_sent_away(client: TestClient, twice: Twice, address: Callable[[Twice], str]) -> None:
    assert client.get(address(twice)).status_code == HTTPStatus.UNAUTHORIZED


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
def test_for_a_stranger_there_is_nothing(
    client: TestClient, session: Session, twice: Twice, address: Callable[[Twice], str]
) -> None:
    stranger = world(session, {"Elders": "Daar"}, name="Bergland").user
    assert sign_in(client, session, stranger, now=NOW).get(address(twice)).status_code == HTTPStatus.NOT_FOUND


def test_two_organisations_cannot_be_compared(consultant: TestClient, session: Session, twice: Twice) -> None:
    rng = np.random.default_rng(1)
    other = world(session, {"Elders": "Daar"}, name="Bergland")
    accounts.add_user(session, other.organisation, Role.CONSULTANT, email=twice.world.user.email, name="Noor")
    foreign = closed(session, other, "Daar", {"Elders": rows(rng, 12, 3.0)}, closed_at=LATER)
    session.commit()
    assert consultant.get(f"/comparisons/{twice.before.id}/{foreign.id}").status_code == HTTPStatus.NOT_FOUND
    chosen = f"{twice.choosing}/open?before={twice.before.id}&after={foreign.id}"
    assert consultant.get(chosen).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("unknown", [str(UUID(int=7)), "x"])
def test_unknown_measurements_and_units_are_not_found(consultant: TestClient, twice: Twice, unknown: str) -> None:
    for address in (
        f"/comparisons/{unknown}/{twice.after.id}",
        f"{twice.address}/units/{unknown}",
        f"{twice.choosing}/open?before={unknown}&after={twice.after.id}",
    ):
        assert consultant.get(address).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("unit", ["", "/units/{}"])
def test_the_wrong_order_leads_to_the_choice(consultant: TestClient, twice: Twice, unit: str) -> None:
    rest = unit.format(twice.world.id("Schade"))
    for first, second in ((twice.after, twice.before), (twice.after, twice.after)):
        answer = consultant.get(f"/comparisons/{first.id}/{second.id}{rest}")
        assert answer.status_code == HTTPStatus.SEE_OTHER
        assert answer.headers["location"] == f"{twice.choosing}/open?before={first.id}&after={second.id}"


def test_the_wrong_order_tells_strangers_nothing(client: TestClient, session: Session, twice: Twice) -> None:
    stranger = sign_in(client, session, world(session, {"Elders": "Daar"}, name="Bergland").user, now=NOW)
    assert stranger.get(f"/comparisons/{twice.after.id}/{twice.before.id}").status_code == HTTPStatus.NOT_FOUND


def test_two_measurements_can_be_chosen(consultant: TestClient, twice: Twice) -> None:
    page = consultant.get(twice.choosing)
    assert f'href="{twice.address}"' in page.text
    assert page.text.count(" selected>") == 2
    opened = consultant.get(f"{twice.choosing}/open?before={twice.before.id}&after={twice.after.id}")
    assert opened.status_code == HTTPStatus.SEE_OTHER
    assert opened.headers["location"] == twice.address


def test_the_same_measurement_twice_is_said_and_the_choice_kept(consultant: TestClient, twice: Twice) -> None:
    page = consultant.get(f"{twice.choosing}/open?before={twice.before.id}&after={twice.before.id}")
    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Je koos twee keer dezelfde meting" in page.text
    assert page.text.count(f'value="{twice.before.id}" selected') == 2


def test_swapped_measurements_are_offered_the_right_way_round(consultant: TestClient, twice: Twice) -> None:
    page = consultant.get(f"{twice.choosing}/open?before={twice.after.id}&after={twice.before.id}")
    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert f"?before={twice.before.id}&amp;after={twice.after.id}" in page.text


def test_half_a_choice_is_asked_for_again(consultant: TestClient, twice: Twice) -> None:
    page = consultant.get(f"{twice.choosing}/open?before={twice.before.id}")
    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Kies twee metingen" in page.text
    assert f'value="{twice.before.id}" selected' in page.text


def test_a_measurement_without_result_cannot_be_compared(
    consultant: TestClient, session: Session, twice: Twice
) -> None:
    empty = Measurement(
        organisation_id=twice.world.organisation.id,
        edition_id=twice.before.edition_id,
        name="Zonder uitslag",
        status=MeasurementStatus.CLOSED,
        closes_at=LATER,
        closed_at=LATER + timedelta(days=9),
    )
    session.add(empty)
    session.commit()
    page = consultant.get(f"{twice.choosing}/open?before={twice.before.id}&after={empty.id}")
    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Een van deze metingen heeft geen uitslag" in page.text
    assert f'value="{empty.id}"' not in page.text
    assert consultant.get(f"/comparisons/{twice.before.id}/{empty.id}").status_code == HTTPStatus.NOT_FOUND


def test_with_one_result_there_is_nothing_to_compare_yet(client: TestClient, session: Session) -> None:
    rng = np.random.default_rng(1)
    alone = world(session, {"Elders": "Daar"}, name="Bergland")
    sign_in(client, session, alone.user, now=NOW).headers["accept-language"] = "nl"
    address = f"/organisations/{alone.organisation.id}/comparisons"
    assert "Er is nog niets te vergelijken" in client.get(address).text
    closed(session, alone, "Eerste", {"Elders": rows(rng, 12, 3.0)})
    session.commit()
    assert "Er is één uitslag" in client.get(address).text
    assert "<select" not in client.get(address).text


@pytest.mark.parametrize("side", ["before", "after"])
def test_a_result_leads_to_its_own_comparison(consultant: TestClient, twice: Twice, side: str) -> None:
    measurement = getattr(twice, side)
    unit = twice.unit("Schade").rsplit("/", 1)[-1]

    response = consultant.get(f"/measurements/{measurement.id}/units/{unit}/change", follow_redirects=False)

    assert (response.status_code, response.headers["location"]) == (HTTPStatus.SEE_OTHER, twice.unit("Schade"))


def test_the_finding_is_the_title(consultant: TestClient, twice: Twice) -> None:
    text = _text(consultant.get(twice.address).text)
    assert (
        "1 van de 3 teams is duidelijk vooruitgegaan. Bij de andere 2 is geen duidelijke verandering te zien." in text
    )
    assert "minstens 0,40" in text


def test_a_team_stands_with_its_verdict_and_its_figures(consultant: TestClient, twice: Twice) -> None:
    row = _row(consultant.get(twice.address).text, "Schade")
    before, after = (scores(side["Schade"]).mean() for side in (twice.rows_before, twice.rows_after))
    assert "vooruitgegaan" in row
    assert "n = 14" in row
    for figure in (f"{before:.2f}", f"{after:.2f}", f"+{after - before:.2f}"):
        assert figure.replace(".", ",") in row


def test_a_hidden_team_gives_nothing_away(consultant: TestClient, twice: Twice) -> None:
    page = consultant.get(twice.address).text
    mean = f"{scores(twice.rows_before['Klein']).mean():.2f}".replace(".", ",")
    assert _row(page, "Klein").strip() == "Klein Kantoor Niet getoond om herkenbaarheid te voorkomen"
    assert f"/measurements/{twice.after.id}/units/{twice.world.id('Klein')}" in page
    assert "nieuw team, geen vergelijking" in _row(page, "Nieuw")
    assert mean not in _row(page, "Klein")
    assert twice.unit("Klein") not in page


@pytest.mark.parametrize("name", ["Klein", "Nieuw"])
def test_the_page_of_a_unit_that_is_not_shown_says_so_kindly(consultant: TestClient, twice: Twice, name: str) -> None:
    page = consultant.get(twice.unit(name))
    assert page.status_code == HTTPStatus.OK
    assert f"{name} is niet te vergelijken" in page.text
    assert "<table" not in page.text


@pytest.mark.parametrize("name", ["Waterland", "Contact", "Schade", "Webcare"])
def test_a_unit_shows_its_grid_and_its_ladder(consultant: TestClient, twice: Twice, name: str) -> None:
    page = consultant.get(twice.unit(name)).text
    assert page.count('<td class="cell') == 42
    assert "plek om te beginnen" in page or "Alle niveaus" in page or "Waar je begint" in page
    assert twice.address in page


def test_statements_in_other_words_are_named_and_not_compared(
    consultant: TestClient, session: Session, twice: Twice
) -> None:
    rng = np.random.default_rng(5)
    answers = {"Balie": rows(rng, 12, 3.1), "Schade": rows(rng, 14, 2.7)}
    later = closed(session, twice.world, "Najaar", answers, closed_at=LATER + timedelta(days=200), edition=_reworded())
    session.commit()
    address = f"/comparisons/{twice.before.id}/{later.id}/units/{twice.world.id('Schade')}"
    page = consultant.get(address).text
    assert page.count("andere tekst") == 2
    assert "Deze stellingen zijn met andere woorden gevraagd" in page
    assert "41 stellingen hebben in beide metingen cijfers" in _text(page)


def test_what_is_said_of_the_statements_fits_the_unit(consultant: TestClient, twice: Twice) -> None:
    numbers, stages = (_text(consultant.get(twice.unit(name)).text) for name in ("Schade", "Webcare"))
    assert "wel een uit. Alle 42 stellingen hebben in beide metingen cijfers." in numbers
    assert "zie je beide stadia" not in numbers
    assert "Alle stellingen: het stadium eerst en daarna, zonder toets" in stages
    assert "Benjamini" not in stages
    assert "p (BH)" not in stages


def test_what_a_verdict_rests_on_stands_apart_from_the_verdicts(consultant: TestClient, twice: Twice) -> None:
    page = consultant.get(twice.address).text
    main, _, details = page.partition("Waar het oordeel over elk team op rust")

    assert "p (Holm)" not in main
    assert "p (Holm)" in details
    assert "14 van 14 → 13 van 13" in _row(main, "Schade")


def test_with_three_teams_there_is_no_pattern_to_look_for(consultant: TestClient, twice: Twice) -> None:
    assert "Verandering of toeval?" not in consultant.get(twice.address).text


def test_many_teams_stand_on_pages_of_sixty(client: TestClient, session: Session) -> None:
    rng = np.random.default_rng(4)
    names = [f"Team {number:02}" for number in range(61)]
    place = world(session, dict.fromkeys(names, "Kantoor"), name="Bergland")
    answers = {name: rows(rng, 5, 3.3) for name in names}
    first, second = (closed(session, place, name, answers, closed_at=at) for name, at in (("A", SPRING), ("B", LATER)))
    reader = sign_in(client, session, place.user, now=NOW)
    address = f"/comparisons/{first.id}/{second.id}"

    pages = [_text(reader.get(f"{address}?page={number}").text) for number in (1, 2, 9)]

    assert "Team 59" in pages[0]
    assert "Team 60" not in pages[0]
    assert "Team 60" in pages[1]
    assert "Team 59" not in pages[1]
    assert "61 tot en met 61 van 61" in pages[1]
    assert "Verandering of toeval?" in pages[0]
    assert pages[1] == pages[2]


def test_the_unit_says_who_took_part_and_how_far_people_agree(consultant: TestClient, twice: Twice) -> None:
    text = _text(consultant.get(twice.unit("Schade")).text)

    assert "Deden mee: 14 van 14 → 13 van 13" in text
    assert re.search(r"(dichter bij elkaar|verder uiteen|even eens als eerst) \(afstand \d,\d\d, nu \d,\d\d\)\.", text)


def test_a_verdict_has_one_name(consultant: TestClient, twice: Twice) -> None:
    page = consultant.get(twice.address).text
    assert "duidelijk vooruitgegaan" in _row(page, "Schade")
    assert "kan toeval zijn" not in page
    assert "niet zijn afgerond" in page
    assert "alle anderen samen als één groep" in _text(page) or "alle anderen in" in _text(page)


def test_the_pages_exist_in_english(consultant: TestClient, twice: Twice) -> None:
    consultant.headers["accept-language"] = "en"
    assert "1 of 3 teams clearly improved." in _text(consultant.get(twice.address).text)
    assert "Schade clearly improved" in _text(consultant.get(twice.unit("Schade")).text)


def test_a_team_that_is_gone_keeps_its_place_in_the_list(
    consultant: TestClient, session: Session, twice: Twice
) -> None:
    rng = np.random.default_rng(5)
    later = closed(
        session,
        twice.world,
        "Najaar",
        {"Balie": rows(rng, 12, 3.1), "Schade": rows(rng, 14, 2.7)},
        closed_at=SPRING + timedelta(days=900),
        without=["Webcare"],
    )
    session.commit()
    page = consultant.get(f"/comparisons/{twice.before.id}/{later.id}").text
    assert "bestaat niet meer, geen vergelijking" in _row(page, "Webcare")


def _reworded() -> Edition:
    source = {**customer_focus().source}
    wording = {locale: {**texts} for locale, texts in source["wording"].items()}
    for texts in wording.values():
        first = next(iter(texts["statements"]))
        texts["statements"] = {**texts["statements"], first: "Iets heel anders."}
    return restore_edition({"structure": {**source["structure"], "version": 99}, "wording": wording})
