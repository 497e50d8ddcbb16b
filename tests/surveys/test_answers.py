import pytest

from surveys.answers import SKIPPED, UNKNOWN, decode, encode, pattern
from surveys.catalogue import customer_focus

QUESTIONNAIRE = customer_focus().questionnaire


def test_each_answer_is_one_character_in_the_frozen_order() -> None:
    text = encode(QUESTIONNAIRE, {"insight_mission": 4, "insight_identity": UNKNOWN, "recommend_service": 10})

    assert text == "4?" + "-" * 43 + "A"


def test_a_string_decodes_to_what_was_encoded() -> None:
    answers = {question.code: SKIPPED for question in QUESTIONNAIRE.scored} | {
        "people_values": 1,
        "recommend_employer": 0,
    }

    assert decode(QUESTIONNAIRE, encode(QUESTIONNAIRE, answers)) == answers


@pytest.mark.parametrize(
    ("answers", "message"),
    [({"insight_mission": 6}, "insight_mission: 6"), ({"insight_mision": 3}, "insight_mision")],
)
def test_an_impossible_answer_is_refused_by_name(answers: dict[str, int], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        encode(QUESTIONNAIRE, answers)


@pytest.mark.parametrize("text", ["", "4" * 45, "A" + "-" * 45, "x" + "-" * 45])
def test_a_string_of_another_questionnaire_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"answers expected|is not on its scale"):
        decode(QUESTIONNAIRE, text)


FINE = encode(QUESTIONNAIRE, {})


@pytest.mark.parametrize("broken", [FINE[1:], FINE + "-", "x" + FINE[1:], "9" + FINE[1:], "6" + FINE[1:], ""])
def test_a_pattern_and_reading_agree_on_what_an_answer_string_is(broken: str) -> None:
    fits = pattern(QUESTIONNAIRE).fullmatch
    assert fits(FINE)

    with pytest.raises(ValueError, match=r"expected|not on its scale"):
        decode(QUESTIONNAIRE, broken)
    assert not fits(broken)
