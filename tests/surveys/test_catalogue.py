"""The questionnaire that ships, and files that are broken in one place each."""

import json
import re
import shutil
from pathlib import Path

import pytest

from surveys.catalogue import (
    CONTENT,
    canonical,
    cell_help,
    check_help,
    customer_focus,
    model_help,
    read_edition,
    restore_edition,
    talk_help,
)
from surveys.faults import BrokenQuestionnaire
from surveys.grid import CELLS
from surveys.model import Block, Level

EDITION = customer_focus()
NEGATIONS = {
    "nl": r"\b(niet|geen|nooit|zonder|niets|niemand|nergens)\b",
    "en": r"\b(not|no|never|without|nothing|nobody|none|\w+n't)\b",
}
NAMES = {
    "nl": r"\b(inzicht(en)?|richting|mensen|randvoorwaarden?|belev\w+|operaties?|missie|identiteit|waarden?|"
    r"overtuiging\w*|competenties?|vaardig\w*|gedrag|context|omgeving|niveaus?)\b",
    "en": r"\b(insights?|direction|people|conditions?|experienc\w+|operat\w+|mission|identity|values?|belie\w+|"
    r"competen\w+|skill\w*|behav\w+|context|environment|levels?)\b",
}


def test_every_cell_is_asked_once() -> None:
    asked = [(statement.block, statement.level) for statement in EDITION.questionnaire.statements]

    assert sorted(asked) == sorted(CELLS)
    assert EDITION.questionnaire.statement(Block.PEOPLE, Level.VALUES).code == "people_values"


@pytest.mark.parametrize("locale", NEGATIONS)
def test_statements_keep_to_the_rules(locale: str) -> None:
    statements = EDITION.wording[locale].statements

    assert [text for text in statements.values() if len(text.split()) > 18] == []
    assert [text for text in statements.values() if re.search(NEGATIONS[locale], text, re.IGNORECASE)] == []
    assert [text for text in statements.values() if re.search(NAMES[locale], text, re.IGNORECASE)] == []
    assert len(set(statements.values())) == 42


@pytest.mark.parametrize("locale", EDITION.wording)
def test_help_is_complete(locale: str) -> None:
    codes = {statement.code for statement in EDITION.questionnaire.statements}

    assert cell_help(locale).keys() == codes
    assert model_help(locale).stages.keys() == {1, 2, 3, 4, 5}
    assert talk_help(locale).levels.keys() == set(Level)


@pytest.mark.parametrize("locale", EDITION.wording)
def test_a_team_talk_asks_questions_and_fits_in_an_hour(locale: str) -> None:
    guides = talk_help(locale).levels.values()

    assert all(question.endswith("?") for guide in guides for question in guide.questions)
    assert {guide.minutes for guide in guides} <= set(range(30, 61))
    assert len({question for guide in guides for question in guide.questions}) == 21


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("[levels.mission]", "[levels.misson]", "levels"),
        ("minutes = 20", "minutes = 45", "minutes"),
        ("first_step =", "first_stap =", "first_step"),
    ],
)
def test_a_broken_guide_is_named(tmp_path: Path, old: str, new: str, what: str) -> None:
    structure = spoiled(tmp_path, "nl/talk.toml", old, new)

    with pytest.raises(BrokenQuestionnaire, match=f"talk.toml: .*{what}"):
        check_help(structure)


def test_a_locale_without_texts_of_its_own_falls_back_to_the_first() -> None:
    assert model_help("xx") == model_help(next(iter(EDITION.wording)))
    assert cell_help("xx") == cell_help("nl")


def test_another_locale_is_one_folder(tmp_path: Path) -> None:
    structure = spoiled(tmp_path, "questionnaire.toml", "", "")
    shutil.copytree(structure.parent / "en", structure.parent / "fy")
    edition = read_edition(structure)

    assert list(edition.wording) == ["nl", "en", "fy"]
    assert edition.wording["fy"] == edition.wording["en"]
    check_help(structure)

    (structure.parent / "fy" / "cells.toml").unlink()
    with pytest.raises(BrokenQuestionnaire, match=r"fy.cells.toml: cannot be read"):
        check_help(structure)


def test_an_edition_survives_storage() -> None:
    stored = json.loads(canonical(EDITION.source))

    assert restore_edition(stored).digest == EDITION.digest
    assert restore_edition(stored).questionnaire == EDITION.questionnaire


def test_one_letter_makes_another_edition(tmp_path: Path) -> None:
    changed = read_edition(spoiled(tmp_path, "nl/questionnaire.toml", "Ons team bestaat", "Ons team bestaat er"))

    assert changed.digest != EDITION.digest


@pytest.mark.parametrize(
    ("file", "old", "new", "where"),
    [
        ("questionnaire.toml", 'code = "insight_identity"', 'code = "insight_mission"', "insight_mission: occurs more"),
        ("questionnaire.toml", 'level = "identity"', 'level = "mission"', "statements.insight.mission: asked 2 times"),
        ("questionnaire.toml", 'block = "people"', 'block = "peple"', r"statements\[\d+\].block"),
        ("questionnaire.toml", 'scale = "agreement"', 'scale = "agrement"', "there is no scale 'agrement'"),
        ("questionnaire.toml", "high = 5", "high = 50", r"scales\[1\].high"),
        (
            "questionnaire.toml",
            'locales = ["nl", "en"]',
            'locales = ["nl", "xx"]',
            r"xx.questionnaire.toml: cannot be read",
        ),
        ("nl/questionnaire.toml", "insight_mission =", "insight_misson =", "statements.insight_mission: is missing"),
        ("nl/questionnaire.toml", "insight_mission =", "insight_misson =", "statements.insight_misson: belongs to no"),
        ("en/questionnaire.toml", 'unknown = "I don', 'unkown = "I don', "scales.agreement.unkown"),
        ("en/questionnaire.toml", "[statements]", "[statements", "is not valid TOML.*line"),
    ],
)
def test_a_broken_file_is_named_with_its_key(tmp_path: Path, file: str, old: str, new: str, where: str) -> None:
    with pytest.raises(BrokenQuestionnaire, match=where) as caught:
        read_edition(spoiled(tmp_path, file, old, new))

    assert all(str(fault.file).startswith(str(tmp_path)) for fault in caught.value.faults)


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    structure = spoiled(tmp_path, "questionnaire.toml", "", "")
    (tmp_path / "content/nl/questionnaire.toml").write_bytes(b"\xff\xfe")

    with pytest.raises(BrokenQuestionnaire, match=r"nl.questionnaire.toml: is not UTF-8 text"):
        read_edition(structure)


def spoiled(folder: Path, file: str, old: str, new: str) -> Path:
    """Copy the content, change the first such place in one file, and give the structure file."""
    copy = Path(shutil.copytree(CONTENT, folder / "content"))
    text = (copy / file).read_text(encoding="utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return copy / "questionnaire.toml"
