"""A short form of the proof: a few hundred organisations."""

from math import sqrt

import numpy as np
import pytest

from analytics.change import difference
from tests.proofs.synthetic import answers, expected_score, in_rows, overall, team_moments
from tests.proofs.verdicts import MOST_WRONG, Design, judge, two_waves

ORGANISATIONS = 500
# three standard errors of a share of 500: a rule with 5.5 % passes 998 times in 1000, one with 12 % fails 99 in 100
ROOM = 3 * sqrt(MOST_WRONG * (1 - MOST_WRONG) / ORGANISATIONS)


@pytest.mark.parametrize("teams", [14, 60])
def test_organisations_without_change_seldom_have_a_verdict(teams: int) -> None:
    found = judge(np.random.SeedSequence(1), ORGANISATIONS, Design(teams, "new", 0.85))

    assert 0.01 <= found.wrong / ORGANISATIONS <= MOST_WRONG + ROOM


def test_where_members_stay_a_verdict_is_rarer_still() -> None:
    found = judge(np.random.SeedSequence(1), ORGANISATIONS, Design(14, "the same", 0.85))

    assert found.wrong / ORGANISATIONS <= 0.02


def test_without_adjustment_half_of_the_organisations_would_have_one() -> None:
    before, after = two_waves(np.random.default_rng(1), 200, Design(14, "new", 1))
    families = zip(in_rows(before, 14), in_rows(after, 14), strict=True)

    wrong = [any(difference(*pair).p <= 0.05 for pair in zip(*family, strict=True)) for family in families]

    assert np.mean(wrong) == pytest.approx(1 - 0.95**14, abs=3 * sqrt(0.25 / 200))


def test_made_up_teams_have_the_means_and_spreads_that_they_should_have() -> None:
    rng = np.random.default_rng(1)
    scores = overall(answers(rng, 3.6 + 0.5 * rng.normal(size=20_000)))

    (everybody,) = team_moments(scores, np.array([20_000]))

    assert everybody.mean == pytest.approx(expected_score(3.6, 0.5), abs=3 * 0.5 / sqrt(20_000))
    assert everybody.sd == pytest.approx(0.5, abs=0.05)
    assert scores.valid.mean() > 0.99


def test_who_does_not_answer_has_no_score() -> None:
    before, _ = two_waves(np.random.default_rng(1), 50, Design(14, "new", 1))
    fewer, _ = two_waves(np.random.default_rng(1), 50, Design(14, "new", 0.5))

    people, answered = (sum(team.n for team in wave) for wave in (before, fewer))
    assert answered / people == pytest.approx(0.5, abs=0.03)
