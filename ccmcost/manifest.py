"""What was read, which rule, what was written: hashes and versions, so that anyone can check a folder later."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ccmcost import __version__
from ccmcost.model.assessment import Apportionment

NAME = "manifest.json"
SPECIMEN = "SPECIMEN-"


def file_name(result: Apportionment, name: str) -> str:
    """The name of an output; `SPECIMEN-` stands before it while the cost is illustrative."""
    folder, slash, base = name.rpartition("/")
    return f"{folder}{slash}{SPECIMEN if result.is_specimen else ''}{base}"


def manifest(result: Apportionment, outputs: Mapping[str, bytes], as_of: date) -> dict[str, Any]:
    """The manifest of a folder. `outputs` are all files but the manifest itself, by path relative to the folder."""
    return {
        "made_by": f"ccmcost {__version__}",
        "as_of": as_of.isoformat(),
        "convention": result.convention.id,
        "meeting": result.meeting.id if result.meeting else None,
        "day": result.day.isoformat(),
        "scale": {"id": result.scale.id, "chosen": result.scale_chosen},
        "rule": {"id": result.rule.id, "sha256": hashlib.sha256(result.rule.text.encode()).hexdigest()},
        "list": {"status": result.list.status, "with": list(result.added), "without": list(result.removed)},
        "cost": {"total": str(result.cost.total), "status": result.cost.status, "version": result.cost.version},
        "inputs": [{"name": source.name, "origin": source.origin, "sha256": source.sha256} for source in result.sources],
        "outputs": [
            {"path": path, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for path, content in sorted(outputs.items())
        ],
    }


def read_manifest(path: Path) -> dict[str, Any] | None:
    """A manifest as it stands, or None if there is none or the file is none; `outputs` all have a path and a SHA-256."""
    try:
        document = json.loads(path.read_bytes())
        outputs = [(output["path"], output["sha256"]) for output in document["outputs"]]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return document if all(isinstance(text, str) for output in outputs for text in output) else None


def made_here(folder: Path) -> frozenset[str] | None:
    """The files of a folder that its manifest lists, and the manifest itself; None if it has no manifest of ccmcost."""
    for path in (folder / NAME, folder / (SPECIMEN + NAME)):
        document = read_manifest(path)
        if document is not None:
            return frozenset([path.name, *(output["path"] for output in document["outputs"])])
    return None
