"""A document composed again from the data attached to it, in a child process with limits: the data
may be anybody's. A document that `Press.sealed` made comes out the same, byte for byte.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from ccmcost.child import Child, Ended, serve
from ccmcost.errors import WriteError
from ccmcost.model.calendar import day_of
from ccmcost.tables.page import Press, press
from ccmcost.words.catalogue import LANGUAGES

SECONDS = 60.0
TEMPLATES = ("notice.typ", "annex.typ")


def is_same_press(composed: Mapping[str, Any]) -> bool:
    """Whether templates, fonts and typesetter here are those with which a document was made."""
    template, language = composed.get("template"), composed.get("language")
    if template not in TEMPLATES or language not in LANGUAGES:
        return False
    try:
        return press(template, language) == composed.get("press")
    except WriteError:
        return False


def composed_again(data: Mapping[str, Any]) -> bytes | None:
    """The document that its data make, or None if they make none."""
    try:
        return _child().ask(json.dumps(data).encode(), SECONDS) or None
    except Ended:
        return None


@cache
def _child() -> Child:
    """One for all documents of a command: it keeps the fonts that it has opened."""
    return Child("ccmcost.tables.again")


def _answer(request: bytes) -> bytes:
    """What the child answers: the document, or nothing if it cannot be set."""
    try:
        data = json.loads(request)
        composed = data["composed"]
        if composed["template"] not in TEMPLATES or composed["language"] not in LANGUAGES:
            return b""
        made = _press(composed["template"], composed["language"], composed["on"])
        return made.pdf(composed["page"], data, "the document")
    except Exception:
        # data from anywhere can make it fail in any way at all
        return b""


@lru_cache(maxsize=4)
def _press(template: str, language: str, on: str) -> Press:
    return Press(template, language, day_of(on))


if __name__ == "__main__":
    serve(_answer)
