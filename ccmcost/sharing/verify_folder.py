"""Whether a folder still holds what its manifest says; workbooks of an apportionment are recomputed
as well.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from ccmcost.errors import DataError
from ccmcost.findings import Findings
from ccmcost.load.data import Data
from ccmcost.manifest import NAME, SPECIMEN
from ccmcost.model.source import SourceFile
from ccmcost.sharing.request import printable
from ccmcost.sharing.verify import Verified, verify_workbook
from ccmcost.workspace import Workspace


class VerifiedFolder(NamedTuple):
    """How many files are as the manifest says, the workbooks that were recomputed,
    and files the manifest does not name.
    """

    files: int
    workbooks: tuple[tuple[str, Verified], ...]
    others: tuple[str, ...]


def verify_path(workspace: Workspace, path: Path) -> Verified | VerifiedFolder:
    """Verify a workbook or a folder with a manifest.
    Raises DataError with every difference at once.
    """
    data = Data(workspace)
    if path.is_dir():
        return _verify_folder(data, path)
    source = data.given(path)
    if source is not None and path.suffix.lower() == ".zip":
        message = "a ZIP is not verified as it is. Unpack it, then verify the folder."
        data.findings.error("workbook-unreadable", message, source.shown)
    return verify_workbook(data.checked(source), data)


def _verify_folder(data: Data, folder: Path) -> VerifiedFolder:
    findings = data.findings
    manifest = next(
        (path for path in (folder / NAME, folder / (SPECIMEN + NAME)) if path.is_file()), None
    )
    if manifest is None:
        message = f"the folder has no {NAME}, so nothing says what it should hold."
        findings.error("file-missing", message, str(folder / NAME))
    outputs = _outputs(manifest, findings) if manifest else {}
    findings.stop_on_errors()
    workbooks: list[tuple[str, Verified]] = []
    for name, wanted in sorted(outputs.items()):
        # it knows files by name, folders aside
        source = Data(data.workspace, findings).given(folder / name)
        if source is None:
            continue
        if hashlib.sha256(source.content).hexdigest() != wanted:
            message = (
                "the file was changed after it was written: its SHA-256 is not that of the "
                "manifest."
            )
            findings.error("output-changed", message, source.shown)
        if PurePosixPath(name).name.removeprefix(SPECIMEN) == "apportionment.xlsx":
            _verify_inside(source, name, workbooks, data)
    findings.stop_on_errors()
    assert manifest is not None
    here = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return VerifiedFolder(
        len(outputs), tuple(workbooks), tuple(sorted(here - set(outputs) - {manifest.name}))
    )


def _verify_inside(
    source: SourceFile, name: str, workbooks: list[tuple[str, Verified]], data: Data
) -> None:
    try:
        workbooks.append((name, verify_workbook(source, Data(data.workspace))))
    except DataError as error:
        for fault in error.findings:
            data.findings.error(fault.code, fault.message, fault.file, fault.row, fault.column)


def _outputs(manifest: Path, findings: Findings) -> dict[str, str]:
    """Files with their SHA-256, by path; a path that leads out of the folder is a fault."""
    try:
        listed = json.loads(manifest.read_bytes())["outputs"]
        outputs = {str(output["path"]): str(output["sha256"]) for output in listed}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        findings.error("file-unreadable", "this is no manifest that ccmcost wrote.", str(manifest))
        return {}
    for name in outputs:
        path = PurePosixPath(name)
        if not name or path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
            message = f'the manifest names "{printable(name)}", which lies outside the folder.'
            findings.error("file-unreadable", message, str(manifest))
    return outputs
