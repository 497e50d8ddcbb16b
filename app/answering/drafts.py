"""Answers on their way: kept between pages, locked so that the server alone cannot read them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
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
    mark
        Who kept this and for the how manieth time: see `app.answering.keeping`.
    """

    answers: Mapping[str, int] = field(default_factory=dict)
    backgrounds: Mapping[str, str] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    left: tuple[int, ...] = ()
    mark: str = ""


def draft_key(token: bytes, device: bytes) -> bytes:
    """Make the key of a draft, 32 bytes: it takes the personal link and the secret of the device together."""
    return blake2b(device, key=token, person=PURPOSE, digest_size=SecretBox.KEY_SIZE).digest()


def lock(draft: Draft, key: bytes, *, size: int) -> bytes:
    """Lock a draft; every draft of this size comes out equally long."""
    plain = json.dumps(vars(draft), ensure_ascii=False, separators=(",", ":")).encode()
    if len(plain) >= size:
        raise ValueError(f"a draft of {len(plain)} bytes does not fit in {size}")
    return SecretBox(key).encrypt(sodium_pad(plain, size))


def unlock(locked: bytes | None, key: bytes, *, size: int) -> Draft | None:
    """Open a draft; none at all is an empty one. None when it was locked with another key: on another device."""
    if locked is None:
        return Draft()
    try:
        plain = json.loads(sodium_unpad(SecretBox(key).decrypt(locked), size))
    except CryptoError:
        return None
    return Draft(**plain | {"left": tuple(plain["left"])})
