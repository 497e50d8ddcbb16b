"""The harness does what it says. How fast anything is, is never asserted."""

import json
from io import BytesIO
from random import Random

import numpy as np
import pytest
from pptx import Presentation
from pptx.util import Inches

from analytics.disclosure import UnitTree
from analytics.scoring import person_scores
from app.envelope import ballot_size
from app.reports.default_template import default_template
from surveys.catalogue import customer_focus
from tests.benchmarks import disclosure, reports, sealing, statistics, weight
from tests.benchmarks.__main__ import main
from tests.benchmarks.browser import Answer
from tests.benchmarks.forms import read_form
from tests.benchmarks.lines import line, written
from tests.benchmarks.responses import Load, run

PAGE = b"""<form action="/language"><button name="language" value="en">English</button></form>
<form action="/answer/1"><input type="hidden" name="csrf" value="abc">
<input type="radio" name="q" value="4"><input type="radio" name="q" value="unknown"><button>Next</button></form>"""


def test_everybody_who_reached_the_thank_you_is_in_the_database_with_all_answers() -> None:
    measured = run(Load(people=20, clients=4, warming=4, rounds=1, seconds=10))
    assert (measured["completed"], measured["arrived"], measured["arrived_in_full"]) == (20, 20, 20)
    assert measured["correct"]
    assert measured["floor_server"]["completed"] == 20


def test_a_line_has_the_figure_the_floor_and_the_ratio() -> None:
    told = json.loads(written("speed", line(30, "pages/s", floor=120, pages=6)))
    expected = {"benchmark": "speed", "figure": 30, "unit": "pages/s", "floor": 120, "ratio": 0.25, "pages": 6}
    assert told == expected


def test_a_form_goes_on_with_every_hidden_field_of_the_page_at_hand_and_an_answer_to_everything() -> None:
    form = read_form(PAGE)
    assert form is not None
    assert form.action == "/answer/1"
    assert form.fill(PAGE.replace(b"abc", b"xyz"), Random(1)) == b"csrf=xyz&q=4"


def test_a_page_without_a_form_that_goes_on_gives_none() -> None:
    assert read_form(b"<form><button name='back'>Back</button></form>") is None


def test_what_a_page_and_its_styles_ask_for_is_found_and_what_lies_elsewhere_is_not() -> None:
    html = b'<link rel="icon" href="/a.svg"><script src="b.js"></script><img src="https://example.org/c.png">'
    assert list(weight.needed("/x/", Answer(200, b"\r\ncontent-type: text/html", html), html)) == ["/a.svg", "/x/b.js"]
    styles = b"@font-face { src: url('f.woff2') }"
    assert list(weight.needed("/css/a.css", Answer(200, b"\r\nContent-Type: text/css", styles), styles)) == [
        "/css/f.woff2"
    ]


def test_an_unknown_name_is_refused() -> None:
    assert main(["nothing"]) == 2


def test_what_is_timed_of_a_survey_file_is_right_and_complete() -> None:
    answers, teams = statistics.survey(20_000)
    deviations, *rest = statistics.everything(answers, teams)
    assert deviations.shape == (statistics.ITEMS, statistics.TEAMS)
    assert len(rest) == 19 + 2 * (statistics.ITEMS + 19)
    means, sds = rest[19], rest[20]
    own = answers[teams == 7, 0][answers[teams == 7, 0] >= 0] + 1
    assert (means[7], sds[7]) == pytest.approx((own.mean(), own.std(ddof=1)))
    assert deviations[0, 7] == pytest.approx(np.abs(own - own.mean()).mean())
    block = person_scores(answers[:, :7])[teams == 7] + 1
    last = rest[19 + 2 * statistics.ITEMS :]
    assert last[0][7] == pytest.approx(np.nanmean(block))


def test_what_is_timed_of_disclosure_is_done_and_safe() -> None:
    measured = disclosure.run(groups=50, small=60, large=80)
    assert measured["correct"]
    assert measured["audit_seconds"].keys() == {"60", "80"}
    assert disclosure.added_up(UnitTree((-1, 0, 1, 0)), [1, 2, 3, 4]) == [10, 5, 3, 4]


def test_what_is_timed_of_sealing_is_kept_and_opens() -> None:
    measured = sealing.run(times=10)
    assert measured["correct"]
    assert measured["sealed_bytes"] == ballot_size(customer_focus().questionnaire) + 48


def test_the_floor_of_a_report_has_as_many_slides_charts_and_tables() -> None:
    like = Presentation(BytesIO(default_template()))
    slide = like.slides.add_slide(like.slide_layouts[1])
    slide.shapes.add_table(2, 3, *(Inches(1),) * 4)
    made = Presentation(BytesIO(reports.bare(Presentation(BytesIO(reports.bare(like))))))
    assert [[shape.has_table for shape in each.shapes if not shape.is_placeholder] for each in made.slides] == [[True]]
    assert reports.timed(lambda: "made", 3)[1] == "made"
