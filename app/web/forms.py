"""What a form sent, as text by name."""

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Depends, Request

KIND = "application/x-www-form-urlencoded"
MOST_FIELDS = 1000
STRANGE = "\N{REPLACEMENT CHARACTER}"
"""Stands for a file that somebody sent instead of a text: it fits nowhere."""


async def sent_form(request: Request) -> Mapping[str, str]:
    """Give the fields of a form, of those with one name the last; read once, whoever asks.

    Our own pages send a kind that the standard library reads five times as fast as the framework. No route has form
    parameters of the framework: it would read the form itself, before anybody can ask here.
    """
    if not hasattr(request.state, "sent"):
        request.state.sent = await _read(request)
    sent: Mapping[str, str] = request.state.sent
    return sent


FormDep = Annotated[Mapping[str, str], Depends(sent_form)]
Files = Mapping[str, tuple[str, bytes]]
"""Name and content of each file of a form, by the name of its field."""


async def sent_files(request: Request) -> Files:
    """Give the files of a form; where somebody sent a text instead, there is none."""
    await sent_form(request)
    files: Files = getattr(request.state, "files", {})
    return files


FilesDep = Annotated[Files, Depends(sent_files)]


async def _read(request: Request) -> dict[str, str]:
    if request.headers.get("content-type", "").partition(";")[0].strip() == KIND:
        return _parsed(await request.body())
    form = await request.form()
    files = {name: value for name, value in form.items() if not isinstance(value, str)}
    request.state.files = {name: (file.filename or "", await file.read()) for name, file in files.items()}
    await form.close()
    return {name: value if isinstance(value, str) else STRANGE for name, value in form.items()}


def _parsed(body: bytes) -> dict[str, str]:
    try:
        fields = parse_qsl(body.decode(errors="replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:  # more fields than any page of ours has
        return {}
    return dict(fields)
