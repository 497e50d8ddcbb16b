from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from analytics.errors import TooFewAnswers
from analytics.quality import Quality, Reason, ScaleQuality, quality, scales_of
from analytics.reliability import cronbach_alpha, item_rest, omega_total
from analytics.response_styles import longest_runs
from analytics.scoring import person_scores
from surveys.answers import SKIPPED
from surveys.model import Block, Level
from tests.analytics.questionnaires import FULL, SMALL

STATEMENTS = len(FULL.statements)
Answers = NDArray[np.int8]


def _people(people: int, *, seed: int = 1, missing: float = 0.0) -> Answers:
    """Draw people who differ in what they think of everything, with closing questions that do not matter."""
    rng = np.random.default_rng(seed)
    opinions = 3.4 + rng.normal(0, 0.7, (people, 1)) + rng.normal(0, 0.8, (people, len(FULL.scored)))
    answers = np.clip(np.rint(opinions), 1, 5).astype(np.int8)
    answers[rng.random(answers.shape) < missing] = SKIPPED
    return answers


def _scale(found: Quality, code: str) -> ScaleQuality:
    return next(scale for scale in found.scales if scale.code == code)


def test_the_scales_are_the_blocks_and_then_the_levels() -> None:
    assert list(scales_of(FULL)) == [*Block, *Level]
    assert scales_of(FULL)["values"] == [2, 9, 16, 23, 30, 37]
    assert list(scales_of(SMALL)) == ["insight", "direction", "mission", "values", "context"]


def test_when_all_answered_everything_a_scale_has_the_figures_of_its_columns() -> None:
    answers = _people(60)
    found = quality(answers, FULL, k=10)

    for code, columns in scales_of(FULL).items():
        scale, own = _scale(found, code), answers[:, columns]
        assert scale.respondents == 60
        assert scale.alpha == cronbach_alpha(own)
        assert scale.omega is not None
        assert scale.omega.estimate == pytest.approx(omega_total(own).estimate, rel=1e-6)
        assert [item.rest for item in scale.items] == list(item_rest(own).correlations)
        assert scale.items[1].alpha_without == cronbach_alpha(np.delete(own, 1, axis=1)).estimate
        assert [item.code for item in scale.items] == [FULL.statements[column].code for column in columns]


def test_a_statement_that_is_answered_the_other_way_round_is_found() -> None:
    answers = _people(80)
    answers[:, 3] = 6 - answers[:, 3]
    items = _scale(quality(answers, FULL, k=10), "insight").items

    rest = [item.rest or 0 for item in items]
    without = [item.alpha_without or 0 for item in items]
    assert int(np.argmin(rest)) == int(np.argmax(without)) == 3
    assert rest[3] < 0 < min(rest[:3] + rest[4:])


def test_scores_are_laid_beside_the_other_scores_of_their_kind() -> None:
    answers = _people(60)
    styles = quality(answers, FULL, k=10).styles
    assert styles is not None
    blocks = np.column_stack([person_scores(answers[:, scales_of(FULL)[block]]) for block in Block])

    by_code = {row.code: row for row in styles.scores}
    expected = np.corrcoef(blocks[:, 0], blocks[:, 1:].mean(axis=1))[0, 1]
    assert by_code["insight"].estimate == pytest.approx(expected, rel=1e-12)
    assert [row.code for row in styles.scores] == [*Block, *Level]
    assert {row.respondents for row in styles.scores} == {60}
    eigenvalues = np.linalg.eigvalsh(np.corrcoef(blocks, rowvar=False))
    assert styles.common == pytest.approx(eigenvalues[-1] / 6, rel=1e-12)


def test_statements_are_laid_beside_all_others() -> None:
    answers = _people(60)
    styles = quality(answers, FULL, k=10).styles
    assert styles is not None

    others = np.delete(answers[:, :STATEMENTS], 5, axis=1).mean(axis=1)
    assert styles.statements[5].estimate == pytest.approx(np.corrcoef(answers[:, 5], others)[0, 1], rel=1e-12)
    assert [row.code for row in styles.statements] == [row.code for row in FULL.statements]


def test_straight_lines_are_counted_when_they_are_many_and_never_when_they_are_few() -> None:
    answers = _people(60)
    answers[:12, :STATEMENTS] = 4
    many = quality(answers, FULL, k=10).styles
    answers[:3, :STATEMENTS] = _people(3, seed=5)[:, :STATEMENTS]
    few = quality(answers, FULL, k=10).styles
    assert many is not None
    assert few is not None

    assert (many.spreads.bands[0].up_to, many.spreads.bands[0].people) == (0, 12)
    assert (many.runs.bands[-1].above, many.runs.bands[-1].people) == (20, 12)
    assert few.spreads.bands[0].up_to not in {0, None}
    assert all(band.people >= 10 for band in (*few.spreads.bands, *few.runs.bands))


