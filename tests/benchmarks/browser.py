"""A browser without a window: one connection, cookies, redirects. It does little, so that it measures the server."""

import asyncio
import re
import time
from dataclasses import dataclass, field

from tests.benchmarks.servers import HOST

LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
LOCATION = re.compile(rb"\r\nlocation: ([^\r]+)", re.IGNORECASE)
COOKIE = re.compile(rb"\r\nset-cookie: ([^=]+)=([^;\r]*)", re.IGNORECASE)
REDIRECTS = range(300, 400)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server sent."""

    status: int
    head: bytes
    body: bytes


@dataclass
class Browser:
    """A browser with one open connection.

    Attributes
    ----------
    waits
        Seconds that each request took.
    address
        The path of the page that is open.
    """

    port: int
    waits: list[float] = field(default_factory=list)
    address: str = "/"
    cookies: dict[bytes, bytes] = field(default_factory=dict)
    _streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    def forget(self) -> None:
        """Drop all cookies: the next visitor is somebody else."""
        self.cookies.clear()

    async def visit(self, path: str, form: bytes | None = None, accept: str = "identity") -> Answer:
        """Go to a page, with a form or without, and follow where it leads."""
        answer = await self._ask(path, form, accept)
        while answer.status in REDIRECTS and (where := LOCATION.search(answer.head)):
            path = where[1].decode()
            answer = await self._ask(path, None, accept)
        self.address = path
        return answer

    async def open(self, path: str, accept: str = "identity") -> Answer:
        """Go to a page that must be there; LookupError when it is not."""
        answer = await self.visit(path, accept=accept)
        if answer.status != 200:
            raise LookupError(f"{path} answers {answer.status}")
        return answer

    async def sign_in(self, path: str) -> None:
        """Press the button behind a sign-in link."""
        await self.visit(path, b"")

    async def close(self) -> None:
        """Hang up."""
        if self._streams:
            self._streams[1].close()
            await self._streams[1].wait_closed()
            self._streams = None

    async def _ask(self, path: str, form: bytes | None, accept: str) -> Answer:
        if self._streams is None:
            self._streams = await asyncio.open_connection(HOST, self.port)
        reader, writer = self._streams
        begin = time.perf_counter()
        writer.write(self._request(path, form, accept))
        head = await reader.readuntil(b"\r\n\r\n")
        length = LENGTH.search(head)
        body = await reader.readexactly(int(length[1])) if length else await _chunks(reader)
        self.waits.append(time.perf_counter() - begin)
        self.cookies.update(COOKIE.findall(head))
        return Answer(int(head[9:12]), head, body)

    def _request(self, path: str, form: bytes | None, accept: str) -> bytes:
        head = f"{'GET' if form is None else 'POST'} {path} HTTP/1.1\r\nHost: {HOST}:{self.port}\r\n"
        head += f"Accept: text/html\r\nAccept-Encoding: {accept}\r\n"
        lines = [head.encode()]
        if self.cookies:
            lines.append(b"Cookie: " + b"; ".join(b"%b=%b" % cookie for cookie in self.cookies.items()) + b"\r\n")
        if form is not None:
            lines.append(b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n" % len(form))
        return b"".join([*lines, b"\r\n", form or b""])


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    """Read a body that comes in pieces with their sizes."""
    pieces = []
    while size := int(await reader.readline(), 16):
        pieces.append(await reader.readexactly(size))
        await reader.readline()
    await reader.readline()
    return b"".join(pieces)
