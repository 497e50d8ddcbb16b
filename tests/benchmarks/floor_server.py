"""The least that a server in this language and framework can do: the floor that pages are measured against.

`python -m tests.benchmarks.floor_server PORT` keeps one row per form in FLOOR_DATABASE, as durably as the product
does, and shows pages of any size without anything behind them.
"""

import os
import sqlite3
import sys
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from threading import local
from urllib.parse import parse_qs

import psycopg
import uvicorn
from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import DictLoader, Environment

QUESTIONS, OPTIONS = 42, 5
DATABASE = "FLOOR_DATABASE"
ROW = "INSERT INTO floor_response (answers) VALUES "
TABLE = "CREATE TABLE IF NOT EXISTS floor_response (answers TEXT NOT NULL)"
LINE_BYTES = 80
PAGES = {
    "form": """<!doctype html><title>Floor</title><form method="post"><input type="hidden" name="csrf" value="x">
{% for question in questions %}<fieldset><legend>Statement {{ question }}</legend>
{% for value in options %}<label><input type="radio" name="q{{ question }}" value="{{ value }}"> {{ value }}</label>
{% endfor %}</fieldset>{% endfor %}<button>Send</button></form>""",
    "done": """<!doctype html><title>Floor</title><main data-state="submitted">Thank you</main>""",
    "lines": """<!doctype html><title>Floor</title><table>
{% for number in numbers %}<tr><td>{{ "%08d"|format(number) }}</td><td class="{{ kind }}">{{ label }}</td></tr>
{% endfor %}</table>""",
}
Keep = Callable[[str], Awaitable[None]]
templates = Environment(loader=DictLoader(PAGES), autoescape=True)


def create_app(keep: Keep | None) -> FastAPI:
    """Build the server; without a way to keep answers it only shows pages."""
    app = FastAPI()

    @app.get("/")
    async def form() -> Response:
        return page("form", questions=range(QUESTIONS), options=range(1, OPTIONS + 1))

    @app.post("/")
    async def save(request: Request) -> Response:
        sent = parse_qs((await request.body()).decode())
        assert keep is not None
        await keep("".join(sent[f"q{question}"][0] for question in range(QUESTIONS)))
        return RedirectResponse("/done", HTTPStatus.SEE_OTHER)

    @app.get("/done")
    async def done() -> Response:
        return page("done")

    @app.get("/lines/{size}")
    def lines(size: int) -> Response:
        label = "x" * (LINE_BYTES - len('<tr><td>00000000</td><td class="kind"></td></tr>\n'))
        return page("lines", numbers=range(size // LINE_BYTES), kind="kind", label=label)

    return app


def page(name: str, **values: object) -> Response:
    """Render a page."""
    return HTMLResponse(templates.get_template(name).render(values))


def keeper(address: str) -> Keep:
    """Give the quickest durable way to keep a row in this database."""
    return in_postgresql(address) if address.startswith("postgresql") else in_sqlite(address)


def in_sqlite(address: str) -> Keep:
    """Write in the event loop: SQLite takes one writer at a time, and a thread would only add a detour."""
    connection = sqlite3.connect(address.removeprefix("sqlite:///"), isolation_level=None)
    for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", TABLE):
        connection.execute(statement)

    async def keep(answers: str) -> None:
        connection.execute(ROW + "(?)", (answers,))

    return keep


def in_postgresql(address: str) -> Keep:
    """Write in threads with a connection each: the server lets many commit at once."""
    plain, own = address.replace("+psycopg", ""), local()
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(TABLE)

    def write(answers: str) -> None:
        if not hasattr(own, "connection"):
            own.connection = psycopg.connect(plain, autocommit=True)
        own.connection.execute(ROW + "(%s)", (answers,))

    async def keep(answers: str) -> None:
        await run_in_threadpool(write, answers)

    return keep


if __name__ == "__main__":
    place = os.environ.get(DATABASE)
    uvicorn.run(
        create_app(keeper(place) if place else None), port=int(sys.argv[1]), access_log=False, log_level="warning"
    )
