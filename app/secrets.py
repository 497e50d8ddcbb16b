"""Secrets that travel in a link or a cookie; only their hash is stored."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from hashlib import sha256
from secrets import token_bytes

LENGTH = 32


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
