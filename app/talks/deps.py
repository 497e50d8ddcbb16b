"""The released page of a link, and what HR needs to release one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request

from app.db import SessionDep
from app.errors import TalkEnded
from app.measurements.deps import HrMeasurementDep
from app.models import Measurement, Organisation
from app.results.deps import PublishedDep, UnitAccess
from app.results.reading import published
from app.results.texts import load_texts
from app.secrets import parsed
from app.talks import links
from app.web.forms import FormDep
from app.web.i18n import LanguageDep

CHOSEN = "unit-"


@dataclass(frozen=True)
class SharedAccess(UnitAccess):
    """One unit, for who has the link to its page."""

    until: datetime


def holder(request: Request, session: SessionDep, words: LanguageDep, token: str) -> SharedAccess:
    """Find what the link of the path gives to see: one unit; TalkEnded when it gives nothing (any more)."""
    link = links.find(session, parsed(token), now=request.app.state.clock.now())
    if link is None:
        raise TalkEnded
    request.state.synthetic = session.get_one(Organisation, link.organisation_id).synthetic
    source = published(session, session.get_one(Measurement, link.measurement_id))
    texts = load_texts(session, source.measurement, words)
    return SharedAccess(source, source.tree.positions[link.unit_id], texts, link.expires_at)


HolderDep = Annotated[SharedAccess, Depends(holder)]


def load_release(request: Request, access: HrMeasurementDep, source: PublishedDep) -> links.Release:
    """Let HR release pages of the measurement of the path; NotFound for others."""
    return links.Release(source, access.user.email, request.app.state.clock.now())


def maker_of(request: Request) -> links.Maker:
    """Find what links are made with."""
    state = request.app.state
    return links.Maker(state.keys.talk_key, state.settings.base_url, state.settings.talk_days)


MakerDep = Annotated[links.Maker, Depends(maker_of)]
ReleaseDep = Annotated[links.Release, Depends(load_release)]


def chosen_units(form: FormDep, what: ReleaseDep) -> frozenset[UUID]:
    """Read which units were ticked, or take them all; what is no unit at all is left out."""
    return frozenset(what.source.tree.ids if "all" in form else _units(form))


def _units(form: Mapping[str, str]) -> list[UUID]:
    found = []
    for name in form:
        try:
            found += [UUID(name.removeprefix(CHOSEN))] if name.startswith(CHOSEN) else []
        except ValueError:
            continue
    return found


ChosenDep = Annotated[frozenset[UUID], Depends(chosen_units)]
