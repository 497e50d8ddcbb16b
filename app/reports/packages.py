"""The same report twice is the same file: whatever the libraries write down of the moment is set to a given one."""

import re
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

WRITTEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
BOOK = ".xlsx"
CORE = "docProps/core.xml"


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
    return content
