"""What somebody wants a report of."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.models import ReportKind
from app.web.i18n import LOCALES


class Scope(StrEnum):
    """How much a report tells."""

    UNIT = "unit"
    INSIDE = "inside"
    WHOLE = "whole"


@dataclass(frozen=True)
class Wish:
    """A report as it was asked for."""

    scope: Scope
    kind: ReportKind
    language: str


def read_wish(form: Mapping[str, str], reader: str) -> Wish:
    """Read what was asked for; what makes no sense becomes what the page proposes: this unit, slides, own language."""
    return Wish(
        scope=Scope(_known(form.get("scope"), list(Scope), Scope.UNIT)),
        kind=ReportKind(_known(form.get("kind"), list(ReportKind), ReportKind.SLIDES)),
        language=known_language(form.get("language", ""), reader),
    )


def known_language(asked: str, reader: str) -> str:
    """Give the language that was asked for, or the reader's where there is none of that name."""
    return _known(asked, LOCALES, reader)


def _known(value: str | None, known: list[str] | tuple[str, ...], otherwise: str) -> str:
    return value if value is not None and value in known else otherwise
