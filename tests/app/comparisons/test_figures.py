"""What is compared equals what the rows of answers say."""

import numpy as np
import pytest
from sqlmodel import Session

from analytics.change import Verdict, benjamini_hochberg, difference, holm
from analytics.moments import Moments
from analytics.multilevel import wave_model
from app.comparisons import service
from app.comparisons.change import Comparison, UnitChange, groups, reach
from app.comparisons.detail import Detail
from app.comparisons.matching import Pair, place
from app.comparisons.reading import scores as published_scores
from app.results.reading import published
from tests.app.comparisons.conftest import Twice
from tests.app.comparisons.factories import scores


@pytest.fixture
def pair(session: Session, twice: Twice) -> Pair:
    return Pair(published(session, twice.before), published(session, twice.after))


@pytest.fixture
def comparison(session: Session, pair: Pair) -> Comparison:
    return service.overview(session, pair)


def test_every_team_has_the_difference_of_its_rows(twice: Twice, comparison: Comparison) -> None:
    for name in ("Balie", "Schade", "Webcare"):
        team = _team(comparison, name)
        expected = difference(Moments.of(scores(twice.rows_before[name])), Moments.of(scores(twice.rows_after[name])))
        assert team.change is not None
        assert team.change.difference is not None
        for field in ("estimate", "low", "high", "p", "least_significant", "detectable"):
            assert getattr(team.change.difference, field) == pytest.approx(getattr(expected, field), abs=1e-9)


def test_the_family_is_the_teams_that_are_shown_both_times(comparison: Comparison) -> None:
    tested = [team for team in comparison.teams if team.change]
    assert [team.place.name for team in tested] == ["Balie", "Schade", "Webcare"]
    assert comparison.tested == 3
    assert [team.adjusted_p for team in tested] == list(holm([team.change.p for team in tested if team.change]))


def test_who_took_part_stands_beside_each_team(comparison: Comparison, twice: Twice) -> None:
    for name in ("Balie", "Schade", "Webcare"):
        turnout = _team(comparison, name).turnout
        people = len(twice.rows_before[name]), len(twice.rows_after[name])
        assert turnout is not None
        assert tuple(side.respondents for side in turnout) == people
        assert tuple(side.invited for side in turnout) == people

    assert _team(comparison, "Klein").turnout is None
    assert _team(comparison, "Nieuw").turnout is None
    assert comparison.turnout is not None
    assert [side.respondents for side in comparison.turnout] == [42, 41]


def test_the_lowest_team_is_expected_to_rise_by_itself(comparison: Comparison) -> None:
    low = _team(comparison, "Schade").regression_to_mean

    assert low is not None
    assert low > 0
    assert _team(comparison, "Klein").regression_to_mean is None


def test_departments_are_not_tested(comparison: Comparison) -> None:
    contact = next(unit for unit in comparison.departments if unit.place.name == "Contact")
    assert contact.change is not None
    assert contact.adjusted_p is None
    assert contact.verdict is None


def test_verdicts(comparison: Comparison) -> None:
    assert {team.place.name: team.verdict for team in comparison.teams} == {
        "Balie": Verdict.NO_CLEAR_CHANGE,
        "Klein": Verdict.NOT_SHOWN,
        "Nieuw": Verdict.NEW_TEAM,
        "Schade": Verdict.IMPROVED,
        "Webcare": Verdict.NO_CLEAR_CHANGE,
    }


def test_the_relevant_change_is_that_of_the_later_measurement(session: Session, twice: Twice, pair: Pair) -> None:
    assert pair.relevant == 0.4
    twice.after.relevant_change = 2.0
    with session.no_autoflush:  # what was promised cannot be stored otherwise
        assert _team(service.overview(session, pair), "Schade").verdict is Verdict.NO_CLEAR_CHANGE


def test_the_organisation_has_the_difference_of_all_rows(twice: Twice, comparison: Comparison) -> None:
    before, after = (
        np.concatenate([scores(rows) for rows in side.values()]) for side in (twice.rows_before, twice.rows_after)
    )
    assert comparison.overall is not None
    assert comparison.overall.estimate == pytest.approx(after.mean() - before.mean())
    assert (comparison.overall.before.n, comparison.overall.after.n) == (len(before), len(after))
    assert len(comparison.blocks) == 6
    assert len(comparison.levels) == 7


def test_the_model_takes_shown_teams_and_puts_everybody_else_together(
    session: Session, twice: Twice, pair: Pair, comparison: Comparison
) -> None:
    after = groups(pair.after.tree, published_scores(session, pair.after).overall)
    assert sum(moments.n for moments in after.values()) == sum(len(rows) for rows in twice.rows_after.values())
    assert all(moments.n >= 5 or moments.n == 0 for moments in after.values())
    before = groups(pair.before.tree, published_scores(session, pair.before).overall)
    assert comparison.wave == wave_model(before, after)


def test_one_group_alone_gives_no_model(session: Session, pair: Pair) -> None:
    tree = pair.before.tree
    alone = {0: published_scores(session, pair.before).overall[0]}
    assert list(groups(tree, alone)) == [frozenset(tree.ids)]


def test_statements_are_corrected_within_the_unit(session: Session, twice: Twice, pair: Pair) -> None:
    detail = _detail(session, twice, pair, "Schade")
    tested = [row for row in detail.statements if row.change]
    assert len(tested) == detail.tested == 42
    expected = benjamini_hochberg([row.change.p for row in tested if row.change])
    assert [row.adjusted_p for row in tested] == list(expected)


def test_a_statement_has_the_difference_of_its_column(session: Session, twice: Twice, pair: Pair) -> None:
    detail = _detail(session, twice, pair, "Schade")
    first = detail.statements[0]
    before, after = (side["Schade"][:, 0].mean() for side in (twice.rows_before, twice.rows_after))
    assert first.change is not None
    assert first.change.estimate == pytest.approx(after - before)


def test_a_small_team_has_stages_and_no_test(session: Session, twice: Twice, pair: Pair) -> None:
    detail = _detail(session, twice, pair, "Webcare")
    assert detail.tested == 0
    assert all(row.stages_before and row.stages_after for row in detail.statements)
    assert all(row.adjusted_p is None for row in detail.statements)


def test_reach_holds_all_intervals(comparison: Comparison) -> None:
    assert reach([]) == comparison.reach == 1.5
    bounds = [row.change.difference for row in comparison.blocks if row.change and row.change.difference]
    assert all(-comparison.reach <= row.low <= row.high <= comparison.reach for row in bounds)


def _team(comparison: Comparison, name: str) -> UnitChange:
    return next(team for team in comparison.teams if team.place.name == name)


def _detail(session: Session, twice: Twice, pair: Pair, name: str) -> Detail:
    found = service.unit_overview(session, pair, place(pair, twice.world.id(name))).detail
    assert found is not None
    return found
