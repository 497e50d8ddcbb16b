"""Reports as files: their names, and how they are sent."""

import re
from unicodedata import normalize

from fastapi.responses import Response

from app.models import ReportKind
from app.reports.content import Content, Progress
from app.reports.presenting import presentation
from app.reports.printing import printed

TYPES = {
    ReportKind.SLIDES: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ReportKind.PAPER: "application/pdf",
}
OTHER = re.compile(r"[^a-z0-9]+")
LONGEST = 60


def made(content: Content, kind: ReportKind, template: bytes, *, told: Progress) -> bytes:
    """Make the file of a report."""
    return presentation(content, template, told=told) if kind is ReportKind.SLIDES else printed(content)


def file_name(parts: tuple[str, ...], kind: str) -> str:
    """Make a name that every system takes: small letters and digits, a dash between the parts."""
    plain = (normalize("NFKD", part).encode("ascii", "ignore").decode().lower() for part in parts)
    return "-".join(OTHER.sub("-", part).strip("-")[:LONGEST] for part in plain) + f".{kind}"


def sent(content: bytes, kind: ReportKind, name: str) -> Response:
    """Send a file to be kept."""
    return Response(content, media_type=TYPES[kind], headers={"Content-Disposition": f'attachment; filename="{name}"'})
