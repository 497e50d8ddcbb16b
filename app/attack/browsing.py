"""A browser without a network: it asks the application itself, and keeps what comes back."""

from asyncio import Runner
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from types import TracebackType
from typing import Self

from starlette.types import ASGIApp, Message, Scope

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
    """Asks as one person, with the cookies of that person; it follows nothing by itself."""

    app: ASGIApp
    language: str
    cookies: dict[str, str] = field(default_factory=dict)
    runner: Runner = field(default_factory=Runner)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        self.runner.close()

    def get(self, *addresses: str) -> list[Answer]:
        """Ask for pages, one after the other; many at once are quicker, for they share the threads that are made."""
        return self.runner.run(self._all("GET", addresses))

    def post(self, address: str) -> Answer:
        """Press a button that sends nothing along."""
        return self.runner.run(self._ask("POST", address))

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
        return Answer(start["status"], told, body.decode(errors="replace"))

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
