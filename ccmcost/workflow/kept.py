"""Which notices of an earlier run may stay beside new ones: those of the very same calculation, as they were written."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ccmcost.manifest import NAME, file_name, manifest, read_manifest
from ccmcost.model.assessment import Apportionment
from ccmcost.workflow.compose_notices import FOLDER

_OF_THE_RUN = ("made_by", "as_of", "outputs")
"""What may differ between two runs of one calculation."""


def earlier_notices(folder: Path, result: Apportionment, as_of: date, new: Mapping[str, bytes]) -> dict[str, bytes]:
    """Earlier files under invoices/ that rest on the same inputs, rule, list and cost, unchanged since; else nothing.

    A folder never holds notices of two calculations: what rests on another one is replaced like everything else.
    """
    document = read_manifest(folder / file_name(result, NAME))
    if document is None or _basis(document) != _basis(manifest(result, {}, as_of)):
        return {}
    kept = {}
    for output in document["outputs"]:
        path = folder / output["path"]
        if output["path"].startswith(FOLDER + "/") and output["path"] not in new and path.is_file():
            content = path.read_bytes()
            if hashlib.sha256(content).hexdigest() == output["sha256"]:
                kept[output["path"]] = content
    return kept


def _basis(document: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if key not in _OF_THE_RUN}
