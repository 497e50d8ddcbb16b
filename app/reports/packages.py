"""The same report twice is the same file: whatever the libraries write down of the moment is set to a given one."""

import re
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

WRITTEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
BOOK = ".xlsx"
CORE, ABOUT = "docProps/core.xml", "docProps/app.xml"
# numbers that are no figures: the version of another program, and how wide columns are
VERSION = re.compile(rb"<AppVersion>[^<]*</AppVersion>")
SHEET = "xl/worksheets/"
NUMBER = re.compile(rb"<v>(\d+\.\d+)</v>")
WIDTHS = re.compile(rb"<cols>.*?</cols>", re.DOTALL)


def settled(package: bytes, moment: datetime) -> bytes:
    """Write an Office file again, and the workbooks inside it, with one moment for all its parts."""
    file = BytesIO()
    with ZipFile(BytesIO(package)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = ZipInfo(name, moment.timetuple()[:6])
            part.compress_type = ZIP_DEFLATED
            new.writestr(part, _part(name, old.read(name), moment))
    return file.getvalue()


def _part(name: str, content: bytes, moment: datetime) -> bytes:
    if name.endswith(BOOK):
        return settled(content, moment)
    if name == CORE:
        return WRITTEN.sub(rb"\g<1>" + f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode(), content)
    if name == ABOUT:
        return VERSION.sub(b"", content)
    return NUMBER.sub(_short, WIDTHS.sub(b"", content)) if name.startswith(SHEET) else content


def _short(number: re.Match[bytes]) -> bytes:
    """Write 0.81 as it is: the library writes one digit more than a number has."""
    return f"<v>{float(number[1]):.15g}</v>".encode()
