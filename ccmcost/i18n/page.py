"""The words of the page for delegates, by language."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import cache


@cache
def page_words(language: str) -> Mapping[str, str]:
    """The page's own words of a language by key; those of the documents are in `sentences.catalogue`."""
    words: Mapping[str, str] = importlib.import_module(f"ccmcost.i18n.page_words.{language}").WORDS
    return words
