"""An audit pack as a folder or a ZIP file; both hold the same files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from ccmcost.errors import WriteError
from ccmcost.manifest import NAME, parsed, publish_folder, with_manifest
from ccmcost.model.states import States
from ccmcost.publish import write_file
from ccmcost.workflow.audit import Composed

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a ZIP file can hold; a pack's bytes depend on no clock but --as-of."""


def write_pack(composed: Composed, states: States, target: Path, zipped: bool) -> Path:
    """Write the pack to the folder `target`, or beside it as `target.zip`; all or nothing. Returns the path."""
    from ccmcost.render.audit_page import audit_page

    files = {**composed.files, "index.html": audit_page(composed.pack, states)}
    if not zipped:
        publish_folder(target, files, composed.about)
        return target
    path = target if target.suffix == ".zip" else target.with_name(target.name + ".zip")
    if path.is_dir():
        raise WriteError(f"{path} is a folder. Choose another name with --out.")
    packed = zip_bytes(with_manifest(files, composed.about))
    write_file(path, packed, lambda earlier: _document_of(earlier) == composed.about["document"])
    return path


def _document_of(content: bytes) -> object:
    """What the manifest in a ZIP file says that its files are together; None if it is no ZIP file of ccmcost."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            document = parsed(archive.read(NAME))
    except (zipfile.BadZipFile, OSError, ValueError, KeyError, NotImplementedError, RuntimeError):
        return None
    return document.get("document") if document else None


def zip_bytes(files: Mapping[str, bytes]) -> bytes:
    """A ZIP file with the same bytes everywhere: sorted, one time stamp, stored (the PDFs in it are compressed already)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()
