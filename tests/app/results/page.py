"""Read a page as somebody would: its texts, its tables, its charts."""

import json
import re
from html import unescape
from typing import Any

from fastapi.testclient import TestClient

TAG = re.compile(r"<[^>]+>")
CHART = re.compile(r'<script type="application/json">(.*?)</script>', re.DOTALL)


def read(client: TestClient, address: str) -> str:
    """Open a page that must be there, and give its source."""
    response = client.get(address)
    assert response.status_code == 200, response.text
    return response.text


def main_part(source: str) -> str:
    """Cut out what belongs to the page itself."""
    return source[source.index("<main") : source.index("</main>")]


def words(source: str) -> str:
    """Give the visible words, with single spaces."""
    return text(CHART.sub(" ", main_part(source)))


def text(piece: str) -> str:
    """Give the words of a piece of a page, with single spaces."""
    return " ".join(unescape(TAG.sub(" ", piece)).split())


def charts(source: str) -> list[dict[str, Any]]:
    """Give the figures that the page draws."""
    return [json.loads(text) for text in CHART.findall(source)]


def numbers(figure: Any) -> list[float]:
    """Give the values on the horizontal axis, or from the middle of a radar, of everything that a figure draws."""
    return [value for trace in figure["data"] for value in trace.get("x", trace.get("r")) if value is not None]


def leading(source: str, relation: str) -> str:
    """Give where the link with this `rel` leads to."""
    found = re.search(rf'<a href="([^"]+)" rel="{relation}"', source)
    assert found is not None, f"no link to {relation}"
    return unescape(found[1])
