"""The key directory: what must never lie in the database or in its backups."""

import os
import secrets
import stat
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from hmac import digest
from pathlib import Path
from tempfile import TemporaryFile
from uuid import UUID

from nacl.public import PrivateKey

from app.errors import KeyProblem


@dataclass(frozen=True)
class KeyStore:
    """Keys in files that only the user who runs the product can read.

    Every measurement has a private key of its own, until it is destroyed: it opens the envelopes, and the tokens of the
    personal links are made with it, so that a draft in an old backup goes with it too. `forms.key` signs forms,
    and makes the tokens of links to team talks.
    """

    folder: Path

    def prepare(self) -> None:
        """Make the directory and the form key where they are missing; KeyProblem when others could read a key."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise KeyProblem(f"the key directory {self.folder} cannot be made ({error.strerror})") from error
        try:
            with TemporaryFile(dir=self.folder):
                pass
            if not self._forms.exists():
                with suppress(FileExistsError):  # another process was first
                    _write_once(self._forms, secrets.token_bytes(32))
        except OSError as error:
            raise KeyProblem(f"nothing can be written in the key directory {self.folder} ({error.strerror})") from error
        for path in (self.folder, *self.folder.iterdir()):
            if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
                raise KeyProblem(f"{path} can be read by others: take away the rights of group and others (chmod go=)")

    def stand_apart(self, *copied: Path) -> None:
        """Make sure that the keys do not go along when one of these folders is copied; KeyProblem when they would."""
        keys = self.folder.resolve()
        for folder in map(Path.resolve, copied):
            if keys.is_relative_to(folder) or folder.is_relative_to(keys):
                raise KeyProblem(
                    f"the key directory {keys} and {folder} lie in one another: give the keys (KEYS_DIR) "
                    "a place that is in no copy of the database"
                )

    def require(self, measurement_ids: Sequence[UUID]) -> None:
        """Make sure that the directory was not lost; KeyProblem when it is gone and measurements need it."""
        if measurement_ids and not self.folder.exists():
            raise KeyProblem(
                f"the key directory {self.folder} is not there, and {len(measurement_ids)} measurement(s) need a key "
                "in it: put it back, or correct KEYS_DIR"
            )

    def opens(self, measurement_id: UUID, public_key: bytes) -> PrivateKey:
        """Read the private key that belongs to a public one; KeyProblem when it is not there or another one."""
        private = self.private_key(measurement_id)
        if bytes(private.public_key) != public_key:
            path = self._private(measurement_id)
            raise KeyProblem(f"{path} does not open these envelopes: put back the key that was made at launch")
        return private

    @cached_property
    def signing_key(self) -> bytes:
        """The key that signs forms, 32 bytes; read once, for every page needs it."""
        return _read(self._forms)

    def link_key(self, measurement_id: UUID) -> bytes:
        """Give the key that the tokens of a measurement's personal links are made with, 32 bytes."""
        return digest(bytes(self.private_key(measurement_id)), b"personal links", sha256)

    @property
    def talk_key(self) -> bytes:
        """The key that the tokens of links to team talks are made with, 32 bytes."""
        return digest(self.signing_key, b"team talks", sha256)

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
    def _forms(self) -> Path:
        return self.folder / "forms.key"

    def _private(self, measurement_id: UUID) -> Path:
        return self.folder / f"{measurement_id}.key"


def link_token(link_key: bytes, row_id: UUID) -> bytes:
    """Make the token of an invitation or another link, 32 bytes; the same each time, so that it can be given again."""
    return digest(link_key, row_id.bytes, sha256)


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
