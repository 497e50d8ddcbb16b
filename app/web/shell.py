"""What surrounds every page: language, way around, who is signed in, and whether anything here is real."""

from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from fastapi import Request

from app.web.addresses import address
from app.web.cookies import STAFF
from app.web.csrf import form_token
from app.web.i18n import Language


class MeasurementName(NamedTuple):
    """A measurement as one can refer to it."""

    id: UUID
    name: str


@dataclass(frozen=True)
class Shell:
    """The surroundings of a page, for `base.html`."""

    request: Request
    language: Language
    csrf: str

    @property
    def path(self) -> str:
        """The address of this page, to come back to after changing the language."""
        query = self.request.url.query
        return self.request.url.path + (f"?{query}" if query else "")

    @property
    def synthetic(self) -> bool:
        """Whether what is shown was made up."""
        return self.request.app.state.settings.demo or getattr(self.request.state, "synthetic", False)

    @property
    def demo(self) -> bool:
        """Whether this is the demonstration."""
        return bool(self.request.app.state.settings.demo)

    @property
    def user(self) -> str | None:
        """The name of who is signed in."""
        return getattr(self.request.state, "user_name", None)

    @property
    def organisation_id(self) -> UUID | None:
        """The organisation that the page belongs to: the navigation leads around in it."""
        return getattr(self.request.state, "organisation_id", None)

    @property
    def measurement(self) -> MeasurementName | None:
        """The measurement that the address is about: an error page then leads back to it."""
        return getattr(self.request.state, "measurement", None)

    @property
    def staff(self) -> bool:
        """Whether somebody signed in with this browser, now or before: an error page then shows the way back."""
        return STAFF.read(self.request) is not None

    def within(self, part: str) -> bool:
        """Say whether this page lies in a part of the product, by the word in its address."""
        return part in self.request.url.path.split("/")

    def url(self, route: str, **path: object) -> str:
        """Give the address of a route, without host."""
        return address(self.request, route, **path)


def shell(request: Request, language: Language) -> Shell:
    """Make the surroundings for one request."""
    return Shell(request, language, form_token(request))
