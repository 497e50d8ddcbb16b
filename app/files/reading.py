"""Survey files from elsewhere: comma-separated, UTF-8, with a header, one respondent per row."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from app.files.errors import BadInput
from app.web.i18n import Language

if TYPE_CHECKING:
    from _csv import Reader

CHUNK = 1 << 14  # rows read at a time
OTHER_MARKS = (";", "\t", "|")

Column = tuple[str, ...]


@dataclass(frozen=True)
class SurveyFile:
    """A file to read, and the language to say in what is wrong with it."""

    path: Path
    words: Language

    def columns(self, names: Sequence[str]) -> Iterator[list[Column]]:
        """Read these columns, some thousand rows at a time, with values as they stand; empty lines do not count.

        Raises
        ------
        BadInput
            When the file is no such file, or lacks a column: with the row and the column.
        """
        rows = 0
        with self._opened() as reader:
            header = [name.strip() for name in next(reader, [])]
            places = self._places(header, names)
            while lines := list(islice(reader, CHUNK)):
                if values := [line for line in lines if line]:
                    table = self._turned(values, header, rows)
                    yield [table[place] for place in places]
                    rows += len(values)
        if not rows:
            raise BadInput(self.words.gettext("%(file)s has no rows below the column names.", file=self.path))

    @contextmanager
    def _opened(self) -> Iterator["Reader"]:
        """Open the file as CSV; what cannot be read is said with the line that it stands on."""
        words, file, reader = self.words, self.path, None
        try:
            with file.open(encoding="utf-8-sig", newline="") as source:
                reader = csv.reader(source, strict=True)
                yield reader
        except UnicodeDecodeError as error:
            message = words.gettext(
                "%(file)s, line %(line)s: this is not UTF-8 text. Save the file as CSV UTF-8.",
                file=file,
                line=_garbled_line(file),
            )
            raise BadInput(message) from error
        except csv.Error as error:
            message = words.gettext(
                "%(file)s, up to line %(line)s: quotation marks do not fit together. Correct the quotation marks.",
                file=file,
                line=reader.line_num if reader else 1,
            )
            raise BadInput(message) from error
        except FileNotFoundError as error:
            raise BadInput(words.gettext("%(file)s is not there.", file=file)) from error
        except OSError as error:
            raise BadInput(
                words.gettext("%(file)s cannot be read: %(reason)s.", file=file, reason=error.strerror)
            ) from error

    def _places(self, header: Sequence[str], names: Sequence[str]) -> list[int]:
        """Find the columns in the header."""
        words, file = self.words, self.path
        if not any(header):
            raise BadInput(words.gettext("%(file)s is empty.", file=file))
        absent = [name for name in names if name not in header]
        if absent and (mark := next((mark for mark in OTHER_MARKS if mark in "".join(header)), None)):
            message = words.gettext(
                "%(file)s, row with column names: there is %(mark)s between the names. Save it with commas instead.",
                file=file,
                mark=repr(mark),
            )
            raise BadInput(message)
        if absent:
            message = words.gettext(
                "%(file)s has no column %(absent)s. Its columns are %(present)s.",
                file=file,
                absent=", ".join(absent),
                present=", ".join(header),
            )
            raise BadInput(message)
        if twice := [name for name in names if header.count(name) > 1]:
            message = words.gettext(
                "%(file)s has more than one column %(name)s. Give each its own name.", file=file, name=twice[0]
            )
            raise BadInput(message)
        return [header.index(name) for name in names]

    def _turned(self, rows: Sequence[Sequence[str]], header: Sequence[str], before: int) -> list[Column]:
        """Turn rows into columns; a row with more or fewer values than names is refused, for none can be placed."""
        try:
            table: list[Column] = list(zip(*rows, strict=True))
        except ValueError:
            table = []
        if len(table) == len(header):
            return table
        place, row = next((place, row) for place, row in enumerate(rows, before + 1) if len(row) != len(header))
        message = self.words.gettext(
            "%(file)s, row %(row)s has %(found)s values and there are %(expected)s columns. Correct that row.",
            file=self.path,
            row=place,
            found=len(row),
            expected=len(header),
        )
        raise BadInput(message)


def _garbled_line(path: Path) -> int:
    """Find the first line that is not UTF-8."""
    with path.open("rb") as source:
        return next(number for number, line in enumerate(source, 1) if not _is_utf8(line))


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True
