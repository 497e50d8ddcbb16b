"""Answers on their way: kept between pages, locked so that the server alone cannot read them."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from hashlib import blake2b

from nacl.bindings import sodium_pad, sodium_unpad
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

PURPOSE = b"bouwsteen draft"


@dataclass(frozen=True)
class Draft:
    """What somebody filled in so far.

    Attributes
    ----------
    answers
        Code by closed question; a question that was passed over on purpose is there as skipped.
    backgrounds, comments
        As in a ballot.
    left
        The parts that were finished.
    """

    answers: Mapping[str, int] = field(default_factory=dict)
    backgrounds: Mapping[str, str] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    left: tuple[int, ...] = ()


def lock(draft: Draft, token: bytes, *, size: int) -> bytes:
    """Lock a draft with the token of the personal link; every draft of this size comes out equally long."""
    plain = json.dumps(asdict(draft), ensure_ascii=False, separators=(",", ":")).encode()
    if len(plain) >= size:
        raise ValueError(f"a draft of {len(plain)} bytes does not fit in {size}")
    return SecretBox(_key(token)).encrypt(sodium_pad(plain, size))


def unlock(locked: bytes | None, token: bytes, *, size: int) -> Draft:
    """Open a draft with the token; one that is missing or damaged is an empty one."""
    if locked is None:
        return Draft()
    try:
        plain = json.loads(sodium_unpad(SecretBox(_key(token)).decrypt(locked), size))
    except CryptoError:
        return Draft()
    return Draft(plain["answers"], plain["backgrounds"], plain["comments"], tuple(plain["left"]))


def _key(token: bytes) -> bytes:
    return blake2b(key=token, person=PURPOSE, digest_size=SecretBox.KEY_SIZE).digest()
