"""The attack on what is shown: nothing in the product, and every leak that is planted."""

from collections.abc import Iterator
from time import perf_counter

import pytest

from app.attack.service import attack, first_leak
from tests.app.attack.leaks import LEAKS, product


def run() -> Iterator[dict[str, object]]:
    """Attack the product as it is, and then with one leak at a time."""
    report = attack(product)
    yield {
        "what": "product",
        "pages": report.pages,
        "tokens": report.tokens,
        "copies": report.copies,
        "requests": report.requests,
        "seconds": report.seconds,
        "processor_seconds": report.processor_seconds,
        "found": len(report.findings),
        "few_options_left": {each.data: round(each.few / each.answers, 2) for each in report.guessed},
        "holds": not report.findings,
    }
    for name, plant in LEAKS.items():
        begin = perf_counter()
        with pytest.MonkeyPatch.context() as monkeypatch:
            found = first_leak(plant(monkeypatch))
        yield {
            "what": name,
            "found_by": found[0] if found else None,
            "kind": found[1].kind if found else None,
            "seconds": round(perf_counter() - begin, 1),
            "holds": found is not None,
        }
