"""Put the pages of comments together."""

from collections.abc import Sequence

from sqlmodel import Session

from app.comments.pages import CommentsPage, NoCommentsPage, QuestionTab, Search, ThemeRow
from app.comments.reading import Remark, counts, may_show, remarks, themes
from app.comments.tagging import Fault
from app.errors import NotFound
from app.results.deps import UnitAccess
from app.results.place import UnitName, name, place
from app.results.reading import Published
from app.results.searching import holds
from app.web.paging import paging

ON_A_PAGE = 50


def comments_page(
    session: Session, access: UnitAccess, question: str, search: Search, *, fault: Fault | None = None, given: str = ""
) -> CommentsPage | NoCommentsPage:
    """Make the page of one question, or the page that says why there is none; NotFound for an unknown question."""
    source, position = access.source, access.position
    tabs = questions(session, access)
    chosen = next((tab for tab in tabs if tab.code == question), None)
    if chosen is None:
        raise NotFound
    if not may_show(source, position):
        return NoCommentsPage(place(source, position), source.measurement.minimum_statements, _around(source, position))
    everything = remarks(session, source, position, question)
    rows = _theme_rows(session, source, everything)
    found = [remark for remark in everything if _fits(remark, search)]
    page = paging(search.page, ON_A_PAGE, len(found))
    return CommentsPage(
        place=place(source, position),
        question=chosen,
        questions=tabs,
        remarks=page.cut(found),
        paging=page,
        search=search.on(page.number),
        themes=rows,
        minimum=source.measurement.minimum_statements,
        fault=fault,
        given=given,
    )


def questions(session: Session, access: UnitAccess) -> list[QuestionTab]:
    """List the open questions with the number of comments on each."""
    found, texts = counts(session, access.source, access.position), access.texts
    codes = [question.code for question in texts.questionnaire.comments]
    return [QuestionTab(code, texts.wording.comments[code].text, found.get(code, 0)) for code in codes]


def _fits(remark: Remark, search: Search) -> bool:
    return (search.theme is None or search.theme in remark.themes) and holds(remark.text, search.q)


def _theme_rows(session: Session, source: Published, everything: Sequence[Remark]) -> list[ThemeRow]:
    return [
        ThemeRow(theme.id, theme.name, sum(theme.id in remark.themes for remark in everything))
        for theme in themes(session, source)
    ]


def _around(source: Published, position: int) -> UnitName | None:
    """Find the nearest unit around it whose comments are shown."""
    around = reversed(source.tree.path(position)[:-1])
    return next((name(source, step) for step in around if may_show(source, step)), None)
