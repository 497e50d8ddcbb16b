"""What one person's answers say: by hand, at the limits, and what cannot be told."""

from dataclasses import replace
from random import Random

import pytest

from analytics.errors import TooFewAnswers
from analytics.own_profile import OwnProfile, own_profile
from surveys.answers import SKIPPED, UNKNOWN
from surveys.catalogue import customer_focus
from surveys.model import Block, Level, ScoredQuestion

QUESTIONS = customer_focus().questionnaire
CODES = [statement.code for statement in QUESTIONS.statements]
THREES = dict.fromkeys(CODES, 3)


def of(**changes: int) -> OwnProfile:
    return own_profile(QUESTIONS, THREES | changes)


def codes(statements: tuple[ScoredQuestion, ...]) -> list[str]:
    return [statement.code for statement in statements]


def test_by_hand() -> None:
    profile = of(insight_mission=5, insight_values=5, people_values=1, operation_context=UNKNOWN)

    assert profile.blocks[Block.INSIGHT] == pytest.approx((5 + 5 + 5 * 3) / 7)
    assert profile.blocks[Block.PEOPLE] == pytest.approx((1 + 6 * 3) / 7)
    assert profile.blocks[Block.OPERATION] == 3
    assert profile.levels[Level.VALUES] == pytest.approx((5 + 1 + 4 * 3) / 6)
    assert profile.levels[Level.MISSION] == pytest.approx((5 + 5 * 3) / 6)
    assert profile.levels[Level.CONTEXT] == 3
    assert profile.answered == 41
    assert codes(profile.strengths) == ["insight_mission", "insight_values"]
    assert profile.begin.code == "people_values"


def test_blocks_and_levels_keep_their_order() -> None:
    assert list(of().blocks) == list(Block)
    assert list(of().levels) == list(Level)


def test_the_highest_of_equals_comes_first_and_within_a_level_the_first_block() -> None:
    assert of().begin.code == "insight_mission"
    assert of(insight_context=1, operation_values=1).begin.code == "operation_values"
    assert of(operation_values=1, direction_values=1).begin.code == "direction_values"
    strengths = of(insight_skills=4, operation_mission=4, people_context=5).strengths
    assert codes(strengths) == ["people_context", "operation_mission", "insight_skills"]


@pytest.mark.parametrize("answer", [1, 2, 3, 4, 5])
def test_somebody_who_answers_everything_alike(answer: int) -> None:
    profile = own_profile(QUESTIONS, dict.fromkeys(CODES, answer))

    assert set(profile.blocks.values()) == set(profile.levels.values()) == {answer}
    assert len(profile.strengths) == (42 if answer > 3 else 0)


def test_half_of_a_block_is_enough_and_less_is_not() -> None:
    insight = [statement.code for statement in QUESTIONS.page(Block.INSIGHT)]

    assert own_profile(QUESTIONS, dict.fromkeys(insight[:4], 2)).blocks == {Block.INSIGHT: 2}
    assert own_profile(QUESTIONS, dict.fromkeys(insight[:3], 2)).blocks == {}
    assert own_profile(QUESTIONS, dict.fromkeys(insight[:3], 2)).levels == {}


def test_one_answer_is_a_place_to_begin_and_no_score() -> None:
    statement = QUESTIONS.statement(Block.EXPERIENCE, Level.SKILLS)

    assert own_profile(QUESTIONS, {"experience_skills": 4}) == OwnProfile({}, {}, 1, (statement,), statement)


@pytest.mark.parametrize("none", [{}, dict.fromkeys(CODES, SKIPPED), dict.fromkeys(CODES, UNKNOWN)])
def test_without_an_answer_there_is_nothing_to_tell(none: dict[str, int]) -> None:
    with pytest.raises(TooFewAnswers):
        own_profile(QUESTIONS, none | {"recommend_service": 10, "enthusiasm_own": 5})


def test_closing_questions_count_for_nothing() -> None:
    assert of(enthusiasm_own=1, recommend_service=0) == of()


def test_the_order_in_which_statements_are_asked_and_answered_does_not_matter() -> None:
    rng = Random(1)
    answers = {code: rng.randint(1, 5) for code in CODES}
    asked = replace(QUESTIONS, statements=tuple(rng.sample(QUESTIONS.statements, 42)))
    shuffled = dict(rng.sample(list(answers.items()), 42))

    assert own_profile(asked, shuffled) == own_profile(QUESTIONS, answers)
    assert len(shuffled) == 42


def test_higher_answers_never_lower_a_score() -> None:
    rng = Random(2)
    for _ in range(50):
        answers = {code: rng.choice([1, 2, 3, 4, SKIPPED]) for code in CODES}
        higher = {code: answer + 1 if answer > 0 else answer for code, answer in answers.items()}
        low, high = own_profile(QUESTIONS, answers), own_profile(QUESTIONS, higher)

        assert {block: score + 1 for block, score in low.blocks.items()} == pytest.approx(high.blocks)
        assert low.begin == high.begin
