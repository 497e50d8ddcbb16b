"""Style sheets, scripts and pictures: kept by the browser for a year, under an address that changes with them."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOLDER = Path(__file__).parents[1] / "static"


@cache
def asset(path: str) -> str:
    """Give the address of a static file, with a mark of its content."""
    return f"/static/{path}?v={sha256((FOLDER / path).read_bytes()).hexdigest()[:12]}"


class Assets(StaticFiles):
    """Static files that never change under their address."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Send a file and let the browser keep it."""
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response
