"""What a PDF file says, for comparing: every part of it, unpacked.

Its texts are numbers of glyphs, and its drawings numbers of places on paper: none of them is a figure,
so each line of a packed part is written as one word.
"""

import re
from base64 import b32encode
from zlib import decompress, error

PDF = b"%PDF"
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


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
