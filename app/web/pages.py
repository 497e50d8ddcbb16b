"""A page is a template plus exactly the values that the template may use."""

from dataclasses import dataclass, fields
from typing import Any, ClassVar


@dataclass(frozen=True)
class Page:
    """Base of all pages; a subclass names its template and declares every variable as a field.

    What every template may use beside its own fields is in `app.web.templates`: `shell`, and the functions for
    addresses, assets, numbers and dates.
    """

    template: ClassVar[str]
    own: ClassVar[tuple[str, ...]] = ()
    """Texts that belong to one reader; the template of a page that is written once only prints them, or sees None."""

    @property
    def once(self) -> bool:
        """Whether the page looks alike for many but for `own`, with no more around it than `app.web.frames.Look`."""
        return False

    def context(self) -> dict[str, Any]:
        """Return the variables by name; values are not copied."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True)
class ErrorPage(Page):
    """What went wrong and what to do now."""

    template = "error.html"

    kind: str
    detail: str
