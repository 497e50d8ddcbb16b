"""A table as CSV: comma, UTF-8, a header, numbers with every digit and a point, nothing where there is no value."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO

from app.exports.cells import Value

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, Value]]) -> str:
    """Write rows under a header; True and False become 1 and 0."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_written(row.get(column)) for column in columns] for row in rows)
    return text.getvalue()


def _written(value: Value) -> Value:
    """Keep a text from being run as a formula: an apostrophe before it makes it a text everywhere."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value
