"""The short way to the main job.

Importing the command-line framework takes longer than the whole calculation. So the plain forms of
`ccmcost apportion` are read here, by the declarations from which the framework's command is made;
everything else (help, completion, an unknown option, anything doubtful) takes the long way round,
which gives the messages.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from ccmcost.cli.declare import WORDS, Argument, bundle_of
from ccmcost.cli.main_job import Options


def read(arguments: Sequence[str]) -> Options | None:
    """The options of a plain `apportion` call, or None if it must go the long way round."""
    if not arguments or arguments[0] != "apportion" or "_CCMCOST_COMPLETE" in os.environ:
        return None
    known = {
        name: each
        for each in bundle_of(Options).parameters
        if not isinstance(each.said, Argument)
        for name in each.names
    }
    found: dict[str, Any] = {}
    words = iter(arguments[1:])
    for word in words:
        name, equals, value = word.partition("=")
        option = known.get(name)
        if option is None:
            if word.startswith("-") or not word or "meeting" in found:
                return None
            found["meeting"] = word
        elif option.kind is bool:
            if equals or option.name in found:
                return None
            found[option.name] = True
        else:
            value = value if equals else next(words, "")
            if not value or value.startswith("-"):
                return None
            if option.kind == WORDS:
                found[option.name] = (*found.get(option.name, ()), value)
            elif option.name in found:
                return None
            else:
                found[option.name] = value
    return Options(**found) if "meeting" in found else None
