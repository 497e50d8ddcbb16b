"""Every text in templates and code has its Dutch, once, with the same placeholders; nothing is left behind."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from app.web.i18n import FOLDER, LOCALES, SOURCE

APP = Path(__file__).parents[2] / "app"
METHODS = [("templates/**.html", "jinja2"), ("**.py", "python")]
OPTIONS = {"templates/**.html": {"trimmed": "true", "silent": "false", "newstyle_gettext": "true"}}
PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def texts() -> set[str]:
    """Collect every text that is marked for translation."""
    found = extract_from_dir(str(APP), METHODS, OPTIONS)
    return {message if isinstance(message, str) else message[0] for _, _, message, _, _ in found}


def translations(locale: str) -> Iterator[tuple[str, str, str]]:
    """Give file, text and translation of every entry of a language; of plurals, each form."""
    for file in sorted((FOLDER / locale).glob("*.po")):
        with file.open("rb") as source:
            for entry in read_po(source, locale=locale):
                if entry.id:
                    first = entry.id if isinstance(entry.id, str) else entry.id[0]
                    forms = entry.string if isinstance(entry.string, (tuple, list)) else [entry.string]
                    yield from ((file.name, first, str(form)) for form in forms)


@pytest.mark.parametrize("locale", [code for code in LOCALES if code != SOURCE])
def test_every_text_is_translated(locale: str) -> None:
    translated = {text for _, text, form in translations(locale) if form}

    assert sorted(texts() - translated) == []


@pytest.mark.parametrize("locale", [code for code in LOCALES if code != SOURCE])
def test_no_translation_is_left_over(locale: str) -> None:
    assert sorted({text for _, text, _ in translations(locale)} - texts()) == []


@pytest.mark.parametrize("locale", [code for code in LOCALES if code != SOURCE])
def test_translations_fill_in_the_same_values(locale: str) -> None:
    differing = [
        (text, form)
        for _, text, form in translations(locale)
        if not set(PLACEHOLDER.findall(form)) <= set(PLACEHOLDER.findall(text)) | {"count"}
    ]

    assert differing == []
