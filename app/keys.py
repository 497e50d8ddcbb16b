"""The key directory: what must never lie in the database or in its backups."""

import os
import secrets
import stat
from dataclasses import dataclass
from hashlib import sha256
from hmac import digest
from pathlib import Path
from uuid import UUID

from nacl.public import PrivateKey

from app.errors import KeyProblem


@dataclass(frozen=True)
class KeyStore:
    """Keys in files that only the user who runs the product can read.

    `links.key` makes the tokens of personal links; every open measurement has a private key of its own.
    """

    folder: Path

    def prepare(self) -> None:
        """Make the directory and the link key where they are missing; KeyProblem when others could read a key."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not self._links.exists():
            _write_once(self._links, secrets.token_bytes(32))
        for path in (self.folder, *self.folder.iterdir()):
            if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
                raise KeyProblem(f"{path} can be read by others: take away the rights of group and others (chmod go=)")

    def token(self, invitation_id: UUID) -> bytes:
        """Make the token of an invitation, 32 bytes; the same each time, so that a link can be sent again."""
        return digest(_read(self._links), invitation_id.bytes, sha256)

    def signing_key(self) -> bytes:
        """Give a key for signing form tokens, 32 bytes."""
        return digest(_read(self._links), b"forms", sha256)

    def create(self, measurement_id: UUID) -> bytes:
        """Make the key pair of a measurement and return the public half; the private half stays in its file."""
        private = PrivateKey.generate()
        _write_once(self._private(measurement_id), bytes(private))
        return bytes(private.public_key)

    def private_key(self, measurement_id: UUID) -> PrivateKey:
        """Read the private key of a measurement; KeyProblem when it is not there or damaged."""
        raw = _read(self._private(measurement_id))
        if len(raw) != PrivateKey.SIZE:
            raise KeyProblem(f"{self._private(measurement_id)} is damaged: put back the file that was made at launch")
        return PrivateKey(raw)

    def destroy(self, measurement_id: UUID) -> None:
        """Overwrite and remove the private key of a measurement; fine when it is gone already."""
        path = self._private(measurement_id)
        if path.exists():
            with path.open("r+b") as file:
                file.write(secrets.token_bytes(PrivateKey.SIZE))
                os.fsync(file.fileno())
            path.unlink()

    @property
    def _links(self) -> Path:
        return self.folder / "links.key"

    def _private(self, measurement_id: UUID) -> Path:
        return self.folder / f"{measurement_id}.key"


def _write_once(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise KeyProblem(f"{path} cannot be read ({error.strerror}): put back the key directory") from error
