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
    once: ClassVar[bool] = False
    """Whether the page is the same for many, and of its surroundings needs only what `app.web.responses.Look` holds."""

    def context(self) -> dict[str, Any]:
        """Return the variables by name; values are not copied."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True)
class ErrorPage(Page):
    """What went wrong and what to do now."""

    template = "error.html"

    kind: str
    detail: str
