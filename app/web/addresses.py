"""Addresses of our own pages."""

from functools import lru_cache

from fastapi import FastAPI, Request


def address(request: Request, route: str, **path: object) -> str:
    """Give the address of a route, without host."""
    return _address(request.app, route, tuple(path.items()))


@lru_cache(maxsize=4096)
def _address(app: FastAPI, route: str, path: tuple[tuple[str, object], ...]) -> str:
    """Look it up once: every page has several, and looking up goes through all routes."""
    return str(app.url_path_for(route, **dict(path)))
