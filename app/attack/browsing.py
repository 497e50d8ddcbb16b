"""A browser without a network: it asks the application itself, and keeps what comes back."""

from asyncio import Runner
from collections.abc import Coroutine, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from http.cookies import SimpleCookie
from types import TracebackType
from typing import Any, Self, TypeVar

from starlette.types import ASGIApp, Message, Scope

from app.attack.papers import text_of

Given = TypeVar("Given")
TELL_NOTHING = frozenset({"content-length", "set-cookie"})
"""Headers that are left out: the length of what is compared anyway, and secrets of chance."""


@dataclass(frozen=True)
class Answer:
    """What the application answered to one request."""

    status: int
    headers: tuple[tuple[str, str], ...]
    text: str

    @property
    def location(self) -> str | None:
        """Where a redirect leads."""
        return dict(self.headers).get("location")


@dataclass
class Browser:
    """Asks as one person, with the cookies of that person; it follows nothing by itself.

    It has a loop in a thread of its own, so that it can be used where another loop runs.
    """

    app: ASGIApp
    language: str
    cookies: dict[str, str] = field(default_factory=dict)
    _runner: Runner = field(default_factory=Runner)
    _thread: ThreadPoolExecutor = field(default_factory=partial(ThreadPoolExecutor, 1))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        self._thread.submit(self._runner.close).result()
        self._thread.shutdown()

    def get(self, *addresses: str) -> list[Answer]:
        """Ask for pages, one after the other; many at once are quicker, for they share the threads that are made."""
        return self._run(self._all("GET", addresses))

    def post(self, address: str) -> Answer:
        """Press a button that sends nothing along."""
        return self._run(self._ask("POST", address))

    def _run(self, asking: Coroutine[Any, Any, Given]) -> Given:
        return self._thread.submit(self._runner.run, asking).result()

    async def _all(self, method: str, addresses: Sequence[str]) -> list[Answer]:
        return [await self._ask(method, address) for address in addresses]

    async def _ask(self, method: str, address: str) -> Answer:
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        await self.app(self._scope(method, address), receive, send)
        start = next(message for message in sent if message["type"] == "http.response.start")
        headers = [(name.decode().lower(), value.decode()) for name, value in start["headers"]]
        self._keep_cookies(headers)
        body = b"".join(message.get("body", b"") for message in sent if message["type"] == "http.response.body")
        told = tuple(header for header in headers if header[0] not in TELL_NOTHING)
        text = text_of(body)
        return Answer(start["status"], told, text)

    def _scope(self, method: str, address: str) -> Scope:
        path, _, query = address.partition("?")
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"host": "attack.invalid", "accept-language": self.language, "cookie": cookies}
        return {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": _encoded(headers),
            "client": ("127.0.0.1", 1),
            "server": ("attack.invalid", 80),
        }

    def _keep_cookies(self, headers: list[tuple[str, str]]) -> None:
        for name, value in headers:
            if name == "set-cookie":
                self.cookies |= {key: morsel.value for key, morsel in SimpleCookie(value).items()}


def _encoded(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode()) for name, value in headers.items()]
