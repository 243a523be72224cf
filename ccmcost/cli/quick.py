"""The short way to the main job.

Importing the command-line framework takes longer than the whole calculation. So the plain forms of `ccmcost apportion`
are read here; everything else (help, completion, an unknown option, anything doubtful) takes the long way round, which
gives the messages. Both ways end in the same `run`, and a test holds this table against the framework's own.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from ccmcost.cli.main_job import Options
from ccmcost.sharing.request import Request

VALUES = {
    "--cost": "cost",
    "--currency": "currency",
    "--rule": "rule",
    "--scale": "scale",
    "--scale-provisional": "scale_provisional",
    "--participants": "participants",
    "--from-workbook": "from_workbook",
    "--out": "out",
    "--format": "format",
    "--as-of": "as_of",
    "--data": "data",
}
LISTS = {"--with": "added", "--without": "removed", "--lang": "languages", "--state": "states"}
FLAGS = {"--credit": "credit", "--no-files": "no_files"}


def read(arguments: Sequence[str]) -> Options | None:
    """The options of a plain `apportion` call, or None if it must go the long way round."""
    if not arguments or arguments[0] != "apportion" or "_CCMCOST_COMPLETE" in os.environ:
        return None
    found: dict[str, Any] = {}
    words = iter(arguments[1:])
    for word in words:
        name, equals, value = word.partition("=")
        if name in FLAGS and not equals and FLAGS[name] not in found:
            found[FLAGS[name]] = True
        elif name in VALUES or name in LISTS:
            value = value if equals else next(words, "")
            if not value or value.startswith("-") or VALUES.get(name) in found:
                return None
            if name in LISTS:
                found[LISTS[name]] = (*found.get(LISTS[name], ()), value)
            else:
                found[VALUES[name]] = value
        elif word.startswith("-") or not word or "meeting" in found:
            return None
        else:
            found["meeting"] = word
    return _options(found) if "meeting" in found else None


def _options(found: dict[str, Any]) -> Options:
    wished = {name: found.pop(name) for name in Request._fields if name in found}
    return Options(request=Request(**wished), **found)
