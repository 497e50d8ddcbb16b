"""The Jinja environments, one for each language."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.web.assets import asset
from app.web.i18n import LOCALES, language, language_name

FOLDER = Path(__file__).parents[1] / "templates"


@cache
def environment(code: str) -> Environment:
    """Make the environment for one language: its texts, numbers and dates are built in."""
    words = language(code)
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_callables(  # type: ignore[attr-defined]
        words.translations.gettext, words.translations.ngettext, newstyle=True
    )
    made.globals.update(asset=asset, language_name=language_name, locales=LOCALES, words=words)
    for write in (words.number, words.signed, words.percent, words.date, words.day, words.moment):
        made.filters[write.__name__] = write
    return made
