"""Servers on loopback that live as long as a benchmark needs them."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks import floor_server

HOST = "127.0.0.1"
PATIENCE = 60.0


@contextmanager
def running(command: Sequence[str | Path], environment: Mapping[str, str], port: int) -> Iterator[int]:
    """Start a server, give its port once it answers there, and end it afterwards."""
    with subprocess.Popen(command, env=environment) as server:
        try:
            wait_for(server, port)
            yield port
        finally:
            server.terminate()


@contextmanager
def floor_serving(environment: Mapping[str, str]) -> Iterator[int]:
    """Start the floor's server."""
    port = free_port()
    with running([sys.executable, "-m", floor_server.__name__, str(port)], environment, port):
        yield port


def free_port() -> int:
    """Find a port that nobody uses now."""
    with socket.create_server((HOST, 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    """Wait until a connection is taken; TimeoutError when that takes too long or the server ended."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            socket.create_connection((HOST, port)).close()
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"no server on port {port}")
