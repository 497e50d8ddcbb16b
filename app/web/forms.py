"""What a form sent: read once, by the standard library, for whoever asks."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from fastapi import Request

KIND = "application/x-www-form-urlencoded"
MOST_FIELDS = 1000
STRANGE = "\N{REPLACEMENT CHARACTER}"
"""Stands for a file that somebody sent instead of a text: it fits nowhere."""


async def sent_form(request: Request) -> Mapping[str, str]:
    """Give the fields of a form, the last of those with one name; what no page of ours sends is read as well."""
    if not hasattr(request.state, "sent"):
        ours = request.headers.get("content-type", "").partition(";")[0].strip() == KIND
        request.state.sent = _parsed(await request.body()) if ours else await _other(request)
    sent: Mapping[str, str] = request.state.sent
    return sent


def _parsed(body: bytes) -> dict[str, str]:
    try:
        fields = parse_qsl(body.decode(errors="replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:  # too many fields
        return {}
    return dict(fields)


async def _other(request: Request) -> dict[str, str]:
    form = await request.form()
    await form.close()
    return {name: value if isinstance(value, str) else STRANGE for name, value in form.items()}
