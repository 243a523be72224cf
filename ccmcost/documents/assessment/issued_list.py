"""The list of issued documents that an office publishes: the SHA-256 of each file, as sha256sum
writes it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import NamedTuple

from ccmcost.errors import UsageError
from ccmcost.model.source import SourceFile
from ccmcost.text import printable

_LINE = re.compile(r"([0-9a-fA-F]{64}) [ *](.+)")


class IssuedList(NamedTuple):
    """`hashes` gives the name of each document by its SHA-256; `name` is that of the list."""

    name: str
    hashes: Mapping[str, str]


def issued_list(source: SourceFile) -> IssuedList:
    """The list that a file holds. Raises UsageError for a file that is none, with its line."""
    hashes: dict[str, str] = {}
    for number, line in enumerate(source.content.decode("utf-8-sig", "replace").splitlines(), 1):
        found = _LINE.fullmatch(line.strip())
        if found:
            hashes[found[1].lower()] = PurePath(found[2]).name
        elif line.strip():
            raise UsageError(
                f'--list: line {number} of {source.shown} reads "{printable(line, 60)}". A list of '
                "issued documents has a SHA-256, two blanks and a file name on each line, as "
                "sha256sum writes them."
            )
    if not hashes:
        raise UsageError(f"--list: {source.shown} is empty. Is it the list of issued documents?")
    return IssuedList(PurePath(source.shown).name, hashes)
