"""Synthetic people in a database: make them, and have them answer through the same steps as real people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from numpy.random import Generator
from sqlalchemy import insert
from sqlmodel import Session

from app.answering import service as answering
from app.answering.drafts import Draft
from app.answering.respondents import Respondent, find
from app.demonstration.scenario import COMMENTS
from app.demonstration.simulation import Profile, SyntheticPerson, answer, make_person
from app.keys import KeyStore
from app.measurements.launch import personal_links
from app.models import Measurement, Organisation, Person, Unit
from app.secrets import parsed

SHARE_OF_COMMENTS = 0.3


@dataclass(frozen=True)
class Resident:
    """A synthetic person in a unit, and the place in that unit, counted from 0."""

    person: SyntheticPerson
    unit: str
    place: int


def add_unit(session: Session, owner: Organisation, name: str, *, parent: Unit | None) -> Unit:
    """Add a unit to the tree."""
    unit = Unit(organisation_id=owner.id, name=name, parent_id=parent.id if parent else None)
    session.add(unit)
    session.flush()
    return unit


def settle(session: Session, rng: Generator, unit: Unit, profile: Profile, *, people: int) -> dict[UUID, Resident]:
    """Add people to a unit; their addresses lead nowhere."""
    residents = {uuid4(): Resident(make_person(rng, profile, place=place), unit.name, place) for place in range(people)}
    rows = [
        {
            "id": person_id,
            "organisation_id": unit.organisation_id,
            "unit_id": unit.id,
            "email": f"{person_id.hex}@example.org",
        }
        for person_id in residents
    ]
    session.execute(insert(Person), rows)
    return residents


def open_respondents(session: Session, keys: KeyStore, measurement: Measurement) -> list[Respondent]:
    """Find everybody who may still answer, by the personal link."""
    links = personal_links(session, keys, measurement, base_url="")
    return [find(session.connection(), parsed(link.rpartition("/")[2])) for link in links]


def respond(
    session: Session,
    rng: Generator,
    respondents: Sequence[Respondent],
    residents: Mapping[UUID, Resident],
    profiles: Mapping[str, Profile],
) -> None:
    """Have these people answer and hand in, in the order of the residents, so that chance falls the same each time."""
    order = {person_id: number for number, person_id in enumerate(residents)}
    for respondent in sorted(respondents, key=lambda each: order[each.invitation.person_id]):
        resident = residents[respondent.invitation.person_id]
        answering.hand_in(session, respondent, _draft(rng, respondent, resident.person, profiles[resident.unit]))


def _draft(rng: Generator, respondent: Respondent, person: SyntheticPerson, profile: Profile) -> Draft:
    questionnaire = respondent.booklet.questionnaire
    comments = {
        question.code: str(rng.choice(COMMENTS[question.code]))
        for question in questionnaire.comments
        if rng.random() < SHARE_OF_COMMENTS
    }
    backgrounds = {"customer_contact": _yes(person.contact), "leads_people": _yes(person.leads)}
    return Draft(answer(rng, questionnaire, profile, person), backgrounds, comments)


def _yes(fact: bool) -> str:  # noqa: FBT001  the fact is all there is
    return "yes" if fact else "no"
