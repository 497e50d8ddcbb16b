"""The demonstration holds what it says: something to find, through the product's own path."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session, func, select

from analytics.agreement import agreement_limit
from analytics.change import Verdict, difference, holm, verdict
from analytics.drivers import FEWEST_TEAMS
from analytics.ladder import Pattern, Rung, climb
from app.config import Settings
from app.db import make_engine, reading
from app.demonstration import many_teams, scenario, service
from app.main import create_app
from app.models import Measurement, MeasurementStatus, Organisation, Participation, Person
from app.models.response import Response
from app.quality.reading import stored_quality
from app.results.reading import Published, UnitFigures, broken_down, figures, published
from surveys.model import Block, Level


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("demonstration")
    chosen = service.settings(folder / "demo", host="127.0.0.1", port=8000).model_copy(update={"worker": "outside"})
    assert service.prepare(chosen, folder / "demo", fresh=False)
    assert not service.prepare(chosen, folder / "demo", fresh=False)
    return chosen


@pytest.fixture(scope="module")
def session(settings: Settings) -> Iterator[Session]:
    engine = make_engine(settings.database_url)
    with Session(reading(engine), expire_on_commit=False) as session:
        yield session
    engine.dispose()


Result = tuple[Published, dict[str, UnitFigures]]


@pytest.fixture(scope="module")
def results(session: Session) -> dict[str, Result]:
    return closed(session, scenario.ORGANISATION)


@pytest.fixture(scope="module")
def many(session: Session) -> Result:
    return closed(session, many_teams.ORGANISATION)[many_teams.MEASUREMENT]


def measurements(session: Session, organisation: str) -> list[Measurement]:
    query = select(Measurement).join(Organisation).where(Organisation.name == organisation)
    return list(session.exec(query))


def closed(session: Session, organisation: str) -> dict[str, Result]:
    found = {}
    for measurement in measurements(session, organisation):
        if measurement.status is MeasurementStatus.CLOSED:
            source = published(session, measurement)
            units = figures(session, source, range(len(source.tree.ids)))
            found[measurement.name] = source, {source.tree.names[place]: unit for place, unit in units.items()}
    return found


def people(session: Session, organisation: str) -> int:
    query = select(func.count()).select_from(Person).join(Organisation).where(Organisation.name == organisation)
    return session.exec(query).one()


def test_size_and_shape(session: Session, results: dict[str, Result]) -> None:
    tree = results["Nameting"][0].tree

    assert people(session, scenario.ORGANISATION) == 131
    assert len(tree.leaves) == 14
    assert len(tree.children[0]) == 3
    assert {each.name for each in measurements(session, scenario.ORGANISATION)} == set(scenario.MEASUREMENTS)


def test_every_answer_is_counted(session: Session, results: dict[str, Result]) -> None:
    answered = sum(team.people - team.silent for teams in scenario.DEPARTMENTS.values() for team in teams)
    others = sum(team.people - team.silent for teams in many_teams.DEPARTMENTS.values() for team in teams)

    assert session.exec(select(func.count()).select_from(Response)).one() == 2 * answered + others
    assert results["Nameting"][1][scenario.ORGANISATION].respondents == answered


def test_two_small_teams_are_hidden(results: dict[str, Result]) -> None:
    for _, units in results.values():
        assert {"Communicatie", "Bestuursbureau"}.isdisjoint(units)
        assert len(units) == 1 + 3 + 12


def test_exactly_two_large_teams_improved_by_about_nine_tenths(results: dict[str, Result]) -> None:
    before, after = results["Voormeting"][1], results["Nameting"][1]
    teams = [name for name in before if name not in {scenario.ORGANISATION, *scenario.DEPARTMENTS}]
    changes = [
        difference(before[name].scores["overall"].moments, after[name].scores["overall"].moments) for name in teams
    ]
    adjusted = holm([change.p for change in changes])

    improved = {
        name: change
        for name, change, p in zip(teams, changes, adjusted, strict=True)
        if verdict(change, p, relevant=0.3) is Verdict.IMPROVED
    }

    assert improved.keys() == {"Verhuur", "Onderhoud"}
    assert all(change.estimate == pytest.approx(0.9, abs=0.1) for change in improved.values())
    assert all(after[name].respondents >= 15 for name in improved)


def test_the_questionnaire_is_judged_in_both_measurements(session: Session, results: dict[str, Result]) -> None:
    for source, _ in results.values():
        found = stored_quality(session, source)
        assert found is not None
        assert found.styles is not None
        assert [scale.code for scale in found.scales if scale.alpha and scale.omega] == [*Block, *Level]


def ladder(unit: UnitFigures) -> tuple[str | None, set[Pattern]]:
    scores = [(level.value, unit.scores[level.value]) for level in Level]
    rungs = [Rung(code, score.mean, score.interval.low, score.interval.high, score.ad) for code, score in scores]
    climbed = climb(rungs, threshold=3.5, limit=agreement_limit(5))
    return climbed.begin, set(climbed.patterns)


def test_one_team_is_divided_on_values(results: dict[str, Result]) -> None:
    unit = results["Nameting"][1]["Wijkbeheer Noord"]

    assert ladder(unit)[0] == "values"
    assert unit.scores["values"].mean >= 3.5
    assert unit.scores["values"].ad is not None
    assert unit.scores["values"].ad > agreement_limit(5)


def test_one_team_began_at_the_bottom(results: dict[str, Result]) -> None:
    begin, patterns = ladder(results["Nameting"][1]["Servicedienst"])

    assert begin == "values"
    assert Pattern.BOTTOM_UP in patterns


def test_there_is_an_organisation_of_sixty_teams(session: Session, many: Result) -> None:
    source, units = many

    assert people(session, many_teams.ORGANISATION) == 1300
    assert len(source.tree.leaves) == 60
    assert len(source.tree.children[0]) == 6
    hidden = {source.tree.names[place] for place in source.tree.leaves} - units.keys()
    assert 2 <= len(hidden) <= 6


def test_enough_of_its_teams_have_a_recommendation_score(many: Result) -> None:
    source, units = many
    teams = {source.tree.names[place] for place in source.tree.leaves}

    assert sum(bool(unit.recommendations) for name, unit in units.items() if name in teams) >= FEWEST_TEAMS


def test_its_head_office_alone_sees_the_mission(session: Session, many: Result) -> None:
    leads = broken_down(session, many[0], 0)["leads_people"]

    assert leads["yes"]["mission"].interval.low > 3.5
    assert leads["no"]["mission"].interval.high < 3.5


def test_a_day_passes_and_participation_is_counted_again(settings: Settings) -> None:
    with TestClient(create_app(settings), follow_redirects=False) as client:
        listing = client.get(client.post("/demo/hr").headers["location"]).text
        measurement = listing.split('href="/measurements/')[1].split('"')[0]
        page = client.get(f"/measurements/{measurement}").text
        csrf = page.split('name="csrf" value="')[1].split('"')[0]
        moved = client.post(f"/demo/next-day/{measurement}", data={"csrf": csrf})

        assert moved.status_code == 303
        again = client.get(f"/measurements/{measurement}")
        assert again.status_code == 200
        assert "participation" in again.text
        assert again.text != page
    engine = make_engine(settings.database_url)
    with Session(engine) as session:
        rows = session.exec(select(Participation)).all()
    engine.dispose()
    first, second = sorted({row.day for row in rows})
    answered = [max(row.answered for row in rows if row.day == day) for day in (first, second)]
    assert answered[1] == answered[0] + service.ANSWERS_A_DAY


def test_the_doors(settings: Settings) -> None:
    with TestClient(create_app(settings), follow_redirects=False) as client:
        assert client.post("/demo/employee").headers["location"].startswith("/i/")
        assert client.post("/demo/consultant").headers["location"].endswith("/comparisons")
        assert "verzonnen" in client.get("/").text


def test_without_the_demonstration_there_are_no_doors(settings: Settings) -> None:
    real = settings.model_copy(update={"demo": False})
    with TestClient(create_app(real), follow_redirects=False) as client:
        assert client.post("/demo/hr").status_code in {404, 405}
        assert "/demo/" not in client.get("/").text


def test_it_is_the_same_each_time(results: dict[str, Result], tmp_path: Path) -> None:
    again = service.settings(tmp_path / "again", host="127.0.0.1", port=8000)
    service.build(again, many=False)
    engine = make_engine(again.database_url)
    with Session(engine) as session:
        measurement = session.exec(select(Measurement).where(Measurement.name == "Nameting")).one()
        source = published(session, measurement)
        overall = figures(session, source, [0])[0].scores["overall"].moments
    engine.dispose()

    assert overall == results["Nameting"][1][scenario.ORGANISATION].scores["overall"].moments
