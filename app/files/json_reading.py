"""JSON files from elsewhere, checked against a form; what is wrong is named by its place in the file."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from app.files.errors import BadInput
from app.web.i18n import Language

Form = TypeVar("Form", bound=BaseModel)
Place = tuple[str | int, ...]


class _Object(dict[str, Any]):
    """An object of a file, and a key that stands in it twice, if any."""

    twice: str | None = None


@dataclass(frozen=True)
class JsonFile:
    """A file to read, and the language to say in what is wrong with it."""

    path: Path
    words: Language

    def document(self) -> dict[str, Any]:
        """Read the file; BadInput when it is not one JSON object in UTF-8, or has a key twice."""
        document = self._parsed(self._text())
        for place, value in _objects(document):
            if value.twice is not None:
                raise self.wrong((*place, value.twice), self.words.gettext("this key stands here twice"))
        if not isinstance(document, dict):
            raise self.wrong((), self.words.gettext("there must be an object in curly brackets here"))
        return document

    def checked(self, form: type[Form], document: dict[str, Any]) -> Form:
        """Check a document against a form; BadInput names the first place that does not fit."""
        try:
            return form.model_validate(document)
        except ValidationError as error:
            fault = error.errors()[0]
            raise self.wrong(fault["loc"], _fault(self.words, fault)) from error

    def wrong(self, place: Place, what: str) -> BadInput:
        """Say what is wrong at a place."""
        return BadInput(f"{self.path}, {_written(place)}: {what}.")

    def _text(self) -> str:
        words, file = self.words, self.path
        try:
            return file.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise BadInput(words.gettext("%(file)s is not UTF-8 text.", file=file)) from error
        except FileNotFoundError as error:
            raise BadInput(words.gettext("%(file)s is not there.", file=file)) from error
        except OSError as error:
            raise BadInput(
                words.gettext("%(file)s cannot be read: %(reason)s.", file=file, reason=error.strerror)
            ) from error

    def _parsed(self, text: str) -> object:
        words, file = self.words, self.path
        try:
            found = json.loads(text, object_pairs_hook=_object, parse_constant=_refuse)
            json.dumps(found, ensure_ascii=False).encode()
        except json.JSONDecodeError as error:
            message = words.gettext(
                "%(file)s, line %(line)s, column %(column)s: this is not JSON.",
                file=file,
                line=error.lineno,
                column=error.colno,
            )
            raise BadInput(message) from error
        except UnicodeEncodeError as error:  # such as \ud800, half of a character
            raise BadInput(words.gettext("%(file)s has a character that does not exist.", file=file)) from error
        except (ValueError, RecursionError) as error:
            message = words.gettext(
                "%(file)s has a number that is none, or too many brackets inside brackets.", file=file
            )
            raise BadInput(message) from error
        return found


def _object(pairs: Sequence[tuple[str, Any]]) -> _Object:
    found = _Object()
    for key, value in pairs:
        if key in found and found.twice is None:
            found.twice = key
        found[key] = value
    return found


def _refuse(constant: str) -> None:
    """JSON has no NaN and no Infinity, though Python reads them."""
    raise ValueError(constant)


def _objects(document: object) -> Iterator[tuple[Place, _Object]]:
    """Give all objects of a document with their places, from the top."""
    waiting: list[tuple[Place, object]] = [((), document)]
    while waiting:
        place, value = waiting.pop()
        if isinstance(value, _Object):
            yield place, value
            waiting += reversed([((*place, key), inner) for key, inner in value.items()])
        elif isinstance(value, list):
            waiting += reversed([((*place, number), inner) for number, inner in enumerate(value)])


def _written(place: Place) -> str:
    """Write a place as a JSON path."""
    return "$" + "".join(map(_step, place))


def _step(part: str | int) -> str:
    if isinstance(part, str) and part.isidentifier():
        return f".{part}"
    return f"[{part}]" if isinstance(part, int) else f"[{json.dumps(part, ensure_ascii=False)}]"


def _fault(words: Language, fault: ErrorDetails) -> str:
    """Say in the reader's language what does not fit."""
    limits = fault.get("ctx", {})
    known = {
        "missing": words.gettext("this is missing"),
        "extra_forbidden": words.gettext("there is no such key"),
        "int_type": words.gettext("there must be a whole number here"),
        "greater_than_equal": words.gettext("this must be at least %(least)s", least=limits.get("ge")),
        "less_than_equal": words.gettext("this must be at most %(most)s", most=limits.get("le")),
        "string_type": words.gettext("there must be text in quotation marks here"),
        "list_type": words.gettext("there must be a list in square brackets here"),
        "dict_type": words.gettext("there must be an object in curly brackets here"),
        "model_type": words.gettext("there must be an object in curly brackets here"),
        "recursion_depth_exceeded": words.gettext("there are too many groups inside groups"),
        "no_id": words.gettext("an id is text or a whole number"),
        "counted_twice": words.gettext("n is for a group without groups inside it, and replaces direct"),
        "not_counted": words.gettext("a group without groups inside it needs n"),
    }
    return known.get(fault["type"], words.gettext("this has the wrong form"))
