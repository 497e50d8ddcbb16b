"""Make pages for a respondent."""

from collections.abc import Mapping
from dataclasses import replace

from fastapi import Request

from app.answering.booklets import Part
from app.answering.client import client_data
from app.answering.deps import Visit
from app.answering.devices import is_shared
from app.answering.drafts import Draft
from app.answering.forms import Problem
from app.answering.pages import DonePage, PartPage, StartPage, StoredPage
from app.answering.pieces import pieces
from app.answering.profile import profile_of
from app.answering.promise import Promise, promise_to
from app.answering.respondents import Respondent
from app.answering.sections import empty_section, filled_section, heading, wording_of
from app.answering.stored import ANSWERS, Owner, given, kept
from app.answering.turning import minutes_left, seconds_left
from app.answering.views import Choice, Note, Sheet, Writing, notes
from app.web.cookies import DAY, RESPONDENT
from app.web.i18n import Language
from surveys.schema import Wording

NOTHING_TYPED: Mapping[str, str] = {}
NO_PROBLEMS: Mapping[str, Problem] = {}


def wording_for(respondent: Respondent, words: Language) -> Wording:
    """Give the texts of the questionnaire in the reader's language, else in its own first language."""
    return wording_of(respondent.booklet, words)


def promise(request: Request, respondent: Respondent, words: Language) -> Promise:
    """Make the promise in the reader's language."""
    return promise_to(respondent, request.app.state.settings, wording_for(respondent, words), words)


def front_page(request: Request, respondent: Respondent, words: Language) -> StartPage | DonePage:
    """Show what is behind a personal link: the beginning, or what was handed in."""
    promised = promise(request, respondent, words)
    if respondent.submitted:
        return DonePage(by_link=True, promise=promised)
    return StartPage(
        unit=respondent.unit,
        title=wording_for(respondent, words).title,
        minutes=minutes_left(respondent.booklet, respondent.draft),
        started=respondent.begun,
        promise=promised,
        shared=is_shared(request),
    )


def thank_you(
    request: Request, respondent: Respondent, words: Language, *, sent: Draft | None = None, late: bool = False
) -> DonePage:
    """Thank who handed in; with what was just sent, the own profile: it is shown here, once, and kept nowhere."""
    promised, forgotten = promise(request, respondent, words), is_shared(request)
    page = DonePage(promised, sent=sent is not None, forgotten=forgotten, late=late)
    wording = wording_for(respondent, words)
    profile = profile_of(respondent.booklet.questionnaire, sent.answers, wording, words) if sent else None
    return replace(page, unit=respondent.unit, **pieces(profile, words)) if profile else page


def stored_page(respondent: Respondent, owner: Owner, words: Language) -> StoredPage:
    """Show what is stored of somebody now."""
    lines = kept(respondent, owner, words)
    return StoredPage(
        submitted=respondent.submitted,
        invitation=tuple(line for line in lines if line.column not in ANSWERS),
        answers=tuple(line for line in lines if line.column in ANSWERS),
        given=given(respondent, wording_for(respondent, words), words),
        closes_at=respondent.measurement.closes_at,
        days=RESPONDENT.max_age // DAY,
    )


def part_page(
    request: Request,
    visit: Visit,
    words: Language,
    draft: Draft,
    *,
    typed: Mapping[str, str] = NOTHING_TYPED,
    problems: Mapping[str, Problem] = NO_PROBLEMS,
) -> PartPage:
    """Show one part with what was filled in."""
    respondent, part = visit.respondent, visit.part
    sheet = Sheet(wording_for(respondent, words), draft, typed, problems)
    seconds, left = seconds_left(respondent.booklet, Draft()), seconds_left(respondent.booklet, draft)
    untouched = not (typed or problems or _touched(draft, part))
    return PartPage(
        unit=respondent.unit,
        number=part.number,
        parts=len(respondent.booklet.parts),
        minutes=minutes_left(respondent.booklet, draft),
        seconds=seconds,
        spent=seconds - left,
        heading=heading(part, words)[0],
        section=empty_section(respondent.booklet, words, part) if untouched else filled_section(sheet, part, words),
        notes=_notes(sheet, part) if problems else (),
        closes_at=respondent.measurement.closes_at,
        shared=is_shared(request),
        client=client_data(request, respondent, words, draft, seconds=left),
    )


def _touched(draft: Draft, part: Part) -> bool:
    last = bool(part.comments and (draft.backgrounds or draft.comments))
    return last or any(question.code in draft.answers for question in part.scored)


def _notes(sheet: Sheet, part: Part) -> tuple[Note, ...]:
    """Sum up the problems of a part; some belong to the whole and not to a question of it."""
    asked: tuple[Choice | Writing, ...] = (*sheet.choices(part), *sheet.backgrounds(part), *sheet.writings(part))
    return notes(asked) or tuple(Note(problem, "", "") for problem in sheet.problems.values())
