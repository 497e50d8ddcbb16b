"""What is stored of somebody now: every column of the invitation row, in words, with what stands in it."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from sqlmodel import Session

from app.answering.booklets import Part
from app.answering.profile import Said
from app.answering.respondents import Respondent
from app.answering.views import Choice, Sheet
from app.models import Organisation, Person
from app.web.i18n import Language
from surveys.answers import SKIPPED
from surveys.schema import Wording

ANSWERS = ("draft", "handover", "sealed")  # the columns that hold answers; all others are about the invitation


@dataclass(frozen=True)
class Kept:
    """One thing that is stored.

    Attributes
    ----------
    column
        Its name in the database.
    value
        What stands there, in words.
    there
        Whether anything stands there.
    """

    column: str
    name: str
    value: str
    there: bool


@dataclass(frozen=True)
class Owner:
    """Who was invited, and by whom: the row itself has their numbers only."""

    email: str
    organisation: str


def owner(session: Session, respondent: Respondent) -> Owner:
    """Look up what the numbers in somebody's row stand for."""
    row = respondent.invitation
    person = session.get_one(Person, row.person_id)
    return Owner(person.email, session.get_one(Organisation, row.organisation_id).name)


def kept(respondent: Respondent, owner: Owner, words: Language) -> tuple[Kept, ...]:
    """Go through all columns of somebody's row; KeyError when one has no words yet."""
    texts = _texts(respondent, owner, words)
    row = asdict(respondent.invitation)
    lines = {column: Kept(column, *texts[column], there=value is not None) for column, value in row.items()}
    return tuple(lines[column] for column in texts)


def given(respondent: Respondent, wording: Wording, words: Language) -> tuple[Said, ...]:
    """List what was filled in so far, as the draft holds it."""
    sheet = Sheet(wording, respondent.draft, {}, {})
    return tuple(said for part in respondent.booklet.parts for said in _given(sheet, part, words))


def _texts(respondent: Respondent, owner: Owner, words: Language) -> Mapping[str, tuple[str, str]]:
    """Name every column and say what stands in it."""
    row, gettext = respondent.invitation, words.gettext
    return {
        "person_id": (gettext("Who you are"), owner.email),
        "organisation_id": (gettext("Your organisation"), owner.organisation),
        "unit_id": (gettext("Your team or department"), respondent.unit),
        "measurement_id": (gettext("The measurement"), respondent.measurement.name),
        "invited_on": (gettext("The day of your invitation"), words.date(row.invited_on)),
        "status": (
            gettext("Whether you took part"),
            gettext("Yes, your answers are in") if respondent.submitted else gettext("Not yet, nothing was sent"),
        ),
        "token_hash": (gettext("A fingerprint of your personal link"), gettext("The link does not follow from it.")),
        "code_selector": (gettext("The first part of your code"), gettext("It finds your invitation.")),
        "code_hash": (gettext("A fingerprint of the rest of your code"), gettext("The code does not follow from it.")),
        "id": (gettext("A number for your invitation"), gettext("Made by chance, it says nothing about you.")),
        "draft": (
            gettext("What you filled in so far"),
            _locked(respondent, len(row.draft or b""), words),
        ),
        "handover": (
            gettext("What your code for another device opens"),
            gettext(
                "%(size)s bytes, locked. Who types the code gets at what you filled in.", size=len(row.handover or b"")
            ),
        ),
        "sealed": (
            gettext("What you sent"),
            gettext(
                "%(size)s bytes, sealed, as many as for everybody. Only the key of this measurement opens them. It is "
                "kept apart and is used after closing.",
                size=len(row.sealed or b""),
            ),
        ),
    }


def _locked(respondent: Respondent, size: int, words: Language) -> str:
    if respondent.elsewhere:
        return words.gettext(
            "%(size)s bytes, locked. Only the device that you filled it in on can open them.", size=size
        )
    return words.gettext(
        "%(size)s bytes, locked. This browser can open them; with the database alone nobody can.", size=size
    )


def _given(sheet: Sheet, part: Part, words: Language) -> Iterator[Said]:
    for choice in (*sheet.choices(part), *sheet.backgrounds(part)):
        passed = sheet.draft.answers.get(choice.code) == SKIPPED
        if answer := words.gettext("skipped") if passed else _chosen(choice):
            yield Said(choice.text, answer)
    for writing in sheet.writings(part):
        if writing.value:
            yield Said(writing.text, writing.value)


def _chosen(choice: Choice) -> str | None:
    return next((option.label for option in (*choice.options, choice.aside) if option and option.chosen), None)
