"""What was read, which rule, what was written: hashes and versions, so that anyone can check a folder later."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ccmcost import __version__
from ccmcost.model.assessment import Apportionment
from ccmcost.model.rule import Rule
from ccmcost.model.source import SourceFile

NAME = "manifest.json"
SPECIMEN = "SPECIMEN-"


def file_name(result: Apportionment, name: str) -> str:
    """The name of an output; `SPECIMEN-` stands before it while the cost is illustrative."""
    return specimen_name(name, result.is_specimen)


def specimen_name(name: str, is_specimen: bool) -> str:
    """The path with `SPECIMEN-` before the name of the file, if it is one."""
    folder, slash, base = name.rpartition("/")
    return f"{folder}{slash}{SPECIMEN if is_specimen else ''}{base}"


def outputs_of(files: Mapping[str, bytes]) -> list[dict[str, Any]]:
    """Each file with its size and SHA-256, in order of path."""
    return [
        {"path": path, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for path, content in sorted(files.items())
    ]


def inputs_of(sources: Iterable[SourceFile]) -> list[dict[str, str]]:
    """Each file that was read, where it came from, and its SHA-256."""
    return [{"name": source.name, "origin": source.origin, "sha256": source.sha256} for source in sources]


def rule_of(rule: Rule) -> dict[str, str]:
    """The rule by id and the SHA-256 of its file."""
    return {"id": rule.id, "sha256": hashlib.sha256(rule.text.encode()).hexdigest()}


def manifest(
    result: Apportionment, outputs: Mapping[str, bytes], as_of: date, earlier: Iterable[dict[str, Any]] = ()
) -> dict[str, Any]:
    """The manifest of a folder. `outputs` are all files but the manifest itself, by path relative to the folder.

    `earlier` are entries of files that stay as an earlier run wrote them, with the SHA-256 of that day.
    """
    return {
        "made_by": f"ccmcost {__version__}",
        "as_of": as_of.isoformat(),
        "convention": result.convention.id,
        "meeting": result.meeting.id if result.meeting else None,
        "day": result.day.isoformat(),
        "scale": {"id": result.scale.id, "chosen": result.scale_chosen},
        "rule": rule_of(result.rule),
        "list": {"status": result.list.status, "with": list(result.added), "without": list(result.removed)},
        "cost": {"total": str(result.cost.total), "status": result.cost.status, "version": result.cost.version},
        "inputs": inputs_of(result.sources),
        "outputs": sorted([*outputs_of(outputs), *earlier], key=lambda each: str(each["path"])),
    }


def read_manifest(path: Path) -> dict[str, Any] | None:
    """A manifest as it stands, or None if there is none or the file is none; `outputs` all have a path and a SHA-256."""
    try:
        return parsed(path.read_bytes())
    except OSError:
        return None


def parsed(content: bytes) -> dict[str, Any] | None:
    """The manifest that a file holds, or None if it is none of ccmcost."""
    try:
        document = json.loads(content)
        texts = [document["made_by"], *(output[key] for output in document["outputs"] for key in ("path", "sha256"))]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    ours = all(isinstance(text, str) for text in texts) and texts[0].startswith("ccmcost ")
    return document if ours else None


def manifest_in(folder: Path) -> tuple[str, dict[str, Any]] | None:
    """The name and the content of a folder's manifest; None if it has none of ccmcost."""
    for name in (NAME, SPECIMEN + NAME):
        document = read_manifest(folder / name)
        if document is not None:
            return name, document
    return None


def made_here(folder: Path) -> Mapping[str, str] | None:
    """The files of a folder that its manifest lists, each with its SHA-256, and the manifest itself, of which none is known.

    None if the folder has no manifest of ccmcost.
    """
    found = manifest_in(folder)
    return {**{output["path"]: output["sha256"] for output in found[1]["outputs"]}, found[0]: ""} if found else None
