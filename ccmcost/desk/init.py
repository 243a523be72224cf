"""A workspace of one's own: a copy of the packaged data, places for reports and notices,
an empty ledger.
"""

from __future__ import annotations

import os
from pathlib import Path

from ccmcost.atomic import NEW, SECRET
from ccmcost.errors import UsageError
from ccmcost.ledger.store import create
from ccmcost.load.office import ISSUER
from ccmcost.publish import replacing
from ccmcost.workspace import LEDGER, MARK, Workspace, packaged_data, relied_on

_REPORTS = """# Reports

`ccmcost apportion MEETING` writes one folder per meeting here. Names that begin with `SPECIMEN-`
were made from an illustrative cost and are no request for payment. `manifest.json` in each folder
says what it was made from.
"""

_NOTICES = """# Notices

`ccmcost issue` writes issued notices here, one folder a year, with `register.csv` and
`manifest.json`. Nothing here is ever edited: a change leads to a further notice or a credit.
`ccmcost ledger verify` compares every file with the ledger.
"""


def make_workspace(folder: Path) -> tuple[str, ...]:
    """Make data, reports, notices and an empty ledger in `folder`; returns what was made.

    A data folder that exists is a UsageError, unless it is an office's own and only lacks its
    ledger. Nothing that exists is changed.
    """
    # a way through a folder that is not there leads nowhere, though its end is plain
    if ".." in folder.parts:
        folder = Path(os.path.realpath(folder))
    if relied_on(folder) and not (folder / LEDGER).exists():
        raise UsageError(
            f'"{folder}" belongs to {relied_on(folder)}. Choose another folder: ccmcost init '
            "office."
        )
    data = folder / "data"
    workspace = Workspace(data, packaged_data())
    if data.resolve() == workspace.packaged.resolve():
        raise UsageError(
            f'"{data}" holds the data that came with ccmcost. Name a folder of your own: ccmcost '
            "init office."
        )
    if (data / MARK).is_file() and not workspace.ledger.exists():
        return _beside(folder, workspace)
    if data.exists():
        raise UsageError(
            f'"{data}" exists already. ccmcost init never overwrites data; choose another folder.'
        )
    packaged = workspace.packaged
    with replacing(data, lambda _: None, part_of_workspace=True) as staging:
        for path in sorted(packaged.rglob("*")):
            if path.is_file():
                mode = SECRET if path.name == ISSUER else NEW
                staging.write(path.relative_to(packaged).as_posix(), path.read_bytes(), mode)
    assert (data / MARK).is_file()
    return (data.as_posix(), *_beside(folder, workspace))


def _beside(folder: Path, workspace: Workspace) -> tuple[str, ...]:
    made = []
    for place, text in ((folder / "reports", _REPORTS), (workspace.notices, _NOTICES)):
        if not place.exists():
            with replacing(place, lambda _: None, part_of_workspace=True) as staging:
                staging.write("README.md", text.encode())
            made.append(place)
    if not workspace.ledger.exists():
        create(workspace.ledger)
        made.append(workspace.ledger)
    return tuple(path.as_posix() for path in made)
