"""The questions of a part as HTML; what nobody has touched looks the same for everybody and is made once."""

from hashlib import sha256

from markupsafe import Markup

from app.answering.booklets import Booklet, Part
from app.answering.drafts import Draft
from app.answering.pages import Section
from app.answering.views import Sheet
from app.web.i18n import Language
from app.web.templates import environment
from surveys.catalogue import model_help
from surveys.schema import Wording

_empty: dict[tuple[str, str, int], Markup] = {}
_all: dict[tuple[str, str], tuple[Markup, str]] = {}


def wording_of(booklet: Booklet, words: Language) -> Wording:
    """Give the texts of the questionnaire in the reader's language, else in its own first language."""
    texts = booklet.edition.wording
    return texts.get(words.code) or next(iter(texts.values()))


def heading(part: Part, words: Language) -> tuple[str, str]:
    """Give the title of a part and what it is about."""
    if part.block is None:
        return words.gettext("To finish"), words.gettext("A few last questions, about the whole and about your work.")
    block = model_help(words.code).blocks[part.block]
    return block.name, block.summary


def filled_section(sheet: Sheet, part: Part, words: Language) -> Markup:
    """Write the questions of a part with what is known of them."""
    title, summary = heading(part, words)
    section = Section(part.number, title, summary, sheet.choices(part), sheet.backgrounds(part), sheet.writings(part))
    return Markup(environment(words.code).get_template(section.template).render(section.context()))  # noqa: S704  ours


def empty_section(booklet: Booklet, words: Language, part: Part) -> Markup:
    """Write the questions of a part as nobody has touched them."""
    key = (booklet.digest, words.code, part.number)
    if key not in _empty:
        _empty[key] = filled_section(Sheet(wording_of(booklet, words), Draft(), {}, {}), part, words)
    return _empty[key]


def all_sections(booklet: Booklet, words: Language) -> tuple[Markup, str]:
    """Write all questions, for a browser that goes through them by itself, and give a mark of what is written."""
    key = (booklet.digest, words.code)
    if key not in _all:
        written = Markup().join(empty_section(booklet, words, part) for part in booklet.parts)
        _all[key] = written, sha256(written.encode()).hexdigest()[:12]
    return _all[key]
