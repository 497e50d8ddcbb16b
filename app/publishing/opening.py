"""Open the envelopes of a measurement, all together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import SystemRandom

from nacl.public import PrivateKey
from sqlmodel import Session, col, select

from app.envelope import Ballot, ballot_size, unseal
from app.errors import DamagedEnvelopes, KeyProblem
from app.keys import KeyStore
from app.measurements.tree import MeasuredTree
from app.models import Measurement
from app.models.invitation import Invitation
from surveys.answers import pattern
from surveys.model import Questionnaire

AT_ONCE = 500  # envelopes in memory: they are much larger than what is in them


@dataclass(frozen=True)
class Opened:
    """A measurement with its envelopes open.

    Attributes
    ----------
    ballots
        In an order of chance.
    left_out
        Envelopes that did not open, or held no answers to this questionnaire.
    """

    measurement: Measurement
    tree: MeasuredTree
    questionnaire: Questionnaire
    ballots: Sequence[Ballot]
    left_out: int


def open_envelopes(
    session: Session, keys: KeyStore, measurement: Measurement, tree: MeasuredTree, questionnaire: Questionnaire
) -> Opened:
    """Open all envelopes and shuffle what was in them; KeyProblem when the key is missing or another one.

    The rows are locked: a submission that is on its way either is counted or finds its invitation gone.
    """
    assert measurement.public_key is not None, "an open measurement has a key"
    private_key = keys.opens(measurement.id, measurement.public_key)
    found = list(_contents(session, measurement, private_key, ballot_size(questionnaire)))
    fits, units = pattern(questionnaire).fullmatch, {str(unit_id) for unit_id in tree.ids}
    ballots = [ballot for ballot in found if ballot and fits(ballot.answers) and ballot.unit in units]
    SystemRandom().shuffle(ballots)
    return Opened(measurement, tree, questionnaire, ballots, left_out=len(found) - len(ballots))


def refuse_damaged(opened: Opened) -> None:
    """Raise DamagedEnvelopes when any was left out; it says how many, and never whose."""
    if opened.left_out:
        together = opened.left_out + len(opened.ballots)
        raise DamagedEnvelopes(f"{opened.left_out} of {together} envelopes do not open or hold no answers")


def _contents(
    session: Session, measurement: Measurement, private_key: PrivateKey, size: int
) -> Iterator[Ballot | None]:
    query = (
        select(Invitation.sealed)
        .where(Invitation.measurement_id == measurement.id, col(Invitation.sealed).is_not(None))
        .with_for_update()
        .execution_options(yield_per=AT_ONCE)
    )
    for envelope in session.exec(query):
        try:
            yield unseal(envelope or b"", private_key, size=size)
        except KeyProblem:
            yield None
