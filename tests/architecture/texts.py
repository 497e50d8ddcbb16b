"""Every text that people can read, wherever it stands."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from app.web.i18n import FOLDER, LOCALES, SOURCE
from surveys.catalogue import CONTENT

ROOT = Path(__file__).parents[2]
APP = ROOT / "app"
METHODS = [("templates/**.html", "jinja2"), ("**.py", "python")]
OPTIONS = {"templates/**.html": {"trimmed": "true", "silent": "false", "newstyle_gettext": "true"}}
TRANSLATED = [code for code in LOCALES if code != SOURCE]


def marked() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give file and text of everything that is marked for translation; of plurals, both forms."""
    for file, _, message, _, _ in extract_from_dir(str(APP), METHODS, OPTIONS):
        yield file, (message,) if isinstance(message, str) else tuple(message[:2])


def translations(locale: str) -> Iterator[tuple[str, str, str]]:
    """Give file, text and translation of every entry of a language; of plurals, each form."""
    for file in sorted((FOLDER / locale).glob("*.po")):
        with file.open("rb") as source:
            for entry in read_po(source, locale=locale):
                if entry.id:
                    first = entry.id if isinstance(entry.id, str) else entry.id[0]
                    forms = entry.string if isinstance(entry.string, (tuple, list)) else [entry.string]
                    yield from ((file.name, first, str(form)) for form in forms)


def interface() -> Iterator[tuple[str, str]]:
    """Give place and text of what the product shows, in every language; the questionnaire and its help too."""
    for file, forms in marked():
        yield from ((file, form) for form in forms)
    for locale in TRANSLATED:
        yield from ((f"{locale}/{file}", form) for file, _, form in translations(locale))
    for content in sorted(CONTENT.rglob("*.toml")):
        place = str(content.relative_to(CONTENT))
        yield from ((place, text) for text in _leaves(tomllib.loads(content.read_text())))


def code() -> Iterator[tuple[str, str]]:
    """Give place and text of every string in code: messages, the help of commands, and what is said of functions."""
    for file in sorted(APP.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield str(file.relative_to(ROOT)), node.value


def manuals() -> Iterator[tuple[str, str]]:
    """Give place and text of every paragraph and every row of a table in the manuals."""
    for file in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))):
        for block in file.read_text().split("\n\n"):
            lines = block.split("\n") if block.lstrip().startswith(("|", "-")) else [" ".join(block.split())]
            yield from ((str(file.relative_to(ROOT)), line) for line in lines)


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _leaves(inner)
