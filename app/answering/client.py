"""What the browser's own program must know: where to send answers, what was answered before, and its texts."""

from collections.abc import Mapping
from functools import cache
from hashlib import blake2b

from fastapi import Request
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from app.answering.booklets import Booklet
from app.answering.devices import IDLE, is_shared
from app.answering.drafts import Draft
from app.answering.forms import sent_as
from app.answering.keeping import mark
from app.answering.respondents import Respondent
from app.answering.sections import all_sections
from app.answering.turning import SECONDS_CHOICE, SECONDS_STATEMENT, SECONDS_TEXT
from app.web.addresses import address
from app.web.assets import asset
from app.web.i18n import Language, language

MOST_MINUTES = 30
SECONDS = {"statement": SECONDS_STATEMENT, "background": SECONDS_CHOICE, "writing": SECONDS_TEXT}


def client_data(request: Request, respondent: Respondent, words: Language, draft: Draft, *, seconds: int) -> Markup:
    """Write it down for one respondent, as JSON that can stand in a page."""
    own = {
        "answers": sent_answers(draft),
        "seen": draft.mark or mark(respondent),
        "left": seconds,
        "copy": copy_name(respondent.token),
        "idle": IDLE.total_seconds() if is_shared(request) else None,
    }
    return Markup("[%s,%s]") % (htmlsafe_json_dumps(own), _same_for_all(respondent.booklet, words, request))


def sent_answers(draft: Draft) -> dict[str, str]:
    """Give everything that was answered, by field, as a form sends it."""
    return {code: sent_as(answer) for code, answer in draft.answers.items()} | {**draft.backgrounds, **draft.comments}


def copy_name(token: bytes) -> str:
    """Name the copy on a device, so that it is found again and says nothing about the link."""
    return blake2b(key=token, person=b"bouwsteen copy", digest_size=8).hexdigest()


def _same_for_all(booklet: Booklet, words: Language, request: Request) -> Markup:
    """Write what is the same for everybody; once, for it is most of it."""
    _, written = all_sections(booklet, words)
    where = address(request, "answering.questions", digest=booklet.digest, code=words.code)
    return _written(f"{where}?v={written}", words.code, tuple(len(part.scored) for part in booklet.parts))


@cache
def _written(questions: str, code: str, parts: tuple[int, ...]) -> Markup:
    """Write it for an edition: where its questions are, and how many each part has."""
    words, numbers = language(code), range(1, len(parts) + 1)
    told = {
        "questions": questions,
        "device": asset("js/device.js"),
        "seconds": SECONDS,
        "parts": [words.gettext("Part %(number)s of %(parts)s", number=each, parts=len(parts)) for each in numbers],
        "missing": [
            words.ngettext(
                "You have not answered %(count)s statement yet", "You have not answered %(count)s statements yet", count
            )
            for count in range(1, max(parts) + 1)
        ],
        "minutes": [
            words.ngettext("about %(count)s more minute", "about %(count)s more minutes", count)
            for count in range(1, MOST_MINUTES)
        ],
        "texts": _texts(words),
    }
    return htmlsafe_json_dumps(told)


def _texts(words: Language) -> Mapping[str, str]:
    return {
        "next": words.gettext("Next"),
        "skip": words.gettext("Skip"),
        "send": words.gettext("Send"),
        "kept": words.gettext("Saved"),
        "waiting": words.gettext("Not saved yet. We will try again."),
        "on_device": words.gettext("Until then your answers are kept on this device, encrypted."),
        "on_page": words.gettext("Until then your answers are only in this page: leave it open."),
        "sending": words.gettext("Not sent yet. We will try again. Leave this page open."),
        "closed": words.gettext(
            "This questionnaire no longer takes answers: it is closed, or your answers were withdrawn. What was not "
            "sent does not count."
        ),
        "reopen": words.gettext(
            "This browser no longer knows who you are, or somebody else's link was opened in it. Open your own link "
            "once more to go on. Unless you took your answers back, they are still there."
        ),
        "offline": words.gettext("There is no connection just now. Try again in a moment."),
        "refused": words.gettext("One answer could not be saved. Look at it once more."),
    }
