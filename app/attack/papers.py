"""What a file says, for comparing: every part of it, unpacked; slides with the workbooks inside their charts.

The texts of a PDF file are numbers of glyphs, and its drawings numbers of places on paper: none of them is a figure,
so each line of a packed part is written as one word.
"""

import re
from base64 import b32encode
from io import BytesIO
from zipfile import ZipFile
from zlib import decompress, error

PDF, ZIP = b"%PDF", b"PK\x03\x04"
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def text_of(body: bytes) -> str:
    """Write the body of an answer as text."""
    if body.startswith(ZIP):
        return _archive(body)
    return text_of_pdf(body) if body.startswith(PDF) else body.decode(errors="replace")


def _archive(body: bytes) -> str:
    """Lay the parts of an archive out, an element a line; an archive inside it is opened too."""
    with ZipFile(BytesIO(body)) as archive:
        parts = [f"{entry.filename}\n{text_of(archive.read(entry))}" for entry in archive.infolist()]
    return "\n".join(parts).replace("><", ">\n<")


def text_of_pdf(body: bytes) -> str:
    """Write a PDF file as lines: first what is not packed, then the packed parts in their order."""
    bare = STREAM.sub(b"stream endstream", body)
    packed = (line for part in STREAM.findall(body) for line in _unpacked(part).split(b"\n"))
    return "\n".join(f"X{b32encode(line).decode().rstrip('=')}" for line in (*bare.split(b"\n"), *packed))


def _unpacked(part: bytes) -> bytes:
    try:
        return decompress(part)
    except error:
        return part
