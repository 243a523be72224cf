"""What a person answered last, to be offered as a default: a small file of the workspace, with a
part for each login of the machine.

Nothing depends on it. It is never part of a result; where it is broken, foreign or cannot be
written, nothing is offered.
"""

from __future__ import annotations

import getpass
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from ccmcost.atomic import create_anew, mode_of
from ccmcost.text import is_line
from ccmcost.workspace import Workspace

NAME = ".last-answers.json"
LONGEST = 100_000


def last_answers(workspace: Workspace) -> dict[str, str]:
    """The last answer of this login to each question, by the name of the option."""
    own = _all(_path(workspace)).get(_login(), {}) if workspace.has_ledger else {}
    return {key: text for key, text in own.items() if isinstance(text, str) and is_line(text)}


def keep_answers(workspace: Workspace, answers: Mapping[str, str]) -> None:
    """Keep answers beside those to other questions; where no office works, or nothing can be
    written, they are forgotten.
    """
    path = _path(workspace)
    if not answers or not workspace.has_ledger:
        return
    known = _all(path)
    known[_login()] = {**last_answers(workspace), **answers}
    beside = path.with_name(f"{path.name}.new")
    try:
        content = json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True)
        create_anew(beside, content.encode(), mode_of(path))
        os.replace(beside, path)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _path(workspace: Workspace) -> Path:
    return workspace.data.parent / NAME


def _all(path: Path) -> dict[str, dict[str, str]]:
    if not path.is_file():
        return {}
    try:
        with path.open("rb") as stream:
            found = json.loads(stream.read(LONGEST))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {login: own for login, own in found.items() if isinstance(own, dict)}


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
