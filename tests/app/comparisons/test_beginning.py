"""The place to begin, then and now, says no more than is known."""

from dataclasses import replace

import pytest
from sqlmodel import Session

from analytics.ladder import Ladder
from app.comparisons import service, wording
from app.comparisons.detail import Detail
from app.comparisons.matching import Pair, place
from app.results.reading import published
from app.results.texts import Texts, load_texts
from app.web.i18n import language
from surveys.model import Level
from tests.app.comparisons.conftest import Twice

NONE = Ladder((), None, certain=True, undetermined=False, patterns=())
MISSION = replace(NONE, begin=Level.MISSION)
VALUES = replace(NONE, begin=Level.VALUES)
UNSURE = replace(VALUES, certain=False)
HIDDEN = replace(NONE, certain=False, undetermined=True)


@pytest.fixture
def detail(session: Session, twice: Twice) -> Detail:
    pair = Pair(published(session, twice.before), published(session, twice.after))
    found = service.unit_overview(session, pair, place(pair, twice.world.id("Schade"))).detail
    assert found is not None
    return found


@pytest.fixture
def texts(session: Session, twice: Twice) -> Texts:
    return load_texts(session, twice.after, language("en"))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (MISSION, VALUES, "The place to begin moved from Mission to Values and beliefs."),
        (
            MISSION,
            UNSURE,
            "The place to begin was Mission, and is probably Values and beliefs now. That may be chance.",
        ),
        (VALUES, UNSURE, "The place to begin was Values and beliefs, and probably still is."),
        (UNSURE, VALUES, "The place to begin was probably Values and beliefs, and is Values and beliefs now."),
        (UNSURE, UNSURE, "The place to begin is still probably Values and beliefs."),
        (VALUES, VALUES, "The place to begin is still Values and beliefs."),
        (NONE, NONE, "All levels are in order, then and now."),
        (NONE, replace(NONE, certain=False), "All levels were in order, and are probably in order now."),
        (MISSION, NONE, "All levels are in order now; before, Mission came first."),
        (replace(NONE, certain=False), MISSION, "All levels were probably in order; now Mission comes first."),
        (HIDDEN, MISSION, "Where to begin cannot be told for both measurements."),
    ],
)
def test_beginning(detail: Detail, texts: Texts, before: Ladder, after: Ladder, said: str) -> None:
    assert wording.beginning(texts, replace(detail, ladder_before=before, ladder_after=after)) == said
