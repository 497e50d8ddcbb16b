"""A report on paper: a tagged PDF that tells its language and its title, made without asking any network."""

from functools import cache
from pathlib import Path

from app.errors import NoPaper
from app.figures.colours import declarations
from app.reports.content import Content
from app.reports.paper import printed_page
from app.web.templates import environment

try:
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher
except OSError as error:  # it looks for the system's Pango as soon as it is imported; all but paper works without
    MISSING = str(error)
else:
    MISSING = ""

SHEET = Path(__file__).with_name("print.css")
TAGGED = "pdf/ua-1"


def must_print() -> None:
    """Refuse where the system lacks what paper needs; NoPaper says so."""
    if MISSING:
        raise NoPaper(MISSING)


def printed(content: Content) -> bytes:
    """Make the PDF of a report; the same content gives the same bytes."""
    must_print()
    page = printed_page(content)
    source = environment(content.texts.words.code).get_template(page.template).render(page.context())
    fetcher, fonts = URLFetcher(allowed_protocols=["data"]), FontConfiguration()
    sheet = CSS(string=_sheet(), font_config=fonts, url_fetcher=fetcher)
    document = HTML(string=source, url_fetcher=fetcher).render(stylesheets=[sheet], font_config=fonts)
    pdf: bytes = document.write_pdf(pdf_variant=TAGGED)
    return pdf


@cache
def _sheet() -> str:
    return declarations() + SHEET.read_text(encoding="utf-8")
