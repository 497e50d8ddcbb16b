"""The sealed envelope: answers that only the measurement's private key opens, all of one length."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from uuid import UUID

from nacl.bindings import sodium_pad, sodium_unpad
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from app.errors import KeyProblem
from surveys.model import Questionnaire

BYTES_PER_CHARACTER = 4  # the longest character in UTF-8; control characters never get here
FRAME = 512  # room for field names, codes, the unit and quotation marks


@dataclass(frozen=True, slots=True)
class Ballot:
    """What lies in the envelope: all that is kept of somebody's answers, and nothing about who it was.

    Attributes
    ----------
    unit
        The unit that was rated.
    answers
        The answer string.
    backgrounds
        Option by background question; a question that was skipped is missing.
    comments
        Text by open question; a question that was skipped is missing.
    """

    unit: str
    answers: str
    backgrounds: Mapping[str, str]
    comments: Mapping[str, str]

    @property
    def unit_id(self) -> UUID:
        """The unit as the database knows it."""
        return UUID(self.unit)


def ballot_size(questionnaire: Questionnaire) -> int:
    """Compute the one length, in bytes before sealing, that every ballot of this questionnaire is padded to."""
    text = sum(question.max_length * BYTES_PER_CHARACTER for question in questionnaire.comments)
    closed = len(questionnaire.scored)
    return FRAME + closed + text


def seal(ballot: Ballot, public_key: bytes, *, size: int) -> bytes:
    """Seal a ballot; ValueError when it is longer than the size that all ballots share."""
    plain = json.dumps(asdict(ballot), ensure_ascii=False, separators=(",", ":")).encode()
    if len(plain) >= size:
        raise ValueError(f"a ballot of {len(plain)} bytes does not fit in {size}")
    return SealedBox(PublicKey(public_key)).encrypt(sodium_pad(plain, size))


def unseal(sealed: bytes, private_key: PrivateKey, *, size: int) -> Ballot:
    """Open an envelope; KeyProblem when the key is another one, it was tampered with, or no ballot is in it."""
    try:
        plain = sodium_unpad(SealedBox(private_key).decrypt(sealed), size)
        return Ballot(**json.loads(plain))
    except (CryptoError, TypeError, ValueError) as error:
        raise KeyProblem("an envelope does not open with this key: put back the key that was made at launch") from error
