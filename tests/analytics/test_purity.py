"""Nothing in `analytics` changes what it is given."""

import copy
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from analytics import (
    agreement,
    audit,
    bases,
    breakdown_cells,
    breakdowns,
    change,
    coarsening,
    disclosure,
    drivers,
    frames,
    grouping,
    ladder,
    maturity,
    multilevel,
    own_profile,
    paired,
    participation,
    publication,
    quality,
    recommend,
    reliability,
    remainders,
    response_styles,
    scoring,
    tiers,
)
from analytics.moments import Moments
from tests.analytics.questionnaires import ASKED, FULL, SMALL, random_answers

RNG = np.random.default_rng(1)
TREE = disclosure.UnitTree((-1, 0, 1, 1, 0))
ANSWERS = random_answers(RNG, 60, SMALL)
PEOPLE = pd.DataFrame({"node": [1] * 4 + [2] * 6, "role": ["a", "b"] * 5, "tenure": ["x"] * 9 + [None]})
DRIVERS = pd.DataFrame(RNG.random((50, 3)), columns=["a", "b", "c"])
TEAMS = [Moments.of(RNG.normal(3, 1, 5)) for _ in range(4)]
BLOCKS = scoring.exact_scores(ANSWERS[:, :3])
TIER = tiers.Tier.of(TREE, RNG.integers(0, 5, 60), 5)

CALLS: list[tuple[Callable[..., object], list[object], dict[str, object]]] = [
    (scoring.person_scores, [ANSWERS], {}),
    (scoring.overall_scores, [np.array([[1, np.nan], [2.0, 3]])], {}),
    (scoring.exact_scores, [ANSWERS], {}),
    (scoring.exact_overall, [[BLOCKS, BLOCKS]], {}),
    (agreement.average_deviation, [np.array([1, 0, 2, 0, 3])], {"values": np.arange(1, 6)}),
    (agreement.average_deviations, [np.array([[1, 0], [2, 4]])], {"values": np.arange(2)}),
    (recommend.recommendation_score, [list(range(11))], {}),
    (own_profile.own_profile, [FULL, {FULL.statements[0].code: 2}], {}),
    (maturity.stages, [np.array([1.0, 3.4])], {}),
    (multilevel.random_intercept, [TEAMS], {}),
    (multilevel.shrunken_means, [TEAMS, multilevel.random_intercept(TEAMS)], {}),
    (multilevel.wave_model, [dict(enumerate(TEAMS[:2])), dict(enumerate(TEAMS[2:]))], {}),
    (change.holm, [np.array([0.9, 0.1, 0.02])], {}),
    (change.benjamini_hochberg, [np.array([0.9, 0.1, 0.02])], {}),
    (paired.paired_difference, [np.array([1.0, np.nan, 3, 4]), np.array([2.0, 2, 5, 3])], {}),
    (paired.sign_flip, [np.array([0.5, -0.2, 0.9])], {}),
    (drivers.correlation, [RNG.random(50), RNG.random(50)], {}),
    (drivers.relative_weights, [DRIVERS, RNG.random(50)], {"draws": 20}),
    (reliability.cronbach_alpha, [ANSWERS[:, :3]], {}),
    (reliability.item_rest, [ANSWERS[:, :3]], {}),
    (grouping.icc1, [TEAMS], {}),
    (grouping.icc2, [TEAMS], {}),
    (agreement.rwg, [np.array([1, 0, 2, 0, 3])], {}),
    (agreement.rwg_j, [ANSWERS[:, :3]], {"options": 5}),
    (agreement.r_star_wg_j, [ANSWERS[:, :3]], {"options": 5}),
    (ladder.climb, [[ladder.Rung("mission", 3.0, 2.5, 3.5, 0.5)]], {}),
    (disclosure.shown_units, [TREE, np.array([1, 0, 7, 9, 8]), 5], {"eligible": {0, 2}, "present": np.arange(5)}),
    (disclosure.residues, [TREE, np.array([1, 0, 7, 9, 8]), {0, 2}], {}),
    (disclosure.nearest_shown, [TREE, {0, 2}], {}),
    (audit.safe_cells, [[9, 2, 1, 9], [[0, 1, 2, 3], {3}, [0]], 5], {"given": 1}),
    (audit.isolated_groups, [[9, 2, 1, 9], [[0, 1, 2, 3], {3}, [0]], 5], {}),
    (
        breakdowns.breakdowns,
        [TREE, np.array([4] * 40), np.array([[0]] * 25 + [[1]] * 15), [breakdowns.Attribute(2)]],
        {"shown": {0, 4}},
    ),
    (breakdowns.complete, [pd.DataFrame({"unit": [0, 0], "attribute": [0, 1]}), np.array([[3], [12]])], {}),
    (
        breakdown_cells.breakdown_cells,
        [ANSWERS[:40], np.array([4] * 40), np.array([[0, 2]] * 25 + [[1, -1]] * 15), TREE, ASKED],
        {"k": 5},
    ),
    (frames.option_matrix, [[{"leads": "no"}], ASKED.backgrounds], {}),
    (coarsening.coarsen, [PEOPLE], {"node": "node", "attributes": ["role", "tenure"], "k": 4}),
    (frames.answer_matrix, [["12?", "A-0"]], {"columns": 3}),
    (participation.participation, [TREE, np.array([9] * 5), np.array([1, 0, 7, 9, 8])], {"k": 5}),
    (TIER.rolled, [RNG.integers(0, 9, (len(TIER.units), 3))], {}),
    (TIER.average, [RNG.random((len(TIER.units), 3)), RNG.integers(0, 9, (len(TIER.units), 3))], {}),
    (bases.mixed, [ANSWERS], {}),
    (bases.base, [(np.arange(60) > 3)], {"k": 10}),
    (response_styles.longest_runs, [ANSWERS], {}),
    (response_styles.spreads, [ANSWERS], {}),
    (response_styles.distribution, [np.arange(60)], {"limits": [1.0, 30.0], "k": 10}),
    (response_styles.means_of_others, [ANSWERS], {}),
    (response_styles.correlation, [np.array([1, 2, 3]), np.array([1.0, 3, 2])], {}),
    (response_styles.common_share, [np.array([[1, 2], [2, 1], [3, 3]])], {}),
    (remainders.remainders, [TREE, {0: TEAMS[0], 2: TEAMS[1]}], {}),
    (quality.quality, [ANSWERS, SMALL], {"k": 10}),
    (publication.publish, [ANSWERS, RNG.integers(0, 5, 60), TREE, SMALL], {}),
]


@pytest.mark.parametrize(("function", "given", "named"), CALLS, ids=[call[0].__qualname__ for call in CALLS])
def test_what_is_given_stays_as_it_was(
    function: Callable[..., object], given: list[object], named: dict[str, object]
) -> None:
    arguments = [*given, *named.values()]
    before = copy.deepcopy(arguments)

    function(*given, **named)

    for argument, original in zip(arguments, before, strict=True):
        _assert_same(argument, original)


def _assert_same(argument: object, original: object) -> None:
    if isinstance(argument, np.ndarray):
        np.testing.assert_array_equal(argument, original)
    elif isinstance(argument, pd.DataFrame) and isinstance(original, pd.DataFrame):
        assert argument.equals(original)
    else:
        assert repr(argument) == repr(original)
