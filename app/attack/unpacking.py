"""What a file says, whatever it is packed in: an archive part by part, a file for SPSS with all of its labels."""

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pyreadstat

from app.attack.papers import PDF, text_of_pdf

ZIP, SAV = b"PK\x03\x04", b"$FL2"


def text_of(body: bytes) -> str:
    """Write the body of an answer as text, a packed one with everything that is inside it."""
    if body.startswith(ZIP):
        return _archive(body)
    if body.startswith(PDF):
        return text_of_pdf(body)
    return _sav(body) if body.startswith(SAV) else body.decode(errors="replace")


def _archive(body: bytes) -> str:
    """Lay the parts of an archive out, an element a line; an archive inside it is opened too."""
    with ZipFile(BytesIO(body)) as archive:
        parts = [f"{entry.filename} {entry.date_time}\n{text_of(archive.read(entry))}" for entry in archive.infolist()]
    return "\n".join(parts).replace("><", ">\n<")


def _sav(body: bytes) -> str:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file.sav"
        path.write_bytes(body)
        frame, about = pyreadstat.read_sav(path, user_missing=True)
    said = (about.file_label, *about.notes, *about.column_labels, about.creation_time, about.variable_value_labels)
    return "\n".join([*map(str, said), frame.to_csv(index=False)])
