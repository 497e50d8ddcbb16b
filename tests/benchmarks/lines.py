"""What a benchmark says: one line of JSON."""

import json
from collections.abc import Sequence
from typing import Any

import numpy as np

Line = dict[str, Any]
"""`figure`, `floor` and `ratio` at least; `correct` where the benchmark checked that what it timed was done."""


def line(figure: float, unit: str, *, floor: float, **more: Any) -> Line:
    """Put a figure beside its floor; a ratio of 1 is as good as the floor."""
    return {"figure": rounded(figure), "unit": unit, "floor": rounded(floor), "ratio": rounded(figure / floor)} | more


def rounded(value: float) -> float:
    """Keep four digits: more is noise."""
    return float(f"{value:.4g}")


def spread(seconds: Sequence[float]) -> dict[str, float]:
    """Sum up durations, in milliseconds."""
    p50, p95 = np.percentile(seconds, [50, 95]) * 1000
    return {"p50_ms": rounded(p50), "p95_ms": rounded(p95)}


def written(name: str, measured: Line) -> str:
    """Write the line."""
    return json.dumps({"benchmark": name} | measured)
