"""Make pages for a respondent."""

from collections.abc import Mapping

from fastapi import Request

from app.answering.booklets import Part
from app.answering.deps import Visit
from app.answering.drafts import Draft
from app.answering.forms import Problem
from app.answering.pages import DonePage, PartPage, StartPage, StoredPage
from app.answering.profile import profile_of
from app.answering.promise import Promise, promise_to
from app.answering.respondents import Respondent
from app.answering.stored import ANSWERS, Owner, given, kept
from app.answering.turning import minutes_left
from app.answering.views import Note, Sheet, notes
from app.web.cookies import DAY, RESPONDENT
from app.web.i18n import Language
from surveys.catalogue import model_help
from surveys.schema import Wording

NOTHING_TYPED: Mapping[str, str] = {}
NO_PROBLEMS: Mapping[str, Problem] = {}


def wording_for(respondent: Respondent, words: Language) -> Wording:
    """Give the texts of the questionnaire in the reader's language, else in its own first language."""
    texts = respondent.booklet.edition.wording
    return texts.get(words.code) or next(iter(texts.values()))


def promise(request: Request, respondent: Respondent, words: Language) -> Promise:
    """Make the promise in the reader's language."""
    return promise_to(respondent, request.app.state.settings, wording_for(respondent, words))


def front_page(request: Request, respondent: Respondent, words: Language) -> StartPage | DonePage:
    """Show what is behind a personal link: the beginning, or what was handed in."""
    promised = promise(request, respondent, words)
    if respondent.submitted:
        return DonePage(by_link=True, promise=promised)
    return StartPage(
        title=wording_for(respondent, words).title,
        minutes=minutes_left(respondent.booklet, respondent.draft),
        started=respondent.invitation.draft is not None,
        promise=promised,
    )


def thank_you(request: Request, respondent: Respondent, draft: Draft, words: Language) -> DonePage:
    """Thank who just handed in this draft, with the own profile: it is shown here, once, and kept nowhere."""
    wording = wording_for(respondent, words)
    return DonePage(
        promise=promise(request, respondent, words),
        sent=True,
        profile=profile_of(respondent.booklet.questionnaire, draft.answers, wording, words),
    )


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
    choices, backgrounds, writings = sheet.choices(part), sheet.backgrounds(part), sheet.writings(part)
    heading, summary = _heading(part, words)
    return PartPage(
        unit=respondent.unit,
        number=part.number,
        parts=len(respondent.booklet.parts),
        minutes=minutes_left(respondent.booklet, draft),
        heading=heading,
        summary=summary,
        choices=choices,
        backgrounds=backgrounds,
        writings=writings,
        notes=notes((*choices, *backgrounds, *writings)) or _nothing(problems),
        closes_at=respondent.measurement.closes_at,
    )


def _heading(part: Part, words: Language) -> tuple[str, str]:
    if part.block is None:
        return words.gettext("To finish"), words.gettext("A few last questions, about the whole and about your work.")
    block = model_help(words.code).blocks[part.block]
    return block.name, block.summary


def _nothing(problems: Mapping[str, Problem]) -> tuple[Note, ...]:
    """Note what is wrong with the whole and not with a question of this part."""
    return tuple(Note(problem, "", "") for problem in problems.values())