def test_runs_are_those_of_the_pages_whatever_the_order_of_the_answer_string() -> None:
    order = np.random.default_rng(3).permutation(STATEMENTS)
    statements = tuple(FULL.statements[place] for place in order)
    # one answer for each page: every run is as long as a page, seven statements
    answers = np.repeat(np.array([[1, 2, 3, 4, 5, 1]], dtype=np.int8), 7, axis=1).repeat(40, axis=0)
    answers = np.hstack([answers, np.full((40, 4), 3, dtype=np.int8)])
    shuffled = np.hstack([answers[:, order], answers[:, STATEMENTS:]])
    found = quality(shuffled, replace(FULL, statements=statements), k=10).styles
    assert found is not None

    assert found.runs.few_above == 13
    assert longest_runs(shuffled[:, :STATEMENTS]).max() <= 6


def test_the_mean_spread_is_that_of_people() -> None:
    answers = _people(50)
    styles = quality(answers, FULL, k=10).styles
    assert styles is not None

    own = answers[:, :STATEMENTS].std(axis=1, ddof=1)
    assert styles.mean_spread == pytest.approx(own.mean(), rel=1e-12)


@pytest.mark.parametrize("incomplete", [1, 4, 9])
def test_few_who_missed_a_statement_cannot_be_found_by_subtracting(incomplete: int) -> None:
    answers = _people(60)
    answers[:incomplete, 0] = SKIPPED
    found = quality(answers, FULL, k=10)

    assert {_scale(found, code).respondents for code in ("insight", "mission")} == {50}
    assert {scale.respondents for scale in found.scales} == {50, 60}
    assert found.styles is not None
    assert [row.respondents for row in found.styles.statements] == [50] + [60] * 41


@pytest.mark.parametrize("missing", [0.0, 0.002, 0.01, 0.05, 0.2])
@pytest.mark.parametrize("k", [10, 14])
def test_no_figure_leaves_out_a_small_group(missing: float, k: int) -> None:
    found = quality(_people(150, missing=missing), FULL, k=k)
    assert found.styles is not None
    everybody = [scale.respondents for scale in found.scales]
    everybody += [row.respondents for row in (*found.styles.scores, *found.styles.statements)]
    everybody += [found.styles.respondents, found.styles.common_respondents]

    assert all(n in {0, 150} or 30 <= n <= 150 - k for n in everybody)


def test_figures_do_not_depend_on_the_order_of_people() -> None:
    answers = _people(100, missing=0.02)
    found = quality(answers, FULL, k=10)

    for seed in range(3):
        assert quality(np.random.default_rng(seed).permutation(answers), FULL, k=10) == found


def test_the_closing_questions_do_not_matter() -> None:
    answers = _people(40)
    other = answers.copy()
    other[:, STATEMENTS:] = 1

    assert quality(other, FULL, k=10) == quality(answers, FULL, k=10)


def test_a_scale_that_too_few_answered_completely_says_so_and_the_others_go_on() -> None:
    answers = _people(40)
    answers[:11, 0] = SKIPPED
    found = quality(answers, FULL, k=10)

    insight, direction = _scale(found, "insight"), _scale(found, "direction")
    assert (insight.respondents, insight.alpha, insight.no_alpha, insight.no_omega) == (
        0,
        None,
        Reason.TOO_FEW,
        Reason.TOO_FEW,
    )
    assert insight.items == ()
    assert direction.alpha is not None


def _alike(answers: Answers) -> None:
    answers[:, 0:7] = 4


def _opposite(answers: Answers) -> None:
    answers[:, 0:7] = 3
    answers[:, 0], answers[:, 1] = answers[:, 10], 6 - answers[:, 10]


def _double(answers: Answers) -> None:
    answers[:, 1] = answers[:, 0]


@pytest.mark.parametrize(
    ("change", "no_alpha", "no_omega"),
    [
        (_alike, Reason.NO_VARIATION, Reason.NO_VARIATION),
        (_opposite, Reason.NO_VARIATION, Reason.NO_VARIATION),
        (_double, None, Reason.NO_MODEL),
    ],
)
def test_a_figure_that_is_not_defined_has_its_reason(
    change: Callable[[Answers], None], no_alpha: Reason | None, no_omega: Reason
) -> None:
    answers = _people(60)
    change(answers)
    scale = _scale(quality(answers, FULL, k=10), "insight")

    assert (scale.no_alpha, scale.no_omega) == (no_alpha, no_omega)
    assert (scale.alpha is None) == (no_alpha is not None)
    assert scale.omega is None


def test_when_everybody_answers_the_same_to_everything_little_can_be_told() -> None:
    found = quality(np.full((40, len(FULL.scored)), 4, dtype=np.int8), FULL, k=10)
    assert found.styles is not None

    assert {scale.no_alpha for scale in found.scales} == {Reason.NO_VARIATION}
    assert {item.rest for scale in found.scales for item in scale.items} == {None}
    assert {row.estimate for row in (*found.styles.scores, *found.styles.statements)} == {None}
    assert found.styles.common is None
    assert [band.people for band in found.styles.spreads.bands] == [40]


def test_when_nobody_answers_half_there_are_no_signs() -> None:
    answers = np.full((40, len(FULL.scored)), SKIPPED, dtype=np.int8)
    answers[:, :20] = _people(40)[:, :20]

    assert quality(answers, FULL, k=10).styles is None


@pytest.mark.parametrize(("people", "k"), [(0, 10), (29, 10), (30, 31)])
def test_fewer_people_than_it_takes_are_refused(people: int, k: int) -> None:
    with pytest.raises(TooFewAnswers):
        quality(_people(people), FULL, k=k)
