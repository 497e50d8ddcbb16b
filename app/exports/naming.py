"""The names of files, in plain letters that every system takes."""

import re
from unicodedata import normalize

LONGEST = 40  # signs of each part


def result_name(organisation: str, measurement: str, unit: str, kind: str) -> str:
    """Name a file after what it is about; the organisation as a whole is named once."""
    return file_name(organisation, measurement, "" if unit == organisation else unit, kind=kind)


def file_name(*parts: str, kind: str) -> str:
    """Name a file by its parts, a dash between them; the kind brings its ending along."""
    return "-".join(part for part in (*map(_plain, parts), kind) if part)


def _plain(text: str) -> str:
    """Write a text in small letters, digits and single dashes."""
    letters = normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:LONGEST].strip("-")
