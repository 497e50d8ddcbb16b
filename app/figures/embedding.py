"""A figure as JSON that may stand in a page."""

import plotly.graph_objects as go
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

DIGITS = 2  # as many decimals as the scores beside the figure: what is drawn tells no more than what is written


def embedded(figure: go.Figure) -> Markup:
    """Write a figure as JSON without any sign that could end the script element around it."""
    return htmlsafe_json_dumps(_rounded(figure.to_plotly_json()), separators=(",", ":"))


def _rounded(part: object) -> object:
    """Round every number in a figure."""
    if isinstance(part, float):
        return round(part, DIGITS)
    if isinstance(part, dict):
        return {name: _rounded(value) for name, value in part.items()}
    return [_rounded(value) for value in part] if isinstance(part, (list, tuple)) else part
