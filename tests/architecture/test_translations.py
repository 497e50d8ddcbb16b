"""Every text in templates and code has its Dutch, once, with the same placeholders; nothing is left behind.

No template holds a text that is not marked for translation, and every language of the interface has its questionnaire.
"""

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

from app.web.i18n import LOCALES, SOURCE, language_name
from app.web.templates import FOLDER as TEMPLATES
from app.web.templates import environment
from surveys.catalogue import CONTENT, check_help, customer_focus
from tests.architecture.texts import TRANSLATED, marked, translations

PLACEHOLDER = re.compile(r"%\((\w+)\)s")
LETTERS = re.compile(r"[^\W\d_]{2,}")
ATTRIBUTE = re.compile(r'[\w-]+="[^"]*"')  # a block or a macro may hold nothing but attributes
SPOKEN = {"alt", "aria-label", "aria-description", "content", "placeholder", "title"}
OUR_OWN = {"Bouwsteen", "width", "device", "initial", "scale", "light", "dark"}  # our name, and the viewport's words


class Bare(HTMLParser):
    """Collect the words that a template would show as they stand."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        for name, value in attrs:
            if name in SPOKEN:
                self.handle_data(value or "")

    def handle_data(self, data: str) -> None:
        self.words += [word for word in LETTERS.findall(ATTRIBUTE.sub("", data)) if word not in OUR_OWN]


def bare(source: str) -> list[str]:
    """Find the words of a template that stand outside everything that Jinja makes or translates."""
    outside, translating = "", False
    for _, kind, value in environment(SOURCE).lex(source):
        if kind == "name" and value in {"trans", "endtrans"}:
            translating = value == "trans"
        elif kind == "data" and not translating:
            outside += value
        elif kind == "variable_end":
            outside += "0"  # something stands here, perhaps inside a tag
    parser = Bare()
    parser.feed(outside)
    parser.close()
    return parser.words


def texts() -> set[str]:
    """Collect every text that is marked for translation; of plurals, the first form."""
    return {forms[0] for _, forms in marked()}


@pytest.mark.parametrize("locale", TRANSLATED)
def test_every_text_is_translated(locale: str) -> None:
    translated = {text for _, text, form in translations(locale) if form}

    assert sorted(texts() - translated) == []


@pytest.mark.parametrize("locale", TRANSLATED)
def test_no_translation_is_left_over(locale: str) -> None:
    assert sorted({text for _, text, _ in translations(locale)} - texts()) == []


@pytest.mark.parametrize("locale", TRANSLATED)
def test_no_text_is_translated_in_two_files(locale: str) -> None:
    """Of two, the last file would win on every page, whatever the other one says."""
    places = Counter(text for text, _ in {(text, file) for file, text, _ in translations(locale)})

    assert [text for text, count in places.items() if count > 1] == []


@pytest.mark.parametrize("locale", TRANSLATED)
def test_translations_fill_in_the_same_values(locale: str) -> None:
    differing = [
        (text, form)
        for _, text, form in translations(locale)
        if not set(PLACEHOLDER.findall(form)) <= set(PLACEHOLDER.findall(text)) | {"count"}
    ]

    assert differing == []


@pytest.mark.parametrize("template", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_no_template_holds_a_bare_text(template: Path) -> None:
    assert bare(template.read_text()) == []


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("<p>Hello {{ name }}</p>", ["Hello"]),
        ('<a title="More" href="/x">{% trans %}More{% endtrans %}</a>', ["More"]),
        ('<b aria-label="{{ name }} here">1</b>', ["here"]),
        ("{% trans count=n %}One{% pluralize %}More{% endtrans %} or so", ["or", "so"]),
        ("{# a remark #}{% if name == 'x' %}<i class='mark'>+</i>{% endif %}", []),
    ],
)
def test_bare_texts_are_found(template: str, words: list[str]) -> None:
    assert bare(template) == words


def test_every_language_of_the_interface_has_the_questionnaire_and_its_help() -> None:
    assert set(customer_focus().wording) >= set(LOCALES)
    check_help(CONTENT / "questionnaire.toml")


def test_languages_are_known_by_their_own_names() -> None:
    assert [language_name(code) for code in ("nl", "en", "he", "fr")] == ["Nederlands", "English", "עברית", "Français"]
