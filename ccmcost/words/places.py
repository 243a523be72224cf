"""Cities and venues of meetings in the languages; a place that is not there keeps the name that the register gives it."""

from __future__ import annotations

from ccmcost.words.catalogue import tables


def place(name: str, language: str) -> str:
    """The name of a city or venue in a language, else as written."""
    named: str = tables(language).get("places", {}).get(name, name)
    return named
