"""Read `content/`, check it, and give values.

A questionnaire is one structure file and, for each of its locales, a text file of the same name in the folder of that
locale beside it: the locales that the structure names, its own first, and every other folder that has such a file.
The explanations of the model (`model.toml`, `cells.toml`) and the guides for team talks (`talk.toml`) are help: they
may improve without a new version of the questionnaire.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from surveys.faults import BrokenQuestionnaire, read_toml, validated
from surveys.grid import check_structure, check_wording, compare
from surveys.model import Background, OpenQuestion, Questionnaire, Scale, ScoredQuestion
from surveys.schema import CellHelp, ModelHelp, Structure, TalkHelp, Wording

CONTENT = Path(__file__).parent / "content"


@dataclass(frozen=True)
class Edition:
    """One version of a questionnaire with its texts.

    Attributes
    ----------
    questionnaire
        What is asked.
    wording
        The texts by locale.
    source
        Structure and texts as plain data: what is stored, and what `digest` is made of.
    digest
        SHA-256 of `source` in hexadecimal; two editions with the same digest are the same to the letter.
    """

    questionnaire: Questionnaire
    wording: Mapping[str, Wording]
    source: Mapping[str, Any]

    @property
    def digest(self) -> str:
        """Identify the exact texts and order."""
        return hashlib.sha256(canonical(self.source).encode()).hexdigest()


def canonical(source: Mapping[str, Any]) -> str:
    """Write plain data as JSON in one way only."""
    return json.dumps(source, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_edition(path: Path) -> Edition:
    """Read a questionnaire from its structure file.

    Raises BrokenQuestionnaire with every fault found, each naming its file and key.
    """
    raw = read_toml(path)
    structure = validated(Structure, raw, file=path)
    texts = {locale: read_toml(path.parent / locale / path.name) for locale in _locales(path, structure)}
    return _edition(structure, {"structure": raw, "wording": texts}, folder=path.parent, name=path.name)


def restore_edition(source: Mapping[str, Any]) -> Edition:
    """Make an edition of stored data again."""
    folder = Path("stored")
    structure = validated(Structure, source["structure"], file=folder)
    return _edition(structure, source, folder=folder, name="questionnaire.toml")


def _locales(path: Path, structure: Structure) -> tuple[str, ...]:
    found = {file.parent.name for file in path.parent.glob(f"*/{path.name}")}
    return structure.locales + tuple(sorted(found - set(structure.locales)))


def _edition(structure: Structure, source: Mapping[str, Any], *, folder: Path, name: str) -> Edition:
    faults = check_structure(structure, folder / name)
    wording = {}
    for locale, raw in source["wording"].items():
        file = folder / locale / name
        wording[locale] = validated(Wording, raw, file=file)
        faults += check_wording(structure, wording[locale], file)
    if faults:
        raise BrokenQuestionnaire(faults)
    return Edition(_questionnaire(structure), wording, source)


def _questionnaire(structure: Structure) -> Questionnaire:
    scales = {scale.code: Scale(scale.code, scale.low, scale.high, scale.unknown) for scale in structure.scales}
    return Questionnaire(
        code=structure.code,
        version=structure.version,
        statements=tuple(
            ScoredQuestion(row.code, scales["agreement"], row.block, row.level) for row in structure.statements
        ),
        questions=tuple(ScoredQuestion(row.code, scales[row.scale]) for row in structure.questions),
        backgrounds=tuple(Background(row.code, row.options) for row in structure.backgrounds),
        comments=tuple(OpenQuestion(row.code, row.max_length) for row in structure.comments),
    )


def check_help(path: Path) -> None:
    """Check the explanations beside a questionnaire, in all its locales; BrokenQuestionnaire names what is wrong."""
    structure = validated(Structure, read_toml(path), file=path)
    codes = {row.code for row in structure.statements}
    for locale in _locales(path, structure):
        folder = path.parent / locale
        for kind, name in ((ModelHelp, "model.toml"), (TalkHelp, "talk.toml")):
            validated(kind, read_toml(folder / name), file=folder / name)
        if faults := compare(folder / "cells.toml", "", codes, read_cells(folder).keys()):
            raise BrokenQuestionnaire(faults)


@cache
def customer_focus() -> Edition:
    """Give the questionnaire on the 6 x 7 grid that ships with the product."""
    return read_edition(CONTENT / "questionnaire.toml")


@cache
def model_help(locale: str) -> ModelHelp:
    """Explain blocks, levels and stages in one locale; in the questionnaire's own first one where it has no texts."""
    file = _texts(locale) / "model.toml"
    return validated(ModelHelp, read_toml(file), file=file)


@cache
def talk_help(locale: str) -> TalkHelp:
    """Guide a team talk on every level; locales as in `model_help`."""
    file = _texts(locale) / "talk.toml"
    return validated(TalkHelp, read_toml(file), file=file)


@cache
def cell_help(locale: str) -> Mapping[str, CellHelp]:
    """Say by statement code what it looks like when it is there, and give a tip; locales as in `model_help`."""
    return read_cells(_texts(locale))


def _texts(locale: str) -> Path:
    wording = customer_focus().wording
    return CONTENT / (locale if locale in wording else next(iter(wording)))


def read_cells(folder: Path) -> Mapping[str, CellHelp]:
    """Read the help on all cells from the folder of a locale."""
    file = folder / "cells.toml"
    return {code: validated(CellHelp, raw, file=file, under=code) for code, raw in read_toml(file).items()}
