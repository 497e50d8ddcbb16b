"""What may be wrong with a content file, each fault with its file and key."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

Form = TypeVar("Form", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: in which file, at which key, and what."""

    file: Path
    key: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.message}" if self.key else f"{self.file}: {self.message}"


class BrokenQuestionnaire(ValueError):
    """A content file cannot be used; `faults` says why, all at once."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


def read_toml(file: Path) -> dict[str, Any]:
    """Read a TOML file; BrokenQuestionnaire when it is not there, not UTF-8 or not TOML."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BrokenQuestionnaire([Fault(file, "", f"cannot be read: {error.strerror}")]) from error
    except UnicodeDecodeError as error:
        raise BrokenQuestionnaire([Fault(file, "", f"is not UTF-8 text (byte {error.start + 1})")]) from error
    except tomllib.TOMLDecodeError as error:
        raise BrokenQuestionnaire([Fault(file, "", f"is not valid TOML: {error}")]) from error


def validated(form: type[Form], raw: Mapping[str, Any], *, file: Path, under: str = "") -> Form:
    """Check plain data against its form; BrokenQuestionnaire names every key that does not fit."""
    try:
        return form.model_validate(raw)
    except ValidationError as error:
        faults = [Fault(file, _key(under, problem["loc"]), problem["msg"]) for problem in error.errors()]
        raise BrokenQuestionnaire(faults) from error


def _key(under: str, location: Sequence[str | int]) -> str:
    parts = [f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in location]
    return (under + "".join(parts)).removeprefix(".")
