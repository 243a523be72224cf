"""Files that are published beside earlier ones of the same folder: each run replaces its own, the manifest lists all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path

from ccmcost.manifest import NAME
from ccmcost.publish import replacing
from ccmcost.render.json_text import json_text


def publish_beside(
    folder: Path,
    files: Mapping[str, bytes],
    about: Mapping[str, object] | None = None,
    keep: Callable[[str], bool] = lambda _: True,
) -> tuple[str, ...]:
    """Write `files` into `folder`, all or nothing; returns their paths.

    Earlier files of ccmcost stay if they are not written anew and `keep` says so. `about` goes into the manifest.
    """
    listed: dict[str, str] = {name: _sha256(content) for name, content in files.items()}

    def stays(name: str) -> bool:
        return name != NAME and name not in files and keep(name)

    with replacing(folder, _owned, keep=stays) as staging:
        for name in sorted(_owned(folder) or ()):
            if stays(name) and (folder / name).is_file():
                listed[name] = _sha256((folder / name).read_bytes())
        for name, content in sorted(files.items()):
            staging.write(name, content)
        outputs = [{"path": name, "sha256": sha256} for name, sha256 in sorted(listed.items())]
        staging.write(NAME, json_text({**(about or {}), "outputs": outputs}).encode())
    return tuple((folder / name).as_posix() for name in sorted(files))


def _owned(folder: Path) -> frozenset[str] | None:
    try:
        outputs = json.loads((folder / NAME).read_text(encoding="utf-8"))["outputs"]
        return frozenset([NAME, *(output["path"] for output in outputs)])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
