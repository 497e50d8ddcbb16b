"""A third language for tests: a copy of the program with one more folder of interface and one of questionnaire.

It is Hebrew by name, so that it is written from right to left, and it is no Hebrew: every Latin letter of the English
text is replaced by a Hebrew one. What still has Latin letters on a page was never translated.
"""

import re
import shutil
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
CODE = "he"
PARTS = ("app", "analytics", "surveys", "migrations")
LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "אבגדהוזחטיכלמנסעפצקרשתםןףץ" * 2)
KEPT = re.compile(r"(%\(\w+\)s|<[^>]+>|\\.)")  # placeholders, tags and escapes
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')


def invented(text: str) -> str:
    """Write a text in the third language."""
    return "".join(part if KEPT.fullmatch(part) else part.translate(LETTERS) for part in KEPT.split(text))


def copy_with_third_language(folder: Path) -> Path:
    """Copy the program into a folder, add the two folders of the language, and change nothing else."""
    for part in PARTS:
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    _add_interface(folder / "app" / "locales")
    _add_questionnaire(folder / "surveys" / "content")
    return folder


def _add_interface(locales: Path) -> None:
    (locales / CODE).mkdir()
    for source in sorted((locales / "nl").glob("*.po")):
        with source.open("rb") as file:
            dutch = read_po(file)
        catalogue = Catalog(locale=CODE)
        for message in dutch:
            if message.id:
                forms = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
                strings = tuple(invented(form) for form in forms)
                catalogue.add(message.id, strings if len(strings) > 1 else strings[0], flags=message.flags)
        with (locales / CODE / source.name).open("wb") as file:
            write_po(file, catalogue)


def _add_questionnaire(content: Path) -> None:
    (content / CODE).mkdir()
    for source in sorted((content / "en").glob("*.toml")):
        text = QUOTED.sub(lambda quoted: f'"{invented(quoted[1])}"', source.read_text())
        (content / CODE / source.name).write_text(text)
