"""Typed codes, for people without mail: on paper, by team, drawn blindly.

A code is six signs that find the row and ten that open it. Whoever hands them out sees the codes of a
team and not whose invitation a code belongs to: everybody draws one.
"""

from collections import defaultdict
from collections.abc import Mapping
from hashlib import blake2b
from random import SystemRandom

from sqlmodel import Session, col, select, update

from app.keys import KeyStore, link_token
from app.models import MeasuredUnit, Measurement, MeasurementStatus, Person
from app.models.invitation import Invitation, InvitationStatus
from app.secrets import new_code, slowly_hashed, slowly_matches, typed

SELECTOR, SECRET = 6, 10
NO_MAIL = ""
NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
"""What is compared where there is no such code, so that it takes as long."""


def make_codes(session: Session, measurement: Measurement) -> Mapping[str, list[str]]:
    """Make a code for everybody without mail who has none yet; by team, in no order."""
    query = (
        select(Invitation.id, MeasuredUnit.name)
        .join(Person, col(Person.id) == Invitation.person_id)
        .join(
            MeasuredUnit,
            (col(MeasuredUnit.unit_id) == Invitation.unit_id)
            & (col(MeasuredUnit.measurement_id) == Invitation.measurement_id),
        )
        .where(
            Invitation.measurement_id == measurement.id,
            Person.email == NO_MAIL,
            col(Invitation.code_hash).is_(None),
            col(Invitation.status) == InvitationStatus.OPEN,
        )
    )
    made = defaultdict(list)
    for invitation_id, team in session.exec(query).all():
        selector, secret = new_code(SELECTOR), new_code(SECRET)
        session.exec(
            update(Invitation)
            .where(col(Invitation.id) == invitation_id)
            .values(code_selector=selector, code_hash=slowly_hashed(secret))
        )
        made[team].append(shown(selector + secret))
    for codes in made.values():
        SystemRandom().shuffle(codes)
    return made


def shown(code: str) -> str:
    """Write a code in groups, as it stands on paper."""
    return "-".join((code[:6], code[6:11], code[11:]))


def token_of(session: Session, keys: KeyStore, text: str) -> bytes | None:
    """Give the token of the invitation that a typed code belongs to; None when it belongs to none that is open."""
    code = typed(text)
    query = (
        select(Invitation.id, Invitation.measurement_id, Invitation.code_hash)
        .join(Measurement, col(Measurement.id) == Invitation.measurement_id)
        .where(
            Invitation.code_selector == code[:SELECTOR],
            col(Measurement.status) == MeasurementStatus.OPEN,
            col(Invitation.status) != InvitationStatus.WITHDRAWN,
        )
    )
    found = session.exec(query).one_or_none()
    matches = slowly_matches(code[SELECTOR:], (found and found[2]) or NOBODY)
    return link_token(keys.link_key(found[1]), found[0]) if found and matches else None


def device_of(text: str) -> bytes:
    """Make the secret of a device out of a typed code, so that the code opens the draft wherever it is typed."""
    return blake2b(typed(text).encode(), person=b"bouwsteen code", digest_size=32).digest()
