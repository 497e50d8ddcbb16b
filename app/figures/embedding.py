"""A figure as JSON that may stand in a page."""

import plotly.graph_objects as go
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup


def embedded(figure: go.Figure) -> Markup:
    """Write a figure as JSON without any sign that could end the script element around it."""
    return htmlsafe_json_dumps(figure.to_plotly_json(), separators=(",", ":"))
