"""An organisation's own template: what is refused and why, and what slides take from it."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest
from fastapi.testclient import TestClient
from pptx import Presentation
from pptx.util import Inches
from sqlmodel import Session, col, select

from app.models import Action, AuditEntry, Report, ReportTemplate
from app.reports import checking
from app.reports.checking import Fault, faults
from app.reports.default_template import default_template
from app.reports.palette import contrast
from tests.app import cast
from tests.app.reports.reading import Tell, charts, deck, outside, titles
from tests.app.reports.test_asking import ask, finished
from tests.app.results.factories import Closed
from tests.app.results.page import words

Change = Callable[[dict[str, bytes]], None]


def changed(change: Change, source: bytes | None = None) -> bytes:
    """Make our template with other parts."""
    with ZipFile(BytesIO(source or default_template())) as old:
        found = {name: old.read(name) for name in old.namelist()}
    change(found)
    file = BytesIO()
    with ZipFile(file, "w") as new:
        for name, content in found.items():
            new.writestr(name, content)
    return file.getvalue()


def plain() -> bytes:
    """Make a template of the library's own: 4:3, eleven layouts, with a slide in it."""
    made = Presentation()
    made.slides.add_slide(made.slide_layouts[5]).shapes.title.text = "An example of ours"
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def without(layout: str) -> bytes:
    """Take one layout out of ours."""
    made = Presentation(BytesIO(default_template()))
    made.slide_layouts.remove(made.slide_layouts.get_by_name(layout))
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def squeezed() -> bytes:
    """Leave no room under the title."""
    made = Presentation(BytesIO(default_template()))
    made.slide_layouts.get_by_name("Title Only").placeholders[0].height = Inches(5)
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def add_macro(parts: dict[str, bytes]) -> None:
    parts["ppt/vbaProject.bin"] = b"Sub AutoOpen()"


def say_macro(parts: dict[str, bytes]) -> None:
    kind = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        kind, b"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"
    )


def lead_outside(parts: dict[str, bytes]) -> None:
    name = "ppt/_rels/presentation.xml.rels"
    link = b'<Relationship Id="rId99" Type="x" Target="https://example.org/logo.png" TargetMode="External"/>'
    parts[name] = parts[name].replace(b"</Relationships>", link + b"</Relationships>")


def expand_entities(parts: dict[str, bytes]) -> None:
    name = "ppt/_rels/presentation.xml.rels"
    parts[name] = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>'


def drop_presentation(parts: dict[str, bytes]) -> None:
    del parts["ppt/presentation.xml"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", [Fault.EMPTY]),
        (b"a letter", [Fault.NO_PRESENTATION]),
        (b"PK\x03\x04 torn", [Fault.NO_PRESENTATION]),
        (b"x" * (checking.LARGEST + 1), [Fault.TOO_LARGE]),
        (changed(add_macro), [Fault.MACROS]),
        (changed(say_macro), [Fault.MACROS]),
        (changed(lead_outside), [Fault.EXTERNAL]),
        (changed(drop_presentation), [Fault.NO_PRESENTATION]),
        (without("Title Slide"), [Fault.NO_COVER]),
        (without("Title Only"), [Fault.NO_CONTENT]),
        (squeezed(), [Fault.NO_ROOM]),
        (default_template(), []),
        (plain(), []),
    ],
    ids=[
        "empty",
        "a letter",
        "torn",
        "large",
        "macro",
        "macro kind",
        "outside",
        "no presentation",
        "no cover",
        "no content",
        "no room",
        "ours",
        "the library's",
    ],
)
def test_what_is_the_matter_is_named(content: bytes, expected: list[Fault]) -> None:
    assert [each.fault for each in faults(content)] == expected


def test_a_file_that_unpacks_to_more_than_memory_is_not_unpacked() -> None:
    file = BytesIO()
    with ZipFile(file, "w", compression=8) as package:
        package.writestr("[Content_Types].xml", b"")
        package.writestr("ppt/media/image1.bmp", b"\0" * (checking.LARGEST_UNPACKED + 1))

    assert [each.fault for each in faults(file.getvalue())] == [Fault.TOO_LARGE]


def test_entities_are_not_looked_up() -> None:
    assert "hostname" not in str(faults(changed(expand_entities)))


def test_where_it_leads_outside_and_which_layout_is_told() -> None:
    assert faults(changed(lead_outside))[0].where == "https://example.org/logo.png"
    assert faults(squeezed())[0].where == "Title Only"


def test_slides_fit_into_another_template_and_its_own_slides_are_gone(tell: Tell) -> None:
    opened = deck(tell("Noord"), plain())

    assert opened.slide_width == Inches(10)
    assert outside(opened) == []
    assert "An example of ours" not in titles(opened)
    assert len(list(charts(opened))) > 5


