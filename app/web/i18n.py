"""The language of a request: texts, numbers and dates as a reader of that language writes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

from babel import Locale, negotiate_locale
from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent
from babel.support import Translations
from fastapi import Depends, Request

from app.web.cookies import LANGUAGE

FOLDER = Path(__file__).parents[1] / "locales"
SOURCE = "en"  # the language that texts are written in, in templates and code
DEFAULT = "nl"
LOCALES = (DEFAULT, *sorted({SOURCE, *(file.parent.name for file in FOLDER.glob("*/*.po"))} - {DEFAULT}))
TIME_ZONE = ZoneInfo("Europe/Amsterdam")
MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True)
class Language:
    """One language of the interface."""

    code: str
    translations: Translations

    @property
    def direction(self) -> str:
        """The direction of the script: "ltr" or "rtl"."""
        return str(Locale.parse(self.code).text_direction)

    def gettext(self, message: str, **values: object) -> str:
        """Translate a text and fill in its values."""
        text = self.translations.gettext(message)
        return text % values if values else text

    def ngettext(self, one: str, many: str, count: int, **values: object) -> str:
        """Translate a text that depends on a number; the number itself is the value `count`."""
        return self.translations.ngettext(one, many, count) % {"count": count, **values}

    def number(self, value: float, digits: int = 1) -> str:
        """Write a number with a fixed number of decimals."""
        return str(format_decimal(round(value, digits) + 0.0, f"0.{'0' * digits}" if digits else "0", locale=self.code))

    def signed(self, value: float, digits: int = 1) -> str:
        """Write a difference: always with its sign, except for zero."""
        text = self.number(abs(value), digits)
        if round(value, digits) == 0:
            return text
        return f"{'+' if value > 0 else MINUS}{text}"

    def percent(self, share: float) -> str:
        """Write a share between 0 and 1 as a whole percentage."""
        return str(format_percent(share, "0\N{NO-BREAK SPACE}%", locale=self.code))

    def listing(self, names: Sequence[str]) -> str:
        """Write names one after the other, with the word for "and" before the last."""
        return str(format_list(list(names), locale=self.code))

    def day(self, day: date) -> str:
        """Write a day without its year, short."""
        return str(format_date(day, "d MMM", locale=self.code))

    def date(self, day: date | datetime) -> str:
        """Write a day in full."""
        if isinstance(day, datetime):
            day = day.astimezone(TIME_ZONE).date()
        return str(format_date(day, "d MMMM y", locale=self.code))

    def moment(self, moment: datetime) -> str:
        """Write a day and a time of day."""
        return str(format_datetime(moment, "d MMMM y HH:mm", tzinfo=TIME_ZONE, locale=self.code))


@cache
def language(code: str) -> Language:
    """Give a language with all its texts; every `.po` file in its folder belongs to one feature."""
    translations = Translations()
    for file in sorted((FOLDER / code).glob("*.po")):
        translations.merge(Translations(_compiled(file, code)))
    return Language(code, translations)


def language_name(code: str) -> str:
    """Give the name of a language as its own speakers write it."""
    return str(Locale.parse(code).get_display_name(code)).capitalize()


def _compiled(file: Path, code: str) -> BytesIO:
    with file.open("rb") as source:
        catalogue: Catalog = read_po(source, locale=code)
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    buffer.seek(0)
    return buffer


def chosen_language(request: Request) -> Language:
    """Take the language that the reader chose, else the one that the browser prefers, else Dutch."""
    chosen = LANGUAGE.read(request)
    if chosen in LOCALES:
        return language(chosen)
    header = request.headers.get("accept-language", "")
    preferred = [part.split(";")[0].strip().replace("-", "_") for part in header.split(",")]
    return language(negotiate_locale(preferred, LOCALES) or DEFAULT)


LanguageDep = Annotated[Language, Depends(chosen_language)]
