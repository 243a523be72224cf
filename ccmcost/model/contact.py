"""Whom the office writes to: the mission of each State, its e-mail addresses,
the language of correspondence.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_ADDRESS = re.compile(r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
LONGEST_MISSION = 200


class Contact(NamedTuple):
    """One row of `contacts.csv`; `language` is empty where the command decides."""

    iso3: str
    mission: str
    emails: tuple[str, ...]
    language: str


def is_address(text: str) -> bool:
    """Whether a text is a plain e-mail address: no name, no blank, no line break,
    nothing that a header could read.
    """
    return len(text) <= 254 and ".." not in text and _ADDRESS.fullmatch(text) is not None
