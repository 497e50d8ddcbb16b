"""The closed measurement of the dashboards, and the people who ask for reports of it."""

import pytest
from sqlmodel import Session

from app.reports.content import Content, read
from app.results.deps import UnitAccess
from app.results.reading import published
from app.results.texts import load_texts
from app.web.i18n import language
from tests.app.reports.reading import Tell
from tests.app.results.conftest import consultant, hr, sample, sign_in, stranger  # noqa: F401
from tests.app.results.factories import Closed


@pytest.fixture
def tell(session: Session, sample: Closed) -> Tell:  # noqa: F811
    """Read what a report of a unit says, by its name."""

    def told(name: str, *, inside: bool = False, words: str = "nl") -> Content:
        source = published(session, sample.measurement)
        texts = load_texts(session, sample.measurement, language(words))
        access = UnitAccess(source, source.tree.names.index(name), texts)
        return read(session, access, inside=inside, told=lambda _done, _of: None)

    return told
