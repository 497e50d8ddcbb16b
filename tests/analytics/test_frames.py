import numpy as np
import pytest

from analytics.frames import answer_matrix, option_matrix
from surveys.answers import CODES
from surveys.model import Background


def test_every_character_has_its_code() -> None:
    matrix = answer_matrix(["0159A", "-?234"], columns=5)

    assert matrix.dtype == np.int8
    assert matrix.tolist() == [[0, 1, 5, 9, 10], [-1, -2, 2, 3, 4]]


def test_all_characters_of_the_answer_string_are_known() -> None:
    assert answer_matrix(list(CODES), columns=1)[:, 0].tolist() == list(CODES.values())


def test_nobody_gives_an_empty_matrix() -> None:
    assert answer_matrix([], columns=46).shape == (0, 46)


@pytest.mark.parametrize("sign", ["B", "a", " ", "\n", "\xe9", "\u0663", "\N{GRINNING FACE}", "\x00"])
def test_an_illegal_character_is_named_by_row_and_place_but_not_repeated(sign: str) -> None:
    with pytest.raises(ValueError, match=r"^row 2: answer 3 is an illegal character$"):
        answer_matrix(["123", f"12{sign}", "1??"], columns=3)


@pytest.mark.parametrize("string", ["12", "1234", ""])
def test_another_length_is_named_by_row_but_not_repeated(string: str) -> None:
    with pytest.raises(ValueError, match=rf"^row 3: 3 answers expected, got {len(string)}$"):
        answer_matrix(["123", "123", string], columns=3)


def test_lengths_that_even_out_are_still_refused() -> None:
    with pytest.raises(ValueError, match="row 1"):
        answer_matrix(["12", "1234"], columns=3)


def test_options_are_numbered_in_the_order_of_their_question() -> None:
    backgrounds = (Background("leads", ("yes", "no")), Background("years", ("few", "some", "many")))
    said = [{"leads": "no", "years": "some"}, {"years": "few"}, {"leads": "perhaps", "other": "yes"}, {}]

    assert option_matrix(said, backgrounds).tolist() == [[1, 1], [-1, 0], [-1, -1], [-1, -1]]
    assert option_matrix([], backgrounds).shape == (0, 2)
    assert option_matrix(said, ()).shape == (4, 0)
