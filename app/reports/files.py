"""Reports as files: made, and sent."""

from fastapi.responses import Response

from app.models import ReportKind
from app.reports.content import Content, Progress
from app.reports.presenting import presentation
from app.reports.printing import printed

TYPES = {
    ReportKind.SLIDES: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ReportKind.PAPER: "application/pdf",
}


def made(content: Content, kind: ReportKind, template: bytes, *, told: Progress) -> bytes:
    """Make the file of a report."""
    return presentation(content, template, told=told) if kind is ReportKind.SLIDES else printed(content)


def sent(content: bytes, kind: ReportKind, name: str) -> Response:
    """Send a file to be kept."""
    return Response(content, media_type=TYPES[kind], headers={"Content-Disposition": f'attachment; filename="{name}"'})
