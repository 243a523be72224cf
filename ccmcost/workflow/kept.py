"""Which notices of an earlier run may stay beside new ones: those of the very same calculation, as they were written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ccmcost.manifest import NAME, file_name, manifest, read_manifest
from ccmcost.model.assessment import Apportionment
from ccmcost.workflow.compose_notices import FOLDER

_OF_THE_RUN = ("made_by", "as_of", "outputs")
"""What may differ between two runs of one calculation."""


def earlier_notices(folder: Path, result: Apportionment, as_of: date, new: Mapping[str, bytes]) -> dict[str, dict[str, Any]]:
    """Earlier files under invoices/ that rest on the same inputs, rule, list and cost, by path; else nothing.

    Each is an entry of the manifest, with the SHA-256 of the day it was written: a change since then stays visible.
    A folder never holds notices of two calculations: what rests on another one is replaced like everything else.
    """
    document = read_manifest(folder / file_name(result, NAME))
    if document is None or _basis(document) != _basis(manifest(result, {}, as_of)):
        return {}
    stay = (each for each in document["outputs"] if each["path"].startswith(FOLDER + "/") and each["path"] not in new)
    return {each["path"]: each for each in stay if (folder / each["path"]).is_file()}


def _basis(document: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if key not in _OF_THE_RUN}
