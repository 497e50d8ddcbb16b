"""The values that the organisation templates may use."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.models import Organisation
from app.web.pages import Page


@dataclass(frozen=True)
class OrganisationsPage(Page):
    """The organisations that the user works for."""

    template = "organisations/index.html"

    organisations: Sequence[Organisation]
