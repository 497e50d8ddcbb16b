"""What time it is; the demonstration can make tomorrow come."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path


def _system() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Clock:
    """The time of the product: that of the system, moved by whole days if a file says so."""

    file: Path | None = None
    source: Callable[[], datetime] = _system

    def now(self) -> datetime:
        """Give the present moment, in UTC."""
        return self.source() + timedelta(days=self._days())

    def next_day(self) -> None:
        """Move the clock of the demonstration one day ahead, for good; ValueError where the clock has no file."""
        if self.file is None:
            raise ValueError("this clock cannot be moved")
        self.file.write_text(str(self._days() + 1))

    def _days(self) -> int:
        return int(self.file.read_text()) if self.file and self.file.exists() else 0
