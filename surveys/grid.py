"""The 6 x 7 grid, and what makes a questionnaire whole: every cell asked once, every code with its text."""

from collections import Counter
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from itertools import product
from pathlib import Path

from surveys.faults import Fault
from surveys.model import Block, Level
from surveys.schema import Structure, Wording

CELLS = tuple(product(Block, Level))


def check_structure(structure: Structure, file: Path) -> list[Fault]:
    """Find codes that occur twice, scales that do not exist, and cells that are asked twice or not at all."""
    scales = {scale.code for scale in structure.scales}
    used = {"statements": "agreement"} | {f"questions.{row.code}": row.scale for row in structure.questions}
    asked = Counter((row.block, row.level) for row in structure.statements)
    faults = [Fault(file, code, "occurs more than once") for code in _twice(_codes(structure))]
    faults += [Fault(file, key, f"there is no scale {scale!r}") for key, scale in used.items() if scale not in scales]
    faults += [
        Fault(file, f"statements.{block}.{level}", f"asked {asked[block, level]} times instead of once")
        for block, level in CELLS
        if asked[block, level] != 1
    ]
    return faults


def check_wording(structure: Structure, wording: Wording, file: Path) -> list[Fault]:
    """Find texts that are missing or that belong to no question."""
    faults = compare(file, "statements", {row.code for row in structure.statements}, wording.statements.keys())
    faults += compare(file, "questions", {row.code for row in structure.questions}, wording.questions.keys())
    faults += compare(file, "comments", {row.code for row in structure.comments}, wording.comments.keys())
    faults += compare(file, "backgrounds", {row.code for row in structure.backgrounds}, wording.backgrounds.keys())
    for row in structure.backgrounds:
        options = {"text", *row.options}
        faults += compare(file, f"backgrounds.{row.code}", options, wording.backgrounds.get(row.code, {}).keys())
    return faults + _check_scales(structure, wording, file)


def _check_scales(structure: Structure, wording: Wording, file: Path) -> list[Fault]:
    faults = compare(file, "scales", {scale.code for scale in structure.scales}, wording.scales.keys())
    for scale in structure.scales:
        words = wording.scales.get(scale.code)
        if words and len(words.labels) != scale.high - scale.low + 1:
            faults.append(Fault(file, f"scales.{scale.code}.labels", "one label per value is needed"))
        if words and scale.unknown and words.unknown is None:
            faults.append(Fault(file, f"scales.{scale.code}.unknown", "is missing"))
    return faults


def compare(file: Path, key: str, wanted: AbstractSet[str], found: AbstractSet[str]) -> list[Fault]:
    """Name every code under this key that is wanted and missing, or there and not wanted."""
    under = f"{key}." if key else ""
    missing = [Fault(file, f"{under}{code}", "is missing") for code in sorted(wanted - found)]
    return missing + [Fault(file, f"{under}{code}", "belongs to no question") for code in sorted(found - wanted)]


def _codes(structure: Structure) -> list[str]:
    codes = [row.code for row in structure.statements] + [row.code for row in structure.questions]
    codes += [row.code for row in structure.backgrounds]
    return codes + [row.code for row in structure.comments]


def _twice(codes: Iterable[str]) -> list[str]:
    return [code for code, times in Counter(codes).items() if times > 1]
