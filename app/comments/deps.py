"""One question in a unit, what is looked for in its comments, and the comment that a form is about."""

from collections.abc import Iterable, Iterator
from typing import Annotated
from uuid import UUID

from fastapi import Depends

from app.comments.pages import Search
from app.comments.reading import remarks, themes
from app.comments.tagging import Tagging
from app.db import SessionDep
from app.errors import NotFound
from app.results.deps import PublishedDep, UnitDep
from app.web.forms import FormDep

THEME = "theme-"


def load_search(session: SessionDep, source: PublishedDep, q: str = "", theme: str = "", page: int = 1) -> Search:
    """Read what is looked for; NotFound when there is no such theme in this measurement."""
    if not theme:
        return Search(q.strip(), None, page)
    found = next((each.id for each in themes(session, source) if str(each.id) == theme), None)
    if found is None:
        raise NotFound
    return Search(q.strip(), found, page)


SearchDep = Annotated[Search, Depends(load_search)]


def load_tagging(session: SessionDep, access: UnitDep, question: str, comment_id: UUID, form: FormDep) -> Tagging:
    """Read which themes of a comment were ticked when the form was shown, and which are now.

    NotFound when this unit does not show the comment; what is no theme is left out.
    """
    if comment_id not in {remark.id for remark in remarks(session, access.source, access.position, question)}:
        raise NotFound
    after = (name.removeprefix(THEME) for name in form if name.startswith(THEME))
    return Tagging(comment_id, frozenset(_ids(form.get("before", "").split())), frozenset(_ids(after)))


TaggingDep = Annotated[Tagging, Depends(load_tagging)]


def _ids(texts: Iterable[str]) -> Iterator[UUID]:
    for text in texts:
        try:
            yield UUID(text)
        except ValueError:
            continue
