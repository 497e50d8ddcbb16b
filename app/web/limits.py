"""How often somebody may guess. Failures count, successes do not: a whole office sits behind one address."""

from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2b
from ipaddress import ip_address, ip_network
from secrets import token_bytes

from fastapi import Request

from app.errors import TooManyTries

WINDOW = timedelta(minutes=1)
PER_NETWORK, IN_TOTAL = 10, 100
EVERYWHERE = b""
PREFIX = {4: 24, 6: 56}


@dataclass
class Failures:
    """Wrong guesses of the last minute, in memory alone; a network is known by a hash with a key that lasts a day."""

    _key: tuple[object, bytes] = (None, b"")
    _moments: defaultdict[bytes, deque[datetime]] = field(default_factory=lambda: defaultdict(deque))

    def check(self, request: Request, *, now: datetime) -> None:
        """Refuse where too many guesses were wrong; TooManyTries says so."""
        for name, most in ((self._network(request, now), PER_NETWORK), (EVERYWHERE, IN_TOTAL)):
            if len(self._recent(name, now)) >= most:
                raise TooManyTries

    def count(self, request: Request, *, now: datetime) -> None:
        """Count a wrong guess."""
        for name in (self._network(request, now), EVERYWHERE):
            self._recent(name, now)
            self._moments[name].append(now)

    def _recent(self, name: bytes, now: datetime) -> deque[datetime]:
        moments = self._moments.get(name, deque())
        while moments and moments[0] <= now - WINDOW:
            moments.popleft()
        if not moments:
            self._moments.pop(name, None)
        return moments

    def _network(self, request: Request, now: datetime) -> bytes:
        if self._key[0] != now.date():
            self._key = (now.date(), token_bytes(32))
        return blake2b(_network(request).encode(), key=self._key[1], digest_size=16).digest()


def _network(request: Request) -> str:
    host = request.client.host if request.client else ""
    try:
        return str(ip_network((host, PREFIX[ip_address(host).version]), strict=False))
    except ValueError:
        return host