def test_texts_and_charts_name_no_font_of_their_own(tell: Tell) -> None:
    opened = deck(tell("Noord"), plain())
    elements = [*(slide._element for slide in opened.slides), *(chart._chartSpace for chart in charts(opened))]

    assert [font.get("typeface") for each in elements for font in each.iter("{*}latin")] == []


def template_page(sample: Closed) -> str:
    return f"/organisations/{sample.organisation.id}/report-template"


def send(client: TestClient, sample: Closed, content: bytes, name: str = "huisstijl.pptx") -> tuple[int, str]:
    """Send a file as the page does; give the status and the words of what comes back."""
    page = template_page(sample)
    data = {"csrf": cast.token(client, page)}
    response = client.post(page, data=data, files={"template": (name, content, "application/octet-stream")})
    return response.status_code, response.text


def kept(session: Session) -> list[str]:
    """Name the templates that are stored."""
    names = list(session.exec(select(ReportTemplate.name)).all())
    session.commit()
    return names


def logged(session: Session) -> list[tuple[Action, dict[str, str]]]:
    """Read what the audit log says of templates."""
    query = select(AuditEntry).where(col(AuditEntry.action).in_([Action.USE_TEMPLATE, Action.DROP_TEMPLATE]))
    return [(entry.action, entry.details) for entry in session.exec(query.order_by(col(AuditEntry.number)))]


def test_hr_uses_a_template_of_its_own_and_takes_it_away_again(
    hr: TestClient, session: Session, sample: Closed
) -> None:
    own = plain()
    long = finished(hr, ask(hr, sample, scope="whole", kind="pptx"))
    assert send(hr, sample, own, "C:\\stijl\\huisstijl.pptx")[0] == 303

    assert kept(session) == ["huisstijl.pptx"]
    assert hr.get(f"{template_page(sample)}.pptx").content == own
    slides = Presentation(BytesIO(hr.get(f"{sample.address('Noord')}/report.pptx").content))
    assert slides.slide_width == Inches(10)
    assert hr.get(long).status_code == 404
    assert "huisstijl.pptx" in hr.get(f"{sample.address('Noord')}/reports").text

    page = template_page(sample)
    assert hr.post(page, data={"csrf": cast.token(hr, page), "remove": "yes"}).status_code == 303
    assert hr.get(f"{page}.pptx").content == default_template()
    assert kept(session) == []
    assert session.exec(select(Report.id)).all() == []
    assert logged(session) == [(Action.USE_TEMPLATE, {"file": "huisstijl.pptx"}), (Action.DROP_TEMPLATE, {})]


def test_a_second_template_takes_the_place_of_the_first(hr: TestClient, session: Session, sample: Closed) -> None:
    assert send(hr, sample, plain())[0] == 303
    assert send(hr, sample, default_template(), "tweede.pptx")[0] == 303

    assert kept(session) == ["tweede.pptx"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Er is geen bestand verstuurd"),
        (b"a letter", "Dit is geen PowerPoint-presentatie"),
        (changed(add_macro), "Er zitten macro's in"),
        (changed(lead_outside), "https://example.org/logo.png"),
        (without("Title Only"), "'Alleen titel'"),
    ],
    ids=["empty", "a letter", "macro", "outside", "no content"],
)
def test_what_cannot_be_used_is_refused_in_words_and_nothing_changes(
    hr: TestClient, session: Session, sample: Closed, content: bytes, said: str
) -> None:
    status, text = send(hr, sample, content)

    assert status == 422
    assert said in words(text)
    assert "Er is niets veranderd" in words(text)
    assert kept(session) == []


def test_a_text_instead_of_a_file_is_no_file(hr: TestClient, sample: Closed) -> None:
    page = template_page(sample)
    response = hr.post(page, data={"csrf": cast.token(hr, page), "template": "PK"})

    assert response.status_code == 422


def test_what_is_far_too_large_is_not_even_read(hr: TestClient, sample: Closed) -> None:
    page = template_page(sample)

    assert hr.post(page, content=b"x", headers={"content-length": str(3 * checking.LARGEST)}).status_code == 413


def test_only_hr_chooses_the_template(consultant: TestClient, sample: Closed) -> None:
    page = template_page(sample)

    assert consultant.get(page).status_code == 404
    assert consultant.get(f"{page}.pptx").status_code == 404
    assert "Een ander sjabloon kiezen" not in consultant.get(f"{sample.address('Noord')}/reports").text


def test_strangers_find_no_template(stranger: TestClient, sample: Closed) -> None:
    assert stranger.get(template_page(sample)).status_code == 404


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("000000", "ffffff") == pytest.approx(21)
    assert contrast("777777", "ffffff") == pytest.approx(4.48, abs=0.01)
