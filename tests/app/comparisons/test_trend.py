"""One unit in all measurements of its organisation."""

from datetime import timedelta
from uuid import uuid4

import numpy as np
import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session

from analytics.moments import Moments
from analytics.trend import Direction, trend
from app.comparisons import choosing
from app.comparisons.trends import Trends, trends
from app.web.i18n import language
from tests.app.comparisons.conftest import LATER, Twice
from tests.app.comparisons.factories import SPRING, closed, rows, scores, sign_in
from tests.app.results.page import words
from tests.conftest import NOW

LAST = LATER + timedelta(days=180)
NL = language("nl")


@pytest.fixture
def thrice(session: Session, twice: Twice) -> Twice:
    """Measure once more: Schade goes on rising, and Klein is shown again."""
    rng = np.random.default_rng(12)
    last = {"Balie": rows(rng, 11, 3.15), "Schade": rows(rng, 14, 3.8), "Webcare": rows(rng, 8, 3.3)}
    closed(session, twice.world, "Najaar 2026", last | {"Klein": rows(rng, 9, 3.0)}, closed_at=LAST)
    session.commit()
    return twice


@pytest.fixture
def consultant(client: TestClient, session: Session, twice: Twice) -> TestClient:
    client.headers["accept-language"] = "nl"
    return sign_in(client, session, twice.world.user, now=NOW)


def found(session: Session, twice: Twice, name: str) -> Trends:
    results = choosing.results(session, twice.world.organisation.id)
    trend_of_unit = trends(session, results, twice.world.id(name))
    assert trend_of_unit is not None
    return trend_of_unit


def page(twice: Twice, name: str | None = None) -> str:
    chosen = f"?unit={twice.world.id(name)}" if name else ""
    return f"{twice.choosing}/trend{chosen}"


def test_the_line_goes_through_the_rows_of_all_measurements(session: Session, thrice: Twice) -> None:
    first, second = (Moments.of(scores(side["Schade"])) for side in (thrice.rows_before, thrice.rows_after))

    line = found(session, thrice, "Schade").lines[0]

    last = line.scores[2]
    assert last is not None
    expected = trend([first, second, last.moments], [when.timestamp() for when in (SPRING, LATER, LAST)])
    assert line.trend is not None
    assert line.trend.estimate == pytest.approx(expected.estimate)
    assert (line.trend.low, line.trend.p) == pytest.approx((expected.low, expected.p))
    assert line.direction is Direction.UP


def test_what_is_hidden_once_is_left_out_and_two_are_no_trend(session: Session, thrice: Twice) -> None:
    klein = found(session, thrice, "Klein")

    assert [score is not None for score in klein.lines[0].scores] == [True, False, True]
    assert len(klein.lines[0].marks) == 2
    assert klein.lines[0].trend is None
    assert not klein.told


def test_the_page_says_what_goes_up(consultant: TestClient, session: Session, thrice: Twice) -> None:
    line = found(session, thrice, "Schade").lines[0]
    assert line.trend is not None

    text = words(consultant.get(page(thrice, "Schade")).text)

    assert f"Schade gaat omhoog: {NL.signed(line.trend.estimate, 2)} van de eerste meting tot de laatste." in text
    assert "↑ gaat omhoog" in text


def test_noise_is_not_called_a_trend(consultant: TestClient, thrice: Twice) -> None:
    assert "Balie: geen duidelijke trend." in words(consultant.get(page(thrice, "Balie")).text)


def test_a_unit_that_is_seldom_shown_says_so(consultant: TestClient, thrice: Twice) -> None:
    text = words(consultant.get(page(thrice, "Klein")).text)

    assert "Klein is in 2 metingen te zien. Voor een trend zijn er drie nodig." in text
    assert "niet getoond" in text


def test_with_two_results_there_is_no_trend_yet(consultant: TestClient, twice: Twice) -> None:
    assert "Er zijn er nu 2." in words(consultant.get(page(twice)).text)
    assert "/trend" not in consultant.get(twice.choosing).text


def test_the_choice_leads_to_it(consultant: TestClient, thrice: Twice) -> None:
    assert f'href="{page(thrice)}"' in consultant.get(thrice.choosing).text


def test_an_unknown_unit_and_a_stranger_find_nothing(consultant: TestClient, client: TestClient, thrice: Twice) -> None:
    assert consultant.get(f"{page(thrice)}?unit={uuid4()}").status_code == 404
    client.cookies.clear()
    assert client.get(page(thrice)).status_code == 401
