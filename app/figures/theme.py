"""One look for all figures.

Colours and the font are the names of the style sheet's own properties: what draws a figure puts in their values, so
that one figure serves light, dark and print.
"""

import plotly.graph_objects as go

INK = "var(--ink)"
MUTED = "var(--muted)"
LINE = "var(--line)"
ACCENT = "var(--accent)"
PAPER = "var(--paper)"
CLEAR = "rgba(0,0,0,0)"

THEME = go.layout.Template(
    layout={
        "font": {"family": "var(--font)", "size": 14, "color": INK},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {"bgcolor": PAPER, "bordercolor": LINE, "font": {"color": INK, "family": "var(--font)"}},
        "xaxis": {"fixedrange": True, "zeroline": False, "gridcolor": LINE, "ticks": "", "tickfont": {"color": MUTED}},
        "yaxis": {"fixedrange": True, "zeroline": False, "showgrid": False, "ticks": "", "automargin": True},
    }
)
