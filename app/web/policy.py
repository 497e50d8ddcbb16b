"""Every route says who may use it; a test finds one that does not."""


async def public() -> None:
    """Let anybody in: the page shows nothing that belongs to somebody."""
