"""Verdicts and the sentence above them, for made-up teams."""

from dataclasses import replace
from uuid import uuid4

import pytest

from analytics.change import Verdict
from analytics.moments import Moments
from app.comparisons import wording
from app.comparisons.change import Comparison, UnitChange, change, judged
from app.comparisons.matching import Place
from app.web.i18n import language

LOW = Moments.of([2.0, 2.2, 2.4, 2.1, 2.3, 2.2, 2.0, 2.4])
HIGH = Moments.of([3.0, 3.2, 3.4, 3.1, 3.3, 3.2, 3.0, 3.4])
FLAT = Moments.of([3.0] * 6)


def _place(name: str = "Balie") -> Place:
    return Place(uuid4(), name, (), 1, 1, team=True)


def _comparison(*pairs: tuple[Moments, Moments]) -> Comparison:
    teams: tuple[UnitChange, ...] = judged([(_place(), change(*pair)) for pair in pairs], relevant=0.3)
    return Comparison(None, None, (), (), teams, ())


def test_a_team_without_any_spread_counts_in_the_family_and_gets_no_p() -> None:
    comparison = _comparison((LOW, HIGH), (FLAT, FLAT))
    alone = _comparison((LOW, HIGH))
    sure, flat = comparison.teams
    assert flat.verdict is Verdict.NO_CLEAR_CHANGE
    assert flat.adjusted_p is None
    assert alone.teams[0].adjusted_p is not None
    assert sure.adjusted_p == pytest.approx(2 * alone.teams[0].adjusted_p)


def test_a_significant_change_that_is_too_small_is_not_called_a_change() -> None:
    (team,) = judged([(_place(), change(LOW, HIGH))], relevant=1.5)
    assert team.verdict is Verdict.NO_CLEAR_CHANGE


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        (0.23, "Before, Balie stood lower than most, and that is partly chance. A difference of about +0.23 is to be"),
        (-0.11, "Before, Balie stood higher than most, and that is partly chance. A difference of about −0.11 is to"),  # noqa: RUF001
        (0.09, ""),
        (None, ""),
    ],
)
def test_what_is_expected_by_itself_is_said_where_it_matters(expected: float | None, said: str) -> None:
    (team,) = judged([(_place(), change(LOW, HIGH))], relevant=0.3)

    found = wording.regression_to_mean(language("en"), replace(team, regression_to_mean=expected))

    assert found.startswith(said)
    assert bool(found) == bool(said)


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ([], "No team can be seen in both measurements."),
        ([(LOW, HIGH)], "The one team that can be compared clearly improved."),
        ([(HIGH, LOW)], "The one team that can be compared clearly declined."),
        ([(LOW, LOW)], "In the one team that can be compared no clear change is to be seen."),
        ([(LOW, LOW), (HIGH, HIGH)], "In none of the 2 teams is a clear change to be seen."),
        ([(LOW, HIGH), (HIGH, LOW)], "1 of 2 teams clearly improved. 1 clearly declined."),
        (
            [(HIGH, LOW), (LOW, LOW)],
            "1 of 2 teams clearly declined. In the other team no clear change is to be seen.",
        ),
    ],
)
def test_the_finding(pairs: list[tuple[Moments, Moments]], said: str) -> None:
    assert wording.finding(language("en"), _comparison(*pairs)) == said


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        (Verdict.IMPROVED, "Balie clearly improved: from 2.20 to 3.20."),
        (Verdict.DECLINED, "Balie clearly declined: from 2.20 to 3.20."),
        (Verdict.NO_CLEAR_CHANGE, "Balie: no clear change is to be seen."),
        (None, "Balie went from 2.20 to 3.20."),
    ],
)
def test_the_finding_of_a_unit(verdict: Verdict | None, said: str) -> None:
    assert wording.unit_finding(language("en"), "Balie", change(LOW, HIGH), verdict) == said
