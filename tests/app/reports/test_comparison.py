"""The slides of a comparison: the findings, the teams, the method, each team."""

from io import BytesIO
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pptx import Presentation
from sqlmodel import Session

from app.comparisons import service
from app.comparisons.change import Comparison
from app.comparisons.matching import Pair
from app.results.reading import published
from app.web.i18n import language
from tests.app.comparisons.conftest import Twice, database_url, twice
from tests.app.comparisons.factories import sign_in, world
from tests.app.reports.reading import charts, described, drawn, outside, tables, titles, workbook
from tests.conftest import NOW

__all__ = ["database_url", "twice"]

NL = language("nl")


@pytest.fixture
def consultant(client: TestClient, session: Session, twice: Twice) -> TestClient:
    client.headers["accept-language"] = "nl"
    return sign_in(client, session, twice.world.user, now=NOW)


@pytest.fixture
def comparison(session: Session, twice: Twice) -> Comparison:
    return service.overview(session, Pair(published(session, twice.before), published(session, twice.after)))


@pytest.fixture
def slides(consultant: TestClient, twice: Twice) -> Any:
    return opened(consultant, f"{twice.address}/report.pptx")


def opened(client: TestClient, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200
    return Presentation(BytesIO(response.content))


def test_findings_are_the_titles_and_every_compared_team_has_a_slide(slides: Any) -> None:
    found = titles(slides)

    assert found[0] == "Wat veranderde er bij Waterland?"
    assert found[1].startswith("1 van de 3 teams is duidelijk vooruitgegaan.")
    assert "Hoe dit is gedaan" in found
    assert [title for title in found if title.startswith("Schade is duidelijk vooruitgegaan")]
    assert not [title for title in found if "Klein" in title or "Nieuw" in title]


def test_the_chart_draws_the_differences_and_its_workbook_holds_no_more(slides: Any, comparison: Comparison) -> None:
    (chart,) = charts(slides)
    teams = [team for team in comparison.teams if team.change]

    assert list(drawn(chart).values()) == [[round(team.change.estimate, 2) for team in teams if team.change]]
    assert [str(each).lstrip("▲▼ ") for each in chart.plots[0].categories] == [team.place.name for team in teams]
    head, *rows = workbook(chart)
    assert len(head) == 2
    assert [row[1] for row in rows] == drawn(chart)[head[1]]


def test_the_table_has_every_team_with_its_verdict_and_hidden_ones_without_a_figure(
    slides: Any, comparison: Comparison
) -> None:
    rows = {row[0]: row[1:] for table in tables(slides) if table[0][0] == "Team" for row in table[1:]}

    assert list(rows) == [team.place.name for team in comparison.teams]
    assert rows["Klein"] == ["niet getoond", "", "", "", ""]
    assert rows["Nieuw"] == ["geen vergelijking", "", "", "", ""]
    schade = next(team for team in comparison.teams if team.place.name == "Schade")
    assert schade.change is not None
    assert rows["Schade"][0] == "duidelijk vooruitgegaan"
    assert rows["Schade"][1].startswith(NL.signed(schade.change.estimate, 2))
    assert rows["Schade"][4] == "14 van 14 → 13 van 13"


def test_whatever_is_drawn_is_described_and_lies_on_its_slide(slides: Any) -> None:
    assert all(words for _, words in described(slides))
    assert outside(slides) == []


def test_english_where_that_is_asked_for(consultant: TestClient, twice: Twice) -> None:
    found = titles(opened(consultant, f"{twice.address}/report.pptx?language=en"))

    assert found[0] == "What changed at Waterland?"
    assert "How this was done" in found


def test_the_page_leads_to_it(consultant: TestClient, twice: Twice) -> None:
    assert f'href="{twice.address}/report.pptx"' in consultant.get(twice.address).text


def test_strangers_and_the_wrong_order_find_nothing(consultant: TestClient, session: Session, twice: Twice) -> None:
    assert consultant.get(f"/comparisons/{twice.after.id}/{twice.before.id}/report.pptx").status_code == 404
    stranger = world(session, {"Elders": "Daar"}, name="Bergland").user
    assert sign_in(consultant, session, stranger, now=NOW).get(f"{twice.address}/report.pptx").status_code == 404
