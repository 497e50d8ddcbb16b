"""The values that the template of the API page may use."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.api.examples import Examples
from app.api.forms import KeyForm, Problem
from app.models import ApiKey, Measurement, Organisation
from app.web.pages import Page


@dataclass(frozen=True)
class ApiPage(Page):
    """The keys of an organisation, and how programs use them."""

    template = "api/show.html"

    organisation: Organisation
    measurements: Sequence[Measurement]
    """Those that have a result, the newest first."""
    keys: Sequence[ApiKey]
    today: date
    form: KeyForm
    terms: tuple[int, ...]
    longest: int
    problem: Problem | None
    made: str | None
    """The key that was made just now: shown here and never again."""
    examples: Examples | None
    """Of the newest measurement; None where there is none."""
