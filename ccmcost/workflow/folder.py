"""A folder that one command owns: its files and a manifest of them, published as a whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from ccmcost import __version__
from ccmcost.errors import WriteError
from ccmcost.manifest import NAME, made_here
from ccmcost.publish import replacing
from ccmcost.render.json_text import json_text


def with_manifest(files: Mapping[str, bytes], about: Mapping[str, object]) -> dict[str, bytes]:
    """The files and a manifest with the SHA-256 of each; `about["document"]` says what they are together."""
    outputs = [
        {"path": path, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for path, content in sorted(files.items())
    ]
    document = {"made_by": f"ccmcost {__version__}", **about, "outputs": outputs}
    return {**files, NAME: json_text(document).encode()}


def publish_folder(folder: Path, files: Mapping[str, bytes], about: Mapping[str, object]) -> None:
    """Replace `folder` by the files and their manifest, all or nothing.

    Raises WriteError if it holds the files of another command, or files that ccmcost did not make and nothing else.
    """
    _refuse_other_work(folder, about["document"])
    with replacing(folder, made_here) as staging:
        for name, content in sorted(with_manifest(files, about).items()):
            staging.write(name, content)


def _refuse_other_work(folder: Path, wanted: object) -> None:
    try:
        found = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return
    if not isinstance(found, dict) or found.get("document") != wanted:
        raise WriteError(f"{folder} holds the files of another command. Choose another folder with --out.")
