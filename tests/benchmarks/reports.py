"""A report of a whole organisation: reading it, and making forty slides of it or more."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from statistics import median
from time import perf_counter
from typing import Any, TypeVar
from uuid import UUID

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches
from sqlmodel import Session

from app.keys import KeyStore
from app.models import Measurement
from app.publishing import service as publishing
from app.reports.content import Content, read
from app.reports.default_template import default_template
from app.reports.presenting import presentation
from app.reports.printing import printed
from app.results.deps import UnitAccess
from app.results.reading import published
from app.results.texts import load_texts
from app.web.i18n import language
from tests.benchmarks.installation import Installation, installed
from tests.benchmarks.lines import Line, line, rounded

PEOPLE, TEAMS, ROUNDS = 300, 12, 3
MOST_SECONDS, LEAST_SLIDES = 10, 40
NAMES, VALUES = ("a", "b", "c", "d", "e", "f"), (1.0, 2.0, 3.0, 4.0, 5.0, 3.0)
Made = TypeVar("Made")


def run(people: int = PEOPLE, teams: int = TEAMS, rounds: int = ROUNDS) -> Line:
    """Read and make it; the floor is as many slides of the same library, each with as many charts and empty tables."""
    with installed() as place:
        measurement_id, _ = place.simulate(people, teams, answered=True)
        close(place, measurement_id)
        reading, content = timed(lambda: whole(place, measurement_id), 1)
    making, file = timed(lambda: presentation(content, default_template(), told=nobody), rounds)
    paper, _ = timed(lambda: printed(content), 1)
    opened = Presentation(BytesIO(file))
    floor, _ = timed(lambda: bare(opened), rounds)
    slides = len(opened.slides)
    return line(
        reading + making,
        "s",
        floor=floor,
        slides=slides,
        reading=rounded(reading),
        paper=rounded(paper),
        within=reading + making <= MOST_SECONDS,
        limits={"seconds": MOST_SECONDS},
        correct=slides >= max(LEAST_SLIDES, 3 * len(content.inside)) and len(content.inside) >= teams,
    )


def timed(work: Callable[[], Made], rounds: int) -> tuple[float, Made]:
    """Give the median of the seconds that something takes, and what it made."""
    took = []
    for _ in range(rounds):
        begin = perf_counter()
        made = work()
        took.append(perf_counter() - begin)
    return median(took), made


def close(place: Installation, measurement_id: UUID) -> None:
    """Make the result of a measurement."""
    engine, keys = place.engine(), KeyStore(place.settings.keys_dir)
    with Session(engine) as session, session.begin():
        publishing.close(session, keys, measurement_id, now=datetime.now(UTC))
    engine.dispose()


def whole(place: Installation, measurement_id: UUID) -> Content:
    """Read the organisation and every unit inside it."""
    engine = place.engine()
    with Session(engine) as session:
        measurement = session.get_one(Measurement, measurement_id)
        texts = load_texts(session, measurement, language("nl"))
        content = read(session, UnitAccess(published(session, measurement), 0, texts), inside=True, told=nobody)
    engine.dispose()
    return content


def bare(like: Any) -> bytes:
    """Make slides with a chart for every chart, and a table without texts for every table."""
    made = Presentation(BytesIO(default_template()))
    place = (Inches(1), Inches(1), Inches(6), Inches(4))
    for slide in like.slides:
        own = made.slides.add_slide(made.slide_layouts[1])
        for shape in slide.shapes:
            if shape.has_chart:
                data = CategoryChartData()
                data.categories = NAMES
                data.add_series("a", VALUES)
                own.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *place, data)
            elif shape.has_table:
                own.shapes.add_table(len(shape.table.rows), len(shape.table.columns), *place)
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def nobody(_done: int, _of: int) -> None:
    """Tell nobody how far it is."""
