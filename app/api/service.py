"""Put the page of the API together, and make keys as its form asks."""

from dataclasses import replace
from datetime import date, datetime

from sqlmodel import Session

from app.api import keys
from app.api.examples import examples
from app.api.forms import LONGEST_NAME, TERMS, KeyForm, Problem
from app.api.pages import ApiPage
from app.measurements.service import has_result, measurements_of
from app.models import Organisation
from app.organisations.deps import Access


def api_page(session: Session, organisation: Organisation, *, base_url: str, today: date) -> ApiPage:
    """Show the keys of an organisation, and examples for its newest result."""
    rows = measurements_of(session, organisation.id)
    measurements = [measurement for measurement in rows if has_result(session, measurement)]
    return ApiPage(
        organisation=organisation,
        measurements=measurements,
        keys=keys.keys_of(session, organisation.id),
        today=today,
        form=KeyForm(),
        terms=TERMS,
        longest=LONGEST_NAME,
        problem=None,
        made=None,
        examples=examples(base_url, measurements[0].id) if measurements else None,
    )


def make_key(session: Session, access: Access, form: KeyForm, *, base_url: str, now: datetime) -> ApiPage:
    """Make a key and show it this once, or say what has to be put right first."""
    full = len(keys.keys_of(session, access.organisation.id)) >= keys.MOST
    problem = Problem.MOST if full else form.problem
    made = None if problem else keys.make(session, access, form, now=now)
    page = api_page(session, access.organisation, base_url=base_url, today=now.date())
    return replace(page, form=form if problem else KeyForm(), problem=problem, made=made)
