"""`python -m tests.proofs.power_picture`: draw the power of the verdict for `docs/statistics.md`, print its tables."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import plotly.graph_objects as go
from playwright.sync_api import sync_playwright

from app.figures.embedding import embedded
from app.figures.theme import ACCENT, INK, LINE, MUTED, THEME
from tests.journeys.conftest import FLAGS, chromium
from tests.proofs.power import CHANGES, FAMILY, PEOPLE, SD, Power, table

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "app" / "static"
PICTURE = ROOT / "docs" / "power.png"
WIDTH, HEIGHT = 960, 460
DRAWN = (5, 8, 12, 20, 50)
USUAL = 0.8  # what studies usually aim at
FINDING = "A team of 12 shows a real change of half a point half of the time; among 14 teams, one time in seven"
MEASURE = (
    "Chance of the verdict “improved”, by the true change in points on the scale 1 to 5 and by the number of people "
    f"in each measurement; standard deviation between people {SD}"
)
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{finding}</title>
<link rel="stylesheet" href="{static}/css/base.css"><link rel="stylesheet" href="{static}/css/results.css">
<link id="plotly.js-style-global" class="no-inline-styles" rel="stylesheet" href="{static}/vendor/plotly/plotly.css">
<script defer src="{static}/vendor/plotly/plotly-bouwsteen.min.js"></script>
<script defer src="{static}/js/charts.js"></script>
<main><figure class="chart"><figcaption><h3>{finding}</h3><p class="measure">{measure}</p></figcaption>
<div class="plot" hidden></div><script type="application/json">{drawing}</script></figure></main></html>"""


def draw(rows: Sequence[Power]) -> go.Figure:
    """Draw one line for each size: at the left for a team that is compared alone, at the right in a family of 14."""
    figure = go.Figure([_line(rows, people, panel) for panel in (0, 1) for people in DRAWN])
    figure.update_layout(
        template=THEME,
        height=HEIGHT,
        margin={"l": 48, "r": 16, "t": 40, "b": 48},
        xaxis={**_changes(), "domain": [0, 0.46]},
        xaxis2={**_changes(), "domain": [0.54, 1], "anchor": "y"},
        yaxis={"range": [-0.02, 1.06], "tickvals": [0, 0.2, 0.4, 0.6, USUAL, 1], "tickformat": ".0%"},
        shapes=[_usual(axis) for axis in ("x", "x2")],
        annotations=[*_titles(), _usual_name(), *(_label(rows, people, panel) for panel in (0, 1) for people in DRAWN)],
    )
    return figure


def markdown(rows: Sequence[Power], figure: str) -> str:
    """Write one table, a row for each size, in whole percents."""
    lines = [f"| people | {' | '.join(f'{change:.1f}' for change in CHANGES)} |", f"|{' ---: |' * (len(CHANGES) + 1)}"]
    for people in PEOPLE:
        shares = [getattr(row, figure) for row in rows if row.people == people]
        lines.append(f"| {people} | {' | '.join(f'{100 * share:.0f}' for share in shares)} |")
    return "\n".join(lines)


def photograph(figure: go.Figure, path: Path) -> None:
    """Let the browser draw the figure as it does on a page, and keep a picture of it."""
    page_text = PAGE.format(finding=FINDING, measure=MEASURE, static=STATIC.as_uri(), drawing=embedded(figure))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        written = Path(folder) / "power.html"
        written.write_text(page_text)
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=2)
        page.goto(written.as_uri())
        page.locator(".plot .main-svg").first.wait_for()
        page.locator("figure").screenshot(path=path)
        browser.close()


def _line(rows: Sequence[Power], people: int, panel: int) -> go.Scatter:
    shares = _shares(rows, people, panel)
    return go.Scatter(
        x=CHANGES,
        y=shares,
        xaxis="x2" if panel else "x",
        mode="lines",
        line={"color": ACCENT, "width": 1 + DRAWN.index(people) * 0.75},
        hoverinfo="skip",
    )


def _shares(rows: Sequence[Power], people: int, panel: int) -> list[float]:
    return [row.in_family if panel else row.alone for row in rows if row.people == people]


def _label(rows: Sequence[Power], people: int, panel: int) -> dict[str, object]:
    """Name a line half-way up, or at its end where it stays low."""
    shares = _shares(rows, people, panel)
    height = min(0.62, shares[-1])
    return {
        "x": float(np.interp(height, shares, CHANGES)),
        "y": height,
        "xref": "x2" if panel else "x",
        "yref": "y",
        "text": f"{people} people" if people == DRAWN[-1] else f"{people}",
        "xanchor": "right",
        "xshift": -4,
        "yshift": 6,
        "showarrow": False,
        "font": {"color": INK, "size": 14},
    }


def _titles() -> list[dict[str, object]]:
    names = ("the only team compared", f"one of {FAMILY} teams, the others unchanged")
    return [
        {
            "x": 0,
            "xref": f"{axis} domain",
            "y": 1.1,
            "yref": "paper",
            "text": f"<b>{name}</b>",
            "xanchor": "left",
            "showarrow": False,
            "font": {"color": INK},
        }
        for axis, name in zip(("x", "x2"), names, strict=True)
    ]


def _changes() -> dict[str, object]:
    return {
        "range": [0, 1.02],
        "tickvals": [0, 0.2, 0.4, 0.6, 0.8, 1],
        "title": {"text": "true change in points", "font": {"color": MUTED, "size": 14}},
        "gridcolor": LINE,
    }


def _usual(axis: str) -> dict[str, object]:
    dashed = {"color": MUTED, "width": 1, "dash": "dash"}
    return {"type": "line", "xref": f"{axis} domain", "x0": 0, "x1": 1, "y0": USUAL, "y1": USUAL, "line": dashed}


def _usual_name() -> dict[str, object]:
    place = {"x": 0.01, "xref": "x", "y": USUAL, "yref": "y", "xanchor": "left", "yshift": 10}
    return {**place, "text": "usual aim", "showarrow": False, "font": {"color": MUTED, "size": 13}}


def main() -> None:
    """Draw the picture and print both tables."""
    rows = table()
    photograph(draw(rows), PICTURE)
    for title, figure in (("alone", "alone"), (f"in a family of {FAMILY}", "in_family")):
        print(f"{title}\n\n{markdown(rows, figure)}\n")


if __name__ == "__main__":
    main()
