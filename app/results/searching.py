"""Find texts by their words, whatever their capitals and accents."""

import unicodedata


def plain(text: str) -> str:
    """Write a text without capitals and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def holds(text: str, sought: str) -> bool:
    """Say whether a text holds every word that is sought, or a part of a word; with nothing sought it does."""
    said = plain(text)
    return all(word in said for word in plain(sought).split())
