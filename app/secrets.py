"""Secrets that travel in a link, in a cookie or on paper; only their hash is stored."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from contextlib import suppress
from hashlib import sha256
from secrets import choice, token_bytes
from threading import Lock

from nacl.exceptions import InvalidkeyError
from nacl.pwhash import argon2id
from nacl.secret import SecretBox

LENGTH = 32
COST = (2, 19 * 1024 * 1024)
"""Rounds and bytes of Argon2id, as OWASP's password storage cheat sheet advises at the least."""
_STRETCHING = Lock()  # one at a time: many at once would fill the memory
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""What typed codes are made of: no I, L, O or U, so that nothing is taken for something else."""
LOOKALIKES = str.maketrans("ILO", "110")


def new_secret() -> bytes:
    """Make 256 random bits."""
    return token_bytes(LENGTH)


def hashed(secret: bytes) -> bytes:
    """Give what is stored of a secret; 256 random bits need no slow hash."""
    return sha256(secret).digest()


def written(secret: bytes) -> str:
    """Write a secret so that it fits in an address or a cookie."""
    return urlsafe_b64encode(secret).rstrip(b"=").decode()


def parsed(text: str) -> bytes:
    """Read a secret back; what is no secret at all becomes one that nobody has."""
    try:
        return urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (Error, ValueError):
        return b""


def new_code(length: int) -> str:
    """Make a code that somebody can read aloud and type: 5 random bits for each sign."""
    return "".join(choice(SIGNS) for _ in range(length))


def typed(text: str) -> str:
    """Read what somebody typed for a code: capitals, spaces and dashes do not matter, and lookalikes are meant well."""
    return "".join(sign for sign in text.upper() if sign.isalnum()).translate(LOOKALIKES)


def stretched(code: str, salt: bytes) -> bytes:
    """Make a key of a short code, 32 bytes, so slowly that nobody tries them all (Argon2id)."""
    with _STRETCHING:
        return argon2id.kdf(SecretBox.KEY_SIZE, code.encode(), salt[: argon2id.SALTBYTES], *COST)


def slowly_hashed(code: str) -> str:
    """Give what is stored of a short code (Argon2id)."""
    with _STRETCHING:
        return argon2id.str(code.encode(), *COST).decode()


def slowly_matches(code: str, stored: str) -> bool:
    """Compare a short code with what is stored of one."""
    with _STRETCHING, suppress(InvalidkeyError):
        return argon2id.verify(stored.encode(), code.encode())
    return False
