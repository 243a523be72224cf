"""Orders in which people expect to find things."""

from __future__ import annotations

import unicodedata


def alphabetical(name: str) -> str:
    """A key that sorts names as an English index does, accents aside."""
    return "".join(
        c for c in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(c)
    )
