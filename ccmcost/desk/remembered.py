"""What a person answered and saw last: a small file of the workspace, with a part for each login of
the machine.

Nothing depends on it. It is never part of a result; where it is broken, foreign or cannot be
written, nothing is remembered.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Literal

from ccmcost.accounts.books import login
from ccmcost.errors import CcmcostError
from ccmcost.publish import write_file
from ccmcost.text import is_line
from ccmcost.workspace import Workspace

NAME = ".ccmcost-remembered.json"
LONGEST = 1_000_000

Topic = Literal["answers", "matches"]
"""Answers by the name of their option; the place that `match` showed, by the number of an event."""


def remembered(workspace: Workspace, topic: Topic) -> dict[str, str]:
    """What is known of this login."""
    with suppress(CcmcostError):
        own = _all(_path(workspace)).get(login(), {}) if workspace.has_ledger else {}
        found = own.get(topic)
        if isinstance(found, dict):
            return {k: text for k, text in found.items() if isinstance(text, str) and is_line(text)}
    return {}


def remember(workspace: Workspace, topic: Topic, texts: Mapping[str, str]) -> None:
    """Keep these texts instead of those of this topic; where no office works, or nothing can be
    written, they are forgotten.
    """
    if not workspace.has_ledger:
        return
    with suppress(CcmcostError, OSError):
        path = _path(workspace)
        known = _all(path)
        known[login()] = {**known.get(login(), {}), topic: dict(texts)}
        content = json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True)
        write_file(path, content.encode(), told=False)


def _path(workspace: Workspace) -> Path:
    return workspace.data.parent / NAME


def _all(path: Path) -> dict[str, dict[str, object]]:
    try:
        with path.open("rb") as stream:
            found = json.loads(stream.read(LONGEST))
    except (OSError, ValueError, RecursionError):
        return {}
    known = found.items() if isinstance(found, dict) else ()
    return {login: own for login, own in known if isinstance(own, dict)}
